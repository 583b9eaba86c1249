"""The lists one level above the records: all that is public of a kind, narrowed, a hundred to a page."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from testimonies import citing, ledger
from testimonies.ledger import Published
from testimonies.views.filters import Filter, identifiers, narrowed
from testimonies.views.shelf import Shelf, content, short_title
from testimonies.vocabulary import (
    ClaimKind,
    EntityKind,
    Flag,
    Method,
    Noun,
    Property,
    Question,
    Reach,
    Role,
    SourceKind,
)

PAGE = 100
# Their rows name no record besides those the fields name.
_NAMED_BY_FIELDS = (Noun.DISAGREEMENT, Noun.COLLECTION)

View = Callable[[HttpRequest], HttpResponse]


def listing(
    noun: Noun,
    section: str = "",
    key: Callable[[Published], Any] | None = None,
    filters: Sequence[Filter] = (),
) -> View:
    """A view of all public records of a kind, sorted by `key` or by identifier; `?page=` turns pages.

    Each filter is a parameter of the address. A value it does not know answers 400 and says so.
    """

    @require_safe
    def view(request: HttpRequest) -> HttpResponse:
        records = ledger.listing(noun)
        if key:
            records.sort(key=key)
        shelf = Shelf.of([], also=identifiers(records, filters))
        asked = narrowed(records, filters, request.GET, shelf)
        page = Paginator(asked.found, PAGE).get_page(request.GET.get("page"))
        if noun not in _NAMED_BY_FIELDS:
            shelf |= Shelf.of(content(item) for item in page)
        context = {"page": page, "shelf": shelf, "section": section, "total": len(records), "asked": asked}
        context["coins"] = citing.coins_of(citing.entries(page, request.build_absolute_uri("/")))
        status = 400 if asked.mistakes else 200
        return render(request, f"testimonies/lists/{noun}.html", context, status=status)

    return view


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """The vocabulary as a tree: each term followed by its narrower ones, with its depth."""
    found = sorted(ledger.listing(Noun.TOPIC), key=lambda item: content(item).label_en.casefold())
    known = {item.identifier for item in found}
    below: dict[str | None, list[Published]] = {}
    for item in found:
        broader = content(item).broader
        below.setdefault(broader if broader in known else None, []).append(item)
    context = {"section": "topics", "tree": _tree(below, None, 0), "total": len(found)}
    context["coins"] = citing.coins_of(citing.entries(found, request.build_absolute_uri("/")))
    return render(request, "testimonies/lists/topic.html", context)


def _tree(below: dict[str | None, list[Published]], broader: str | None, depth: int) -> list[dict[str, Any]]:
    # popped, so that a circle of broader terms cannot run for ever
    return [
        row
        for item in below.pop(broader, [])
        for row in ({"item": item, "depth": depth}, *_tree(below, item.identifier, depth + 1))
    ]


def _entity_order(item: Published) -> tuple[int, str]:
    return list(EntityKind).index(content(item).kind), content(item).heading.casefold()


testimonies = listing(
    Noun.TESTIMONY,
    "testimonies",
    filters=(
        Filter("camp", _("Camp"), lambda account: (stay.camp for stay in account.stays)),
        Filter("role", _("Role"), lambda account: (stay.role for stay in account.stays), Role),
    ),
)
claims = listing(
    Noun.CLAIM,
    "claims",
    filters=(
        Filter("subject", _("About"), lambda claim: [claim.subject]),
        Filter("property", _("What it says"), lambda claim: [claim.property], Property),
        Filter("kind", _("Kind"), lambda claim: [claim.kind], ClaimKind),
        Filter("method", _("Method"), lambda claim: [claim.method], Method),
    ),
)
sources = listing(
    Noun.SOURCE,
    "sources",
    key=lambda item: short_title(content(item), item.identifier).casefold(),
    filters=(
        Filter("kind", _("Kind"), lambda source: [source.kind], SourceKind),
        Filter("reach", _("Reached"), lambda source: [source.reach], Reach),
        Filter("flag", _("Flag"), lambda source: source.flags, Flag),
    ),
)
witnesses = listing(Noun.WITNESS, "testimonies", key=lambda item: content(item).public_name.casefold())
entities = listing(
    Noun.ENTITY,
    key=_entity_order,
    filters=(Filter("kind", _("Kind"), lambda entity: [entity.kind], EntityKind),),
)
figures = listing(Noun.FIGURE)
disagreements = listing(
    Noun.DISAGREEMENT,
    "disagreements",
    filters=(
        Filter("status", _("Status"), lambda question: [question.status], Question),
        Filter("about", _("About"), lambda question: question.subjects),
    ),
)
collections = listing(Noun.COLLECTION, "collections", key=lambda item: content(item).title.casefold())
