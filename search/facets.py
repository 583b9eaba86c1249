"""Filters, counts and years of a request: tables over the columns of the index."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from django.utils.translation import get_language

from search.authorities import Authorities
from search.kernel.arrays import Array
from search.kernel.budget import Budget
from search.kernel.collection import Collection, Part
from search.kernel.evaluate import Matches
from search.kernel.tally import Coded, Periods, Selection, coded, single, united
from search.request import Choice, SearchRequest, Span
from search.snapshot import Snapshot
from testimonies.contested import Contested
from testimonies.vocabulary import Noun, Role, SourceKind

EARLIEST_BAR, LATEST_BAR = 1900, 2100  # the histogram draws no year outside
Meaning = Callable[[Authorities, str], Iterable[str]]


@dataclass(frozen=True)
class Facet:
    """Where the values of a facet or filter stand, and what they mean.

    `own`: records of this noun also have their own identifier as a value.
    """

    column: str
    meaning: Meaning | None = None
    own: Noun | None = None


def _camp(known: Authorities, value: str) -> Iterable[str]:
    return [value] if known.is_camp(value) else []


def _place(known: Authorities, value: str) -> Iterable[str]:
    return [value] if value in known.by_id and known.by_id[value].is_place else []


def _topics(known: Authorities, value: str) -> Iterable[str]:
    return (one for one in known.with_broader([value]) if known.is_a(one, Noun.TOPIC))


def _kind(known: Authorities, value: str) -> Iterable[str]:
    return [kind] if (kind := known.kind_of(value)) else []


FACETS = {
    "camp": Facet("about", _camp),
    "topic": Facet("topics", _topics),
    "role": Facet("roles"),
    "source": Facet("sources", _kind, own=Noun.SOURCE),
    "kind": Facet("noun"),
    "lang": Facet("lang"),
}
# Camps are listed; asked for may be any place, for of a stay the public may be told the province alone.
FILTERS = FACETS | {
    "camp": Facet("about", _place),
    "cites": Facet("sources"),
    "witness": Facet("witness", own=Noun.WITNESS),
}
_MEANT: dict[str, Callable[[Authorities, str], list[str]]] = {
    "camp": lambda known, value: known.camps(value),
    "topic": lambda known, value: known.topics(value),
    "cites": lambda known, value: [value.upper()],
    "witness": lambda known, value: [value.upper()],
}
LABELS = {"role": Role, "source": SourceKind, "kind": Noun}
LANGUAGES = {"en": "English", "ko": "한국어", "fr": "français", "ja": "日本語"}
_NOUNS = [*Noun.values, ""]

_of_parts: Budget[Coded] = Budget(64 * 2**20, lambda own: own.starts.nbytes + 2 * own.codes.nbytes + 1000)


class Labels(dict[tuple[str, str], str]):
    """What the values of facets are called in the reader's language, where the archive has it."""

    def __init__(self, known: Authorities) -> None:
        super().__init__()
        self.known = known

    def __missing__(self, key: tuple[str, str]) -> str:
        self[key] = found = self._label(*key)
        return found

    def _label(self, name: str, value: str) -> str:
        if name in LABELS:
            return str(LABELS[name](value).label) if value in LABELS[name].values else value
        if name == "lang":
            return LANGUAGES.get(value, value)
        authority = self.known.by_id.get(value)
        return authority.called if authority else value


class Shelved:
    """The facets of one commit under the names of one ledger number."""

    def __init__(self, collection: Collection, known: Authorities) -> None:
        self.collection, self.known = collection, known
        self._united: dict[Facet, Coded] = {}
        self._labels: dict[str, Labels] = {}

    def labels(self) -> Labels:
        """What the values are called in the reader's language."""
        language = get_language() or ""
        if language not in self._labels:
            self._labels[language] = Labels(self.known)
        return self._labels[language]

    def __getitem__(self, facet: Facet) -> Coded:
        if facet not in self._united:
            self._united[facet] = united([self._of(part, facet) for part in self.collection.parts])
        return self._united[facet]

    def counts(self, name: str, among: Selection, wanted: set[str]) -> dict[str, int]:
        """How many of some entries have each value that a facet lists, and each that is asked for."""
        found = self[FACETS[name]].counts(among)
        if FILTERS[name] == FACETS[name] or wanted <= found.keys():
            return found
        wider = self[FILTERS[name]].counts(among)
        return found | {value: wider[value] for value in wanted if value in wider}

    def _of(self, part: Part, facet: Facet) -> Coded:
        """Of one segment: worked out once, for segments outlive commits."""
        plain = _of_parts.get((part.name, facet.column, facet.own), lambda: _column(part, facet))
        if facet.meaning is None:
            return plain
        meaning = facet.meaning
        meant = tuple(tuple(sorted(set(meaning(self.known, value)))) for value in plain.values)
        return _of_parts.get((part.name, facet, meant), lambda: plain.mapped(meant))


