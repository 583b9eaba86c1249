"""The lists one level above the records: all that is public of a kind, a hundred to a page."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from testimonies import ledger
from testimonies.ledger import Published
from testimonies.views.shelf import Shelf, content, short_title
from testimonies.vocabulary import EntityKind, Noun

PAGE = 100

View = Callable[[HttpRequest], HttpResponse]


def listing(noun: Noun, section: str = "", key: Callable[[Published], Any] | None = None) -> View:
    """A view of all public records of a kind, sorted by `key` or by identifier; `?page=` turns pages."""

    @require_safe
    def view(request: HttpRequest) -> HttpResponse:
        found = ledger.listing(noun)
        if key:
            found.sort(key=key)
        page = Paginator(found, PAGE).get_page(request.GET.get("page"))
        shelf = Shelf.of(content(item) for item in page)
        context = {"page": page, "shelf": shelf, "section": section, "total": len(found)}
        return render(request, f"testimonies/lists/{noun}.html", context)

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


testimonies = listing(Noun.TESTIMONY, "testimonies")
claims = listing(Noun.CLAIM)
sources = listing(
    Noun.SOURCE, "sources", key=lambda item: short_title(content(item), item.identifier).casefold()
)
witnesses = listing(Noun.WITNESS, "testimonies", key=lambda item: content(item).public_name.casefold())
entities = listing(Noun.ENTITY, key=_entity_order)
figures = listing(Noun.FIGURE)
