"""From the texts of entries to postings: a word is analysed once, and the rest is arithmetic on arrays."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from whoosh.fields import ID, KEYWORD, STORED, FieldType, Schema

from search.analysis import Forms, walked
from search.kernel.arrays import Array, ends_of, runs
from search.kernel.batches import Batch
from search.kernel.entries import as_json
from search.kernel.matcher import PlacedText
from search.kernel.postings import Postings, of_tokens

_KEYWORDS = re.compile(r"[^ \t\r\n]+")  # what Whoosh's analyser of keywords splits at


class Pool:
    """Takes entries and gives them back as arrays, a batch at a time. What it learns of words stays.

    Raises TypeError for a schema with fields other than ours, KeyError for an entry with a field not in it.
    """

    def __init__(self, schema: Schema) -> None:
        self._walks = _Walks()
        self._fields: dict[str, _Text | _Whole | None] = {
            name: _gatherer(field, self._walks) for name, field in schema.items()
        }
        self._stored_names = {name for name, field in schema.items() if field.stored}
        self._stored: list[bytes] = []

    def __len__(self) -> int:
        return len(self._stored)

    def add(self, entry: Mapping[str, Any]) -> None:
        """Take one entry: values by field; None and the empty text count as nothing."""
        self._walks.next_entry()
        said = {name: value for name, value in entry.items() if value not in (None, "")}
        for name, value in said.items():
            gatherer = self._fields[name]
            if gatherer is not None:
                gatherer.take(len(self._stored), value)
        self._stored.append(
            as_json({name: value for name, value in said.items() if name in self._stored_names})
        )

    def batch(self) -> Batch:
        """The entries taken since the last batch."""
        size = len(self._stored)
        batch = Batch(self._stored, {}, {})
        for name, gatherer in self._fields.items():
            if gatherer is None:
                continue
            batch.fields[name], lengths = gatherer.give(size)
            if lengths is not None:
                batch.lengths[name] = lengths
        self._stored = []
        self._walks.clear()
        return batch


class _Numbers(dict[str, int]):
    """Numbers strings in the order in which they come."""

    def __missing__(self, key: str) -> int:
        number = self[key] = len(self)
        return number


class _Walks:
    """Texts as rows of the numbers of their words. A text that several fields share is walked once."""

    def __init__(self) -> None:
        self.numbers = _Numbers()
        self.clear()

    def clear(self) -> None:
        """Forget the texts, not the words."""
        self.stream = array("I")
        self._break_at, self._break_count = array("I"), array("I")
        self.next_entry()

    def next_entry(self) -> None:
        """Texts are shared within one entry."""
        self._known: dict[str, tuple[int, int]] = {}

    def walk(self, text: str) -> tuple[int, int]:
        """Where in the stream the words of a text begin, and how many they are."""
        if text not in self._known:
            start = len(self.stream)
            words, breaks = walked(text)
            self.stream.extend(map(self.numbers.__getitem__, words))
            for at, count in breaks:
                self._break_at.append(start + at)
                self._break_count.append(count)
            self._known[text] = (start, len(words))
        return self._known[text]

    def breaks(self) -> Array:
        """Of each word of the stream, how many breaks stand before it."""
        found = np.zeros(len(self.stream), "<i8")
        found[np.frombuffer(self._break_at, "<u4")] = np.frombuffer(self._break_count, "<u4")
        return found


class _Text:
    """A field of words: the forms of each word are asked of its analyser once."""

    def __init__(self, analyzer: Forms, walks: _Walks) -> None:
        self._analyzer, self._walks, self._forms = analyzer, walks, _Numbers()
        # Of each word known: where its tokens begin, how many they are, where the next word begins.
        self._starts, self._counts, self._advances = array("I"), array("I"), array("I")
        # Of each of these tokens: its term, and the step within the word.
        self._tokens, self._steps = array("I"), array("I")
        self._clear()

    def _clear(self) -> None:
        self._entries, self._begins, self._sizes = array("I"), array("I"), array("I")

    def take(self, entry: int, value: str) -> None:
        """The text of one entry; entries ascend."""
        begin, size = self._walks.walk(value)
        if size:
            self._entries.append(entry)
            self._begins.append(begin)
            self._sizes.append(size)

    def give(self, size: int) -> tuple[Postings, Array]:
        """The postings of what was taken, and the length of each of `size` entries."""
        self._learn()
        sizes = _array(self._sizes)
        places = runs(_array(self._begins), sizes)
        words = _array(self._walks.stream)[places]
        begins = self._begin_of_words(words, self._walks.breaks()[places], sizes)
        counts = _array(self._counts)[words]
        tokens = runs(_array(self._starts)[words], counts)
        entry = np.repeat(np.repeat(_array(self._entries), sizes), counts)
        place = (np.repeat(begins, counts) + _array(self._steps)[tokens]).astype("<u4")
        found = of_tokens(list(self._forms), _array(self._tokens)[tokens], entry, place)
        self._clear()
        return found, np.bincount(entry, minlength=size)

    def _begin_of_words(self, words: Array, breaks: Array, sizes: Array) -> Array:
        """The position at which each word begins, by the rule of Forms.placed()."""
        advances = _array(self._advances)[words].astype(np.int64)
        leaps = breaks * self._analyzer.leap
        begins = np.cumsum(advances) - advances + np.cumsum(leaps)
        firsts = ends_of(sizes, "<i8")[:-1]
        within: Array = begins - np.repeat(begins[firsts] - leaps[firsts], sizes)
        return within

    def _learn(self) -> None:
        """Analyse the words that are new since the last batch."""
        tokens, places, forms_of = self._tokens.append, self._steps.append, self._forms
        for word in list(self._walks.numbers)[len(self._starts) :]:
            start = len(self._tokens)
            steps = self._analyzer.steps(word)
            for step, forms in enumerate(steps):
                for form in forms:
                    tokens(forms_of[form])
                    places(step)
            self._starts.append(start)
            self._counts.append(len(self._tokens) - start)
            self._advances.append(self._analyzer.advance(len(steps)))


class _Whole:
    """A field of identifiers: each value stands for itself, and has no position."""

    def __init__(self, split: Callable[[str], list[str]], counted: bool) -> None:
        self._split, self._counted, self._values = split, counted, _Numbers()
        self._clear()

    def _clear(self) -> None:
        self._tokens, self._entries, self._sizes = array("I"), array("I"), array("I")

    def take(self, entry: int, value: str) -> None:
        """The value of one entry; entries ascend."""
        values = self._split(value)
        self._tokens.extend(map(self._values.__getitem__, values))
        self._entries.append(entry)
        self._sizes.append(len(values))

    def give(self, size: int) -> tuple[Postings, None]:
        """The postings of what was taken."""
        entry = np.repeat(_array(self._entries), _array(self._sizes))
        found = of_tokens(list(self._values), _array(self._tokens), entry, None, self._counted)
        self._clear()
        return found, None


def _gatherer(field: FieldType, walks: _Walks) -> _Text | _Whole | None:
    if isinstance(field, PlacedText):
        return _Text(field.analyzer, walks)
    if type(field) is KEYWORD:
        return _Whole(_KEYWORDS.findall, counted=True)
    if type(field) is ID:
        return _Whole(lambda value: [value], counted=False)
    if type(field) is STORED:
        return None
    raise TypeError(f"fields of the kind {type(field).__name__} are not written")


def _array(numbers: array[int]) -> Array:
    return np.frombuffer(numbers, "<u4") if numbers else np.empty(0, "<u4")
