"""What is known of each entry besides its words: one file a segment, memory-mapped, never unpickled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.util.numeric import length_to_byte

from search.kernel import arrays
from search.kernel.arrays import Array, ArrayWriter, Bytes, Strings, ends_of
from search.kernel.forward import Forward, of_reader
from testimonies.vocabulary import Noun

ENDING = ".cols"
HELD = ":held"  # the entry that says how far the index goes; no identifier begins like that
NO_NOUN = 255
SETS = ("about", "topics", "roles", "sources", "witness", "lang")
LEXICA = ("exact",)
_FORWARD = ("starts", "codes", "frequencies")
_NOUNS = {noun: place for place, noun in enumerate(Noun.values)}

Years = Sequence[tuple[int, int]]  # first and last, inclusive


@dataclass(frozen=True)
class Ragged:
    """A set of values for each entry: of entry n `codes[starts[n]:starts[n + 1]]`, places in `values`."""

    values: Strings
    starts: Array
    codes: Array


@dataclass(frozen=True)
class Spans:
    """Spans of years (or of decades) of each entry, inclusive: from `starts[n]` to `starts[n + 1]`."""

    starts: Array
    first: Array
    last: Array


@dataclass(frozen=True)
class Numbers:
    """Numbers of each entry, distinct and ascending: from `starts[n]` to `starts[n + 1]`."""

    starts: Array
    codes: Array


@dataclass(frozen=True)
class Columns:
    """What is known of the entries of one segment, deleted ones included, in Whoosh's order."""

    size: int
    identifiers: Strings
    sha256: Array  # uint8 [n, 32]: the hash of the ledger row
    number: Array  # int64 [n]: the number of the ledger row; of the HELD entry the number held
    noun: Array  # uint8 [n]: place in Noun.values; NO_NOUN for the HELD entry
    earliest: Array  # int32 [n]: yyyymmdd, 0 where the record has no period
    latest: Array
    lengths: dict[str, Array]  # by scored field, uint8 [n]: Whoosh's length bytes
    sets: dict[str, Ragged]
    periods: Spans  # years of each period, as indexed
    years: Spans  # the same made disjoint, for counts of what is possible
    decades: Spans
    certain_years: Numbers  # years, and decades, that a period lies wholly in
    certain_decades: Numbers
    lexicon: dict[str, tuple[Strings, Array]]  # by field: its terms, sorted, and their document frequencies
    forward: Forward  # the words of each entry in the field of forward.FIELD


def write(
    file: Any,
    stored: Sequence[Mapping[str, Any]],
    lengths: Mapping[str, Array],
    lexicon: Mapping[str, tuple[Iterable[str], Array]],
    forward: Forward,
) -> None:
    """Write the columns of a segment into a file opened for bytes, and close it.

    `stored`: the stored fields of every entry, in order; `lengths`: length bytes by field; `lexicon`: sorted
    terms and document frequencies by field; `forward`: what turned() makes of the postings of its field.
    """
    writer = ArrayWriter(file)
    _write_facts(writer, stored)
    for name in SETS:
        _write_ragged(writer, name, [str(entry.get(name) or "").split() for entry in stored])
    _write_periods(writer, [_years_of(entry) for entry in stored])
    for name, own in lengths.items():
        writer.add(f"lengths:{name}", own)
    for name in LEXICA:
        terms, frequencies = lexicon.get(name, ([], np.zeros(0, "<u4")))
        _write_strings(writer, f"lexicon:{name}", terms)
        writer.add(f"lexicon:{name}:frequencies", frequencies.astype("<u4"))
    for part in _FORWARD:
        writer.add(f"forward:{part}", getattr(forward, part))
    writer.close(size=len(stored))


def _write_facts(writer: ArrayWriter, stored: Sequence[Mapping[str, Any]]) -> None:
    _write_strings(writer, "identifiers", (entry["id"] for entry in stored))
    hashes = b"".join(bytes.fromhex(entry.get("sha256") or "0" * 64) for entry in stored)
    writer.add("sha256", np.frombuffer(hashes, "u1"))
    writer.add("number", np.array([entry["number"] for entry in stored], "<i8"))
    writer.add("noun", np.array([_NOUNS.get(entry.get("noun", ""), NO_NOUN) for entry in stored], "u1"))
    for name in ("earliest", "latest"):
        writer.add(name, np.array([entry.get(name) or 0 for entry in stored], "<i4"))


def _write_strings(writer: ArrayWriter, name: str, strings: Iterable[str]) -> None:
    encoded = Strings.of(strings).encoded
    writer.add(f"{name}:offsets", encoded.offsets)
    writer.add(f"{name}:blob", encoded.blob)


