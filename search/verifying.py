"""Is the index what the ledger says? Compared both ways, word for word, as arrays."""

from __future__ import annotations

import io
import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np

from search.engine import backend, batches
from search.kernel import columns, forward
from search.kernel.comparing import sums
from search.kernel.entries import EntryReader
from search.kernel.terms import PostingsReader
from testimonies import ledger


@dataclass(frozen=True)
class _Entry:
    """One record as it is, or as it should be: its stored fields, and a sum over its words."""

    stored: bytes
    words: int

    @property
    def fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = json.loads(self.stored)
        return fields


def verify() -> list[str]:
    """Findings where ledger and index differ, a line each, both ways and word for word.

    Raises SearchUnavailable when there is nothing to compare, or a file is not the one that was written.
    """
    entries, findings = _indexed()
    held = [entry.fields["number"] for identifier, entry in entries if identifier == columns.HELD]
    found = {identifier: entry for identifier, entry in entries if identifier != columns.HELD}
    end = ledger.head().number
    findings += [
        f"the index holds ledger number {number}, the ledger ends at {end}"
        for number in held
        if number != end
    ]
    if len(held) != 1:
        findings.append("the index does not say how far it goes")
    twice = Counter(identifier for identifier, _entry in entries).most_common(1)
    if twice and twice[0][1] > 1:
        findings.append("the index holds a record twice")
    return findings + _differing(found, _expected())


def _differing(found: dict[str, _Entry], expected: dict[str, _Entry]) -> list[str]:
    findings = [f"{key}: public, but not in the index" for key in sorted(expected.keys() - found.keys())]
    findings += [f"{key}: in the index, but not public" for key in sorted(found.keys() - expected.keys())]
    for key in sorted(expected.keys() & found.keys()):
        if found[key].stored != expected[key].stored:
            other = found[key].fields["sha256"] != expected[key].fields["sha256"]
            says = "the index holds another version" if other else "what the index knows of it is not so"
            findings.append(f"{key}: {says}")
        elif found[key].words != expected[key].words:
            findings.append(f"{key}: its words in the index are not those of its document")
    return findings


def _expected() -> dict[str, _Entry]:
    """What is public, analysed anew."""
    return {
        identifier: entry
        for batch in batches()
        for identifier, entry in _entries(batch.stored, sums(batch.fields.items(), len(batch.stored)))
    }


def _entries(stored: list[bytes], words: list[int]) -> list[tuple[str, _Entry]]:
    entries = [_Entry(*pair) for pair in zip(stored, words, strict=True)]
    return [(entry.fields["id"], entry) for entry in entries]


def _indexed() -> tuple[list[tuple[str, _Entry]], list[str]]:
    """What the segments hold, deleted entries left out, and what is wrong with their columns."""
    shelf = backend().shelf
    pointer = shelf.current()
    shelf.check(pointer)
    index = shelf.open(pointer)
    entries: list[tuple[str, _Entry]] = []
    findings: list[str] = []
    for segment in index.segments():
        reader, postings = EntryReader(index.storage, segment), PostingsReader(index.storage, segment)
        fields = ((name, field) for name, (field, _statistics) in postings.fields.items())
        own = _entries(reader.stored.listed(), sums(fields, reader.doc_count_all()))
        entries += [pair for number, pair in enumerate(own) if not reader.is_deleted(number)]
        path = shelf.path / pointer.directory / segment.make_filename(columns.ENDING)
        if path.read_bytes() != _columns(reader, postings):
            findings.append("the columns of a segment are not those of its entries")
    return entries, findings


def _columns(reader: EntryReader, postings: PostingsReader) -> bytes:
    """The columns a segment should have."""
    stored = [json.loads(text) for text in reader.stored.listed()]
    lexicon = {}
    for name in set(columns.LEXICA) & postings.fields.keys():
        field = postings.fields[name][0]
        lexicon[name] = ([term.decode() for term in field.terms.listed()], np.diff(field.starts))
    file = _Kept()
    words = postings.fields.get(forward.FIELD)
    turned = forward.turned(words and words[0], reader.doc_count_all())
    columns.write(file, stored, reader.lengths, lexicon, turned)
    return file.content


class _Kept(io.BytesIO):
    """A file in memory whose content outlives its closing."""

    content = b""

    def close(self) -> None:
        self.content = self.getvalue()
        super().close()
