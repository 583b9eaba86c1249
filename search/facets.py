"""Filters, counts, years and orders: tables over the rows of the index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.utils.translation import get_language

from search.authorities import Authorities
from search.request import Choice, SearchRequest, Span
from search.search_indexes import OPEN_AFTER, OPEN_BEFORE
from search.snapshot import Row
from testimonies.vocabulary import Noun, Role, SourceKind

Values = Callable[[Row, Authorities], set[str]]
EARLIEST_BAR, LATEST_BAR = 1900, 2100  # the histogram draws no year outside
_OPEN_YEARS = (OPEN_BEFORE // 10000, OPEN_AFTER // 10000)


def _camps(row: Row, known: Authorities) -> set[str]:
    return {identifier for identifier in row.about if known.is_camp(identifier)}


def _topics(row: Row, known: Authorities) -> set[str]:
    return {one for one in known.with_broader(row.topics) if known.is_a(one, Noun.TOPIC)}


def _source_kinds(row: Row, known: Authorities) -> set[str]:
    """The kinds of the sources a record rests on; a source is of its own kind."""
    own = {row.identifier} if row.noun == Noun.SOURCE else set()
    return {kind for one in row.sources | own if (kind := known.kind_of(one))}


FACETS: dict[str, Values] = {
    "camp": _camps,
    "topic": _topics,
    "role": lambda row, known: set(row.roles),
    "source": _source_kinds,
    "kind": lambda row, known: {row.noun},
    "lang": lambda row, known: set(row.lang),
}
FILTERS: dict[str, Values] = FACETS | {
    "cites": lambda row, known: set(row.sources),
    "witness": lambda row, known: (
        set(row.witness) | ({row.identifier} if row.noun == Noun.WITNESS else set())
    ),
}
_MEANT: dict[str, Callable[[Authorities, str], list[str]]] = {
    "camp": lambda known, value: known.camps(value),
    "topic": lambda known, value: known.topics(value),
    "cites": lambda known, value: [value.upper()],
    "witness": lambda known, value: [value.upper()],
}
LABELS = {"role": Role, "source": SourceKind, "kind": Noun}
LANGUAGES = {"en": "English", "ko": "한국어", "fr": "français", "ja": "日本語"}


@dataclass
class Tally:
    """Rows that pass every filter, and per facet the counts without that facet's own filter."""

    passing: list[Row] = field(default_factory=list)
    counts: dict[str, Counter[str]] = field(default_factory=lambda: {name: Counter() for name in FACETS})
    dated: list[Row] = field(default_factory=list)  # passing all filters but that of the years


def chosen(request: SearchRequest, known: Authorities) -> dict[str, set[str]]:
    """The identifiers or terms each filter asks for; filters that ask for nothing are left out."""
    asked = {name: getattr(request, name) for name in FILTERS if getattr(request, name)}
    return {
        name: {one for value in values for one in _MEANT.get(name, _itself)(known, value)}
        for name, values in asked.items()
    }


def _itself(known: Authorities, value: str) -> list[str]:
    return [value]


def tally(rows: Iterable[Row], request: SearchRequest, known: Authorities) -> Tally:
    """One pass over the rows: what passes, and what each facet would give."""
    wanted = chosen(request, known)
    result = Tally()
    for row in rows:
        values = {name: FACETS[name](row, known) for name in FACETS}
        failed = {name for name, want in wanted.items() if want.isdisjoint(_of(name, row, known, values))}
        if not in_years(row, request):
            failed.add("years")
        if request.contested:
            failed.add("contested")
        _count(result, row, values, failed)
    return result


def _of(name: str, row: Row, known: Authorities, values: dict[str, set[str]]) -> set[str]:
    return values[name] if name in values else FILTERS[name](row, known)


def _count(result: Tally, row: Row, values: dict[str, set[str]], failed: set[str]) -> None:
    if not failed:
        result.passing.append(row)
    if failed <= {"years"}:
        result.dated.append(row)
    for name, own in values.items():
        if failed <= {name}:
            result.counts[name].update(own)


def in_years(row: Row, request: SearchRequest) -> bool:
    """Does one of a record's periods overlap the years asked for, or with dates=certain lie inside them?"""
    first, last = request.first_year, request.last_year
    if first is None and last is None:
        return True
    if request.dates == "certain":
        return any((first is None or a >= first) and (last is None or b <= last) for a, b in row.periods)
    return any((first is None or b >= first) and (last is None or a <= last) for a, b in row.periods)


def spans(rows: Iterable[Row], width: int) -> tuple[Span, ...]:
    """Stretches of `width` years with the records that may fall in each and those wholly inside.

    Open sides are drawn to the first or last year that any record names.
    """
    dated = [row.periods for row in rows if row.periods]
    named = {year for periods in dated for period in periods for year in period} - set(_OPEN_YEARS)
    first = max(min(named, default=0), EARLIEST_BAR) // width
    last = min(max(named, default=-1), LATEST_BAR) // width
    possible: Counter[int] = Counter()
    certain: Counter[int] = Counter()
    for periods in dated:
        ends = [(a // width, b // width) for a, b in periods]
        possible.update({at for a, b in ends for at in range(max(a, first), min(b, last) + 1)})
        certain.update({a for a, b in ends if a == b})
    bars = range(first, last + 1) if named else range(0)
    return tuple(Span(at * width, at * width + width - 1, certain[at], possible[at]) for at in bars)


def choices(result: Tally, request: SearchRequest, known: Authorities) -> dict[str, tuple[Choice, ...]]:
    """The facets: most results first, then by value; what is chosen is listed even at nought."""
    wanted = chosen(request, known)
    return {
        name: tuple(
            Choice(value, label(name, value, known), count, value in wanted.get(name, ()))
            for value, count in _ordered(result.counts[name], _listed(name, wanted, request))
        )
        for name in FACETS
    }


def _listed(name: str, wanted: dict[str, set[str]], request: SearchRequest) -> set[str]:
    # A topic stands for its narrower ones too: at nought only what was asked for itself is listed.
    return wanted.get(name, set()) & set(getattr(request, name))


def _ordered(counts: Counter[str], listed: set[str]) -> list[tuple[str, int]]:
    whole = dict.fromkeys(listed, 0) | counts
    return sorted(whole.items(), key=lambda pair: (-pair[1], pair[0]))


def label(name: str, value: str, known: Authorities) -> str:
    """What a value of a facet is called, in the reader's language where the archive has it."""
    if name in LABELS:
        found = dict(LABELS[name].choices).get(value, value)
        return str(found)
    if name == "lang":
        return LANGUAGES.get(value, value)
    authority = known.by_id.get(value)
    korean = authority.label_ko if authority and (get_language() or "").startswith("ko") else ""
    return korean or known.label(value)


_NOUNS = {noun: place for place, noun in enumerate(Noun.values)}
Key = tuple[float | int | str, ...]


def _by_relevance(row: Row, score: float) -> Key:
    return -round(score, 6), _NOUNS[row.noun], row.identifier


def _by_date(row: Row, score: float) -> Key:
    return row.earliest or 10**8, row.latest or 10**8, row.identifier


def _by_latest_date(row: Row, score: float) -> Key:
    return -(row.latest or 0), -(row.earliest or 0), row.identifier


def _by_publication(row: Row, score: float) -> Key:
    return -row.number, row.identifier


# Every order is total: it ends in the identifier, so that pages neither repeat nor skip.
ORDERS: dict[str, Callable[[Row, float], Key]] = {
    "relevance": _by_relevance,
    "date": _by_date,
    "-date": _by_latest_date,
    "published": _by_publication,
}