def _write_ragged(writer: ArrayWriter, name: str, sets: list[list[str]]) -> None:
    values = sorted({value for own in sets for value in own})
    codes = {value: code for code, value in enumerate(values)}
    _write_strings(writer, f"{name}:values", values)
    _write_numbers(writer, name, [sorted({codes[value] for value in own}) for own in sets], "<u4")


def _write_numbers(writer: ArrayWriter, name: str, numbers: list[list[int]], kind: str) -> None:
    writer.add(f"{name}:starts", ends_of(np.array([len(own) for own in numbers], np.int64)))
    writer.add(f"{name}:codes", np.array([one for own in numbers for one in own], kind))


def _years_of(entry: Mapping[str, Any]) -> Years:
    return [(int(text[:4]), int(text[5:])) for text in str(entry.get("periods") or "").split()]


def _write_periods(writer: ArrayWriter, periods: list[Years]) -> None:
    decades = [[(a // 10, b // 10) for a, b in own] for own in periods]
    _write_spans(writer, "periods", periods)
    _write_spans(writer, "years", [disjoint(own) for own in periods])
    _write_spans(writer, "decades", [disjoint(own) for own in decades])
    for name, several in (("certain_years", periods), ("certain_decades", decades)):
        certain = [sorted({first for first, last in own if first == last}) for own in several]
        _write_numbers(writer, name, certain, "<i2")


def _write_spans(writer: ArrayWriter, name: str, spans: Sequence[Years]) -> None:
    writer.add(f"{name}:starts", ends_of(np.array([len(own) for own in spans], np.int64)))
    for place, end in enumerate(("first", "last")):
        writer.add(f"{name}:{end}", np.array([span[place] for own in spans for span in own], "<i2"))


def disjoint(spans: Years) -> Years:
    """The same years in spans that do not overlap, ascending."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def load(path: Path) -> Columns:
    """The columns in a file, memory-mapped.

    Raises ValueError for a file that is not one, FileNotFoundError where there is none.
    """
    found, facts = arrays.read(path)
    try:
        return _columns(found, facts["size"])
    except KeyError as error:
        raise ValueError(f"columns: {error} is missing") from error


def _columns(found: Mapping[str, Array], size: int) -> Columns:
    def strings(name: str) -> Strings:
        return Strings(Bytes(found[f"{name}:offsets"], found[f"{name}:blob"]))

    def spans(name: str) -> Spans:
        return Spans(*(found[f"{name}:{part}"] for part in ("starts", "first", "last")))

    def numbers(name: str) -> Numbers:
        return Numbers(found[f"{name}:starts"], found[f"{name}:codes"])

    columns = Columns(
        size=size,
        identifiers=strings("identifiers"),
        sha256=found["sha256"].reshape(-1, 32),
        number=found["number"],
        noun=found["noun"],
        earliest=found["earliest"],
        latest=found["latest"],
        lengths=_by_name(found, "lengths:", lambda name: found[f"lengths:{name}"]),
        sets={name: Ragged(strings(f"{name}:values"), *_pair(numbers(name))) for name in SETS},
        periods=spans("periods"),
        years=spans("years"),
        decades=spans("decades"),
        certain_years=numbers("certain_years"),
        certain_decades=numbers("certain_decades"),
        lexicon={name: (strings(f"lexicon:{name}"), found[f"lexicon:{name}:frequencies"]) for name in LEXICA},
        forward=Forward(*(found[f"forward:{part}"] for part in _FORWARD)),
    )
    if {len(columns.identifiers), len(columns.sha256), len(columns.number)} != {size}:
        raise ValueError("columns: of another size than they say")
    return columns


def _pair(numbers: Numbers) -> tuple[Array, Array]:
    return numbers.starts, numbers.codes


def _by_name(found: Iterable[str], prefix: str, get: Callable[[str], Array]) -> dict[str, Array]:
    names = [name.removeprefix(prefix) for name in found if name.startswith(prefix)]
    return {name: get(name) for name in names}


def write_for(reader: Any, file: Any) -> None:
    """Write the columns of a finished segment of any codec: read entry by entry, deleted ones too.

    `reader`: Whoosh's reader of the one segment; `file`: opened for bytes, closed at the end.
    """
    entries = range(reader.doc_count_all())
    names = [name for name in reader.schema.names() if reader.schema[name].scorable]
    lengths = {
        name: np.array(
            [length_to_byte(reader.doc_field_length(number, name, 0) or 0) for number in entries], "u1"
        )
        for name in names
    }
    lexicon = {}
    for name in set(LEXICA) & set(reader.indexed_field_names()):
        terms = list(reader.lexicon(name))
        frequencies = np.array([reader.doc_frequency(name, term) for term in terms], "<u4")
        lexicon[name] = ([term.decode() for term in terms], frequencies)
    stored = [reader.stored_fields(number) for number in entries]
    write(file, stored, lengths, lexicon, of_reader(reader))
