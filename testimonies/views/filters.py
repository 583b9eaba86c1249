"""What narrows a list: the fields of a GET form, each with its values and how many records have them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from testimonies.ledger import Published
from testimonies.views.shelf import Label, Shelf, content


@dataclass(frozen=True)
class Filter:
    """One field: its name in the address, its title, and the values a document has.

    The values are terms of a closed list, or with `terms` None identifiers of other records.
    """

    name: str
    title: str | Promise
    values: Callable[[Any], Iterable[str | None]]
    terms: type[TextChoices] | None = None

    def held(self, published: Published) -> set[str]:
        """The values one record has."""
        return {str(value) for value in self.values(content(published)) if value}


@dataclass(frozen=True)
class Choice:
    """A value of a field in words of a language, and how many records the list would hold with it."""

    value: str
    label: str
    count: int
    language: str


@dataclass(frozen=True)
class Field:
    """A field of the form, with the value chosen ("" is any)."""

    name: str
    title: str | Promise
    chosen: str
    choices: list[Choice]


@dataclass(frozen=True)
class Narrowed:
    """A list as it was asked for: its records, the form, and what in the address was not understood."""

    found: list[Published]
    fields: list[Field]
    mistakes: list[str]
    query: str


def narrowed(
    records: Sequence[Published], filters: Sequence[Filter], asked: Mapping[str, str], shelf: Shelf
) -> Narrowed:
    """The records that have every value asked for. An unknown value is told, and nothing is found by it."""
    held = {one.name: {item.identifier: one.held(item) for item in records} for one in filters}
    known = {one.name: _known(one, set().union(*held[one.name].values()), shelf) for one in filters}
    typed = {one.name: asked.get(one.name, "").strip() for one in filters}
    mistakes = [_mistake(one, typed[one.name], known[one.name]) for one in filters if typed[one.name]]
    chosen = {name: value if value in known[name] else "" for name, value in typed.items()}

    def left_by(names: Iterable[str]) -> list[Published]:
        wanted = [(held[name], chosen[name]) for name in names if chosen[name]]
        return [item for item in records if all(value in of[item.identifier] for of, value in wanted)]

    def field(one: Filter) -> Field:
        left = left_by(name for name in chosen if name != one.name)
        counts = Counter(value for item in left for value in held[one.name][item.identifier])
        return Field(
            one.name, one.title, chosen[one.name], _choices(known[one.name], counts, chosen[one.name])
        )

    told = [mistake for mistake in mistakes if mistake]
    query = urlencode({name: value for name, value in chosen.items() if value})
    return Narrowed([] if told else left_by(chosen), [field(one) for one in filters], told, query)


def identifiers(records: Iterable[Published], filters: Iterable[Filter]) -> set[str]:
    """The records that the fields name by identifier: what the shelf must hold for their labels."""
    referring = [one for one in filters if one.terms is None]
    return {value for item in records for one in referring for value in one.held(item)}


def _known(one: Filter, held: set[str], shelf: Shelf) -> dict[str, Label]:
    """Value -> label, in the order of the form."""
    if one.terms is not None:
        page = get_language() or "en"
        return {str(term): Label(str(term.label), "", page) for term in one.terms}
    labels = {value: shelf.label(value) for value in held}
    return dict(sorted(labels.items(), key=lambda pair: pair[1].text.casefold()))


def _choices(known: Mapping[str, Label], counts: Mapping[str, int], chosen: str) -> list[Choice]:
    """Those that would find something, and the one chosen."""
    return [
        Choice(value, label.text, counts.get(value, 0), label.language)
        for value, label in known.items()
        if counts.get(value) or value == chosen
    ]


def _mistake(one: Filter, value: str, known: Mapping[str, Label]) -> str:
    """What to say of a value that is not one of the field's; empty for one that is."""
    if value in known:
        return ""
    told = {"value": value[:80], "title": one.title, "known": ", ".join(known)}
    if one.terms is None:
        return _("“%(value)s” is not a value of “%(title)s” in this list.") % told
    return _("“%(value)s” is not a value of “%(title)s” in this list. There are: %(known)s.") % told
