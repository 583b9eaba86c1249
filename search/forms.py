"""From the address to a request: each parameter read, or refused with a word about what it may be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import QueryDict

from search.request import LARGEST, LAST_PAGE, REPEATABLE, SORTS, SearchRequest
from search.syntax import QueryError
from testimonies.vocabulary import Noun, Role, SourceKind

LONGEST_VALUE, MOST_VALUES = 100, 20
CLOSED = {"role": Role.values, "source": SourceKind.values, "kind": Noun.values}
FORMATS = ("html", "json", "csv", "ris", "atom", "jsonl")
WHOLE = ("csv", "ris", "jsonl")  # can hold all results


class ParameterError(QueryError):
    """A parameter that cannot be read; `parameter` is its name."""

    def __init__(self, parameter: str, sentence: str, **values: object) -> None:
        super().__init__(sentence, 0, **values)
        self.parameter = parameter


def read(parameters: QueryDict) -> SearchRequest:
    """The request in the parameters of an address; unknown ones are left alone. Raises ParameterError."""
    values: dict[str, Any] = {"q": str(parameters.get("q", "")).strip()}
    values |= {name: _several(name, parameters.getlist(name)) for name in REPEATABLE}
    for asked, (name, reader) in _SINGLE.items():
        if parameters.get(asked):
            values[name] = reader(str(parameters[asked]), asked)
    request = SearchRequest(**values)
    first, last = request.first_year, request.last_year
    if first is not None and last is not None and first > last:
        raise ParameterError(
            "from", "%(first)s is after %(last)s: turn the years around.", first=first, last=last
        )
    return request


def _several(name: str, values: list[str]) -> tuple[str, ...]:
    kept = tuple(dict.fromkeys(value.strip() for value in values if value.strip()))
    if len(kept) > MOST_VALUES or any(len(value) > LONGEST_VALUE for value in kept):
        raise ParameterError(
            name,
            "“%(name)s” takes at most %(most)s values of %(longest)s characters.",
            name=name,
            most=MOST_VALUES,
            longest=LONGEST_VALUE,
        )
    unknown = [value for value in kept if name in CLOSED and value not in CLOSED[name]]
    if unknown:
        raise ParameterError(
            name,
            "“%(value)s” is no %(name)s; there are: %(known)s.",
            value=unknown[0],
            name=name,
            known=", ".join(CLOSED[name]),
        )
    return kept


def _number(least: int, most: int) -> Callable[[str, str], int]:
    def read_number(value: str, name: str) -> int:
        text = value.strip()
        if not (text.isascii() and text.isdecimal() and len(text) < 10 and least <= int(text) <= most):
            raise ParameterError(
                name,
                "“%(name)s” is a whole number from %(least)s to %(most)s.",
                name=name,
                least=least,
                most=most,
            )
        return int(text)

    return read_number


def _one_of(*allowed: str) -> Callable[[str, str], str]:
    def read_one(value: str, name: str) -> str:
        if value not in allowed:
            raise ParameterError(
                name, "“%(name)s” is one of: %(known)s.", name=name, known=", ".join(allowed)
            )
        return value

    return read_one


def _identifier(value: str, name: str) -> str:
    text = value.strip()
    if len(text) > LONGEST_VALUE or not all(char.isalnum() or char in "-_" for char in text):
        raise ParameterError(name, "“%(name)s” is the identifier of a record, such as T-000117.", name=name)
    return text


def _switch(value: str, name: str) -> bool:
    return _one_of("0", "1")(value, name) == "1"


_SINGLE: dict[str, tuple[str, Callable[[str, str], Any]]] = {
    "from": ("first_year", _number(1, 9999)),
    "to": ("last_year", _number(1, 9999)),
    "dates": ("dates", _one_of("possible", "certain")),
    "contested": ("contested", _switch),
    "like": ("like", _identifier),
    "spelling": ("spelling", _one_of("exact", "any")),
    "sort": ("sort", _one_of(*SORTS)),
    "page": ("page", _number(1, LAST_PAGE)),
    "size": ("size", _number(1, LARGEST)),
}


def wants_all(parameters: QueryDict, form: str) -> bool:
    """Whether all results are asked for, not a page: `all=1`, and always as JSON Lines.

    Raises ParameterError for a form that cannot hold all.
    """
    asked = bool(parameters.get("all")) and _switch(str(parameters["all"]), "all")
    if asked and form not in WHOLE:
        raise ParameterError("all", "All results can be had as: %(known)s.", known=", ".join(WHOLE))
    return asked or form == "jsonl"


def format_of(parameters: QueryDict, accept: str) -> str:
    """The form of the answer: the parameter `format`, else JSON when Accept names it first, else HTML."""
    asked = str(parameters.get("format", ""))
    if asked:
        return _one_of(*FORMATS)(asked, "format")
    return "json" if accept.split(",")[0].split(";")[0].strip() == "application/json" else "html"