def _column(part: Part, facet: Facet) -> Coded:
    known = part.columns
    if facet.column == "noun":
        return single(np.minimum(known.noun, len(_NOUNS) - 1), _NOUNS)
    found = coded(known.sets[facet.column])
    if facet.own is None:
        return found
    entries = np.flatnonzero(known.noun == Noun.values.index(facet.own))
    return found.with_also(entries, [known.identifiers[entry] for entry in entries.tolist()])


_shelved: dict[str, Shelved] = {}


def shelved(collection: Collection, known: Authorities) -> Shelved:
    """The facets of a commit; the last ones are kept."""
    found = _shelved.get("last")
    if found is None or found.collection is not collection or found.known is not known:
        found = _shelved["last"] = Shelved(collection, known)
    return found


@dataclass(frozen=True)
class Tally:
    """Matches that pass every filter, and per facet the counts without that facet's own filter."""

    passing: Matches
    counts: dict[str, dict[str, int]]
    contested: int
    dated: Selection  # entries that pass all filters but that of the years
    periods: Periods
    labels: Labels


def chosen(request: SearchRequest, known: Authorities) -> dict[str, set[str]]:
    """The identifiers or terms each filter asks for; filters that ask for nothing are left out."""
    asked = {name: getattr(request, name) for name in FILTERS if getattr(request, name)}
    return {
        name: {one for value in values for one in _MEANT.get(name, _itself)(known, value)}
        for name, values in asked.items()
    }


def _itself(known: Authorities, value: str) -> list[str]:
    return [value]


def tally(
    found: Matches, snapshot: Snapshot, request: SearchRequest, known: Authorities, contested: Contested
) -> Tally:
    """What passes, and what each facet would give."""
    collection = snapshot.collection
    facets = shelved(collection, known)
    places = (identifier for identifier, passage in contested.places if passage is None)
    in_dispute = snapshot.mask("contested", places, contested)
    wanted = chosen(request, known)
    masks = {name: facets[FILTERS[name]].holding(want) for name, want in wanted.items()}
    if request.first_year is not None or request.last_year is not None:
        wholly = request.dates == "certain"
        masks["years"] = collection.periods.named.within(request.first_year, request.last_year, wholly)
    if request.contested:
        masks["contested"] = in_dispute
    passes = _Passing(found.ids, collection.size, {name: mask[found.ids] for name, mask in masks.items()})
    return Tally(
        found.where(passes.mask()) if masks else found,
        {name: facets.counts(name, passes.without(name), wanted.get(name, set())) for name in FACETS},
        int(np.count_nonzero(in_dispute[passes.without("contested").entries])),
        passes.without("years"),
        collection.periods,
        facets.labels(),
    )


class _Passing:
    """Entries and, for each filter, which of them pass it."""

    def __init__(self, entries: Array, size: int, masks: dict[str, Array]) -> None:
        self.entries, self.size, self.masks = entries, size, masks
        self._all = Selection(entries[self.mask()] if masks else entries, size)

    def mask(self, without: str = "") -> Array:
        """Which pass every filter, or every one but one."""
        kept = [mask for name, mask in self.masks.items() if name != without]
        return np.logical_and.reduce(kept) if kept else np.ones(len(self.entries), bool)

    def without(self, name: str) -> Selection:
        """The entries that pass every filter but one."""
        return Selection(self.entries[self.mask(name)], self.size) if name in self.masks else self._all


def spans(result: Tally, width: int) -> tuple[Span, ...]:
    """Stretches of `width` years with the records that may fall in each and those wholly inside.

    Open sides are drawn to the first or last year that any record names.
    """
    ends = result.periods.ends(result.dated)
    if ends is None:
        return ()
    first, last = max(ends[0], EARLIEST_BAR) // width, min(ends[1], LATEST_BAR) // width
    if first > last:
        return ()
    certain, possible = result.periods.bars(result.dated, width, first, last)
    return tuple(
        Span(at * width, at * width + width - 1, certain[at - first], possible[at - first])
        for at in range(first, last + 1)
    )


def choices(result: Tally, request: SearchRequest, known: Authorities) -> dict[str, tuple[Choice, ...]]:
    """The facets: most results first, then by value; what is chosen is listed even at nought."""
    wanted = chosen(request, known)
    return {
        name: tuple(
            Choice(value, result.labels[name, value], count, value in wanted.get(name, ()))
            for value, count in _ordered(result.counts[name], _listed(name, wanted, request))
        )
        for name in FACETS
    }


def _listed(name: str, wanted: dict[str, set[str]], request: SearchRequest) -> set[str]:
    # A topic stands for its narrower ones too: at nought only what was asked for itself is listed.
    return wanted.get(name, set()) & set(getattr(request, name))


def _ordered(counts: dict[str, int], listed: set[str]) -> list[tuple[str, int]]:
    whole = dict.fromkeys(listed, 0) | counts
    return sorted(whole.items(), key=lambda pair: (-pair[1], pair[0]))
