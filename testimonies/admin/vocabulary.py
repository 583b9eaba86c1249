"""The desk's pages of the vocabulary: topics as a tree, names by what bears them, and their use."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from testimonies import ledger
from testimonies.addresses import address_of
from testimonies.admin.panel import change_address
from testimonies.admin.permissions import contributes
from testimonies.ledger import Published
from testimonies.models import Entity, Record, Topic
from testimonies.queue import works_here
from testimonies.transitions import TRANSITIONS, Action
from testimonies.usage import drafts_using, public_using
from testimonies.vocabulary import Noun, Stage, Standing

ON_A_PAGE = 100
OF_ENTITIES = ("camp", "zone", "subject", "object", "covers", "about")


@dataclass(frozen=True)
class Used:
    """One term or named thing: where it stands, and how many public documents and drafts use it."""

    record: Any
    address: str
    published: Published | None
    public: int
    drafts: int
    depth: int = 0

    @property
    def public_address(self) -> str:
        """Where the public reads it, with what uses it."""
        return address_of(self.published) if self.published else ""

    @property
    def standing(self) -> Standing:
        """Public, merged, withdrawn, or never published."""
        return self.published.standing if self.published else Standing.NONE

    @property
    def waits(self) -> bool:
        """Whether a change of it waits for a second person."""
        return self.record.stage in (Stage.SUBMITTED, Stage.IN_REVIEW)


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """Every topic under its broader one, with what uses it."""
    rows = list(Topic.objects.select_related("broader").order_by("label_en"))
    uses, drafts = public_using("topic"), drafts_using(Noun.TOPIC)
    published = ledger.many(topic.identifier or "" for topic in rows)
    shown = [_used(topic, published, uses, drafts, depth) for topic, depth in _tree(rows)]
    return _page(request, "admin/vocabulary_topics.html", {"title": "Topics", "rows": shown})


@require_safe
def names(request: HttpRequest) -> HttpResponse:
    """Every named thing with all its spellings, and what uses it; `q` is a part of a spelling."""
    sought = request.GET.get("q", "").strip()
    found = Entity.objects.order_by("heading").select_related("as_camp").prefetch_related("names")
    if sought:
        fits = Q(heading__icontains=sought) | Q(names__text__icontains=sought)
        found = found.filter(pk__in=Entity.objects.filter(fits).values("pk"))
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    uses, drafts = public_using(*OF_ENTITIES), drafts_using(Noun.ENTITY, [entity.pk for entity in page])
    published = ledger.many(entity.identifier or "" for entity in page)
    shown = [_used(entity, published, uses, drafts) for entity in page]
    context = {"title": "Names", "rows": shown, "page": page, "sought": sought}
    context |= {"previous": _leaf(sought, page.number - 1), "following": _leaf(sought, page.number + 1)}
    return _page(request, "admin/vocabulary_names.html", context)


def _leaf(sought: str, number: int) -> str:
    return "?" + urlencode({key: value for key, value in (("q", sought), ("page", number)) if value})


def _used(
    record: Record,
    published: dict[str, Published],
    uses: Any,
    drafts: dict[int, set[int]],
    depth: int = 0,
) -> Used:
    key = record.identifier or ""
    where = change_address(record)
    return Used(record, where, published.get(key), uses[key], len(drafts.get(record.pk, ())), depth)


def _tree(rows: list[Topic]) -> Iterator[tuple[Topic, int]]:
    """Topics in the order of their labels, each followed by its narrower ones; a circle is cut."""
    narrower: dict[int | None, list[Topic]] = defaultdict(list)
    keys = {topic.pk for topic in rows}
    for topic in rows:
        narrower[topic.broader_id if topic.broader_id in keys else None].append(topic)
    waiting = [(topic, 0) for topic in reversed(narrower[None])]
    seen: set[int] = set()
    while waiting:
        topic, depth = waiting.pop()
        seen.add(topic.pk)
        yield topic, depth
        waiting += [(item, depth + 1) for item in reversed(narrower[topic.pk])]
    yield from ((topic, 0) for topic in rows if topic.pk not in seen)


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> TemplateResponse:
    if not works_here(request.user):
        raise PermissionDenied
    waiting = (Stage.SUBMITTED, Stage.IN_REVIEW)
    counted = Record.objects.filter(stage__in=waiting, noun__in=(Noun.TOPIC, Noun.ENTITY)).values("noun")
    merges = TRANSITIONS[Stage.SETTLED, Action.MERGE].open_to(request.user, Noun.TOPIC)
    every = {
        "proposes": contributes(request.user),
        "merges": merges,
        "waiting": {row["noun"]: row["n"] for row in counted.annotate(n=Count("pk")).order_by()},
    }
    return TemplateResponse(request, template, admin.site.each_context(request) | every | context)
