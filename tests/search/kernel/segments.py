"""Entries of every shape, and segments written from them: by Whoosh's own writer, or by ours."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from hypothesis import strategies as st
from whoosh.fields import TEXT, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import create_in
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from search.analysis import BREAK
from search.engine import FIELDS
from search.kernel import columns
from search.kernel.codec import ArchiveCodec, PlacedText
from search.kernel.pool import Pool
from search.kernel.writer import write_segment

SCHEMA = Schema(**FIELDS)
# Whoosh's own positions, where ours are raw numbers.
STOCK = Schema(
    **{
        name: TEXT(analyzer=field.analyzer) if isinstance(field, PlacedText) else field
        for name, field in FIELDS.items()
    }
)
WORDS = (
    "a",
    "camp",
    "Camps",
    "well-known",
    "Pukch'ang",
    "요덕에서",
    "15호에서",
    "Kim's",
    "북",
    "北倉",
    "é",
    "호북창",
)
TEXTS = st.lists(st.sampled_from((*WORDS, BREAK)), max_size=25).map(" ".join)
PERIODS = st.lists(
    st.tuples(st.integers(1, 9999), st.integers(0, 30)).map(lambda p: (p[0], min(p[0] + p[1], 9999))),
    max_size=4,
)


def joined(*values: str) -> st.SearchStrategy[str]:
    return st.sets(st.sampled_from(values)).map(lambda some: " ".join(sorted(some)))


@st.composite
def entries(draw: Any, most: int = 12) -> list[dict[str, Any]]:
    """Entries as search_indexes.py makes them, the last one saying how far the index goes."""
    found = [_entry(draw, number) for number in range(draw(st.integers(0, most)))]
    return [*found, {"id": columns.HELD, "number": len(found)}]


def _entry(draw: Any, number: int) -> dict[str, Any]:
    whole, periods = draw(TEXTS), sorted(set(draw(PERIODS)))
    return {
        "id": f"T-{number:06}",
        "noun": draw(st.sampled_from(("testimony", "claim"))),
        "number": number,
        "sha256": f"{number:064x}",
        "title": draw(TEXTS),
        "text": whole,
        "exact": whole,
        "grams": whole,
        "about": draw(joined("kwalliso-15", "kwalliso-18")),
        "topics": draw(joined("hunger", "work")),
        "refs": draw(joined("kwalliso-15", "hunger", "S-0001")),
        "lang": draw(st.sampled_from(("", "ko"))),
        "periods": " ".join(f"{first:04}/{last:04}" for first, last in periods),
        "earliest": min((first * 10000 + 101 for first, _last in periods), default=None),
        "latest": max((last * 10000 + 1231 for _first, last in periods), default=None),
    }


@contextmanager
def by_whoosh(written: list[dict[str, Any]], codec: Any = None, schema: Schema = STOCK) -> Iterator[Any]:
    """A reader of what Whoosh's own writer makes of entries."""
    with tempfile.TemporaryDirectory() as folder:
        index = create_in(folder, schema)
        writer = SegmentWriter(index, codec=codec, compound=False)
        try:
            for entry in written:
                writer.add_document(
                    **{name: value for name, value in entry.items() if value not in (None, "")}
                )
            writer.commit(merge=False)
        except TypeError:
            writer.cancel()  # Whoosh leaves its files open
            raise
        with index.reader() as reader:
            yield reader


@contextmanager
def by_us(*batches: list[dict[str, Any]]) -> Iterator[SimpleNamespace]:
    """A segment of our own writer: its reader, its columns file, and where it lies."""
    with tempfile.TemporaryDirectory() as folder:
        pool, sources = Pool(SCHEMA), []
        for batch in batches:
            for entry in batch:
                pool.add(entry)
            sources.append(pool.batch())
        yield opened(FileStorage(folder), write_segment(FileStorage(folder), "MAIN", sources))


def opened(storage: FileStorage, segment: Any) -> SimpleNamespace:
    reader = SegmentReader(storage, SCHEMA, segment)
    path = Path(storage.folder) / segment.make_filename(columns.ENDING)
    return SimpleNamespace(storage=storage, segment=segment, reader=reader, columns=path)


def postings(reader: Any) -> dict[tuple[str, bytes], list[tuple[int, float, Any]]]:
    """Every posting there is, read one by one: entry, weight, positions."""
    return {(name, term): list(_postings(reader.postings(name, term))) for name, term in reader.all_terms()}


def _postings(matcher: Any) -> Iterator[tuple[int, float, Any]]:
    placed = matcher.supports("positions")
    while matcher.is_active():
        yield matcher.id(), matcher.weight(), matcher.value_as("positions") if placed else None
        matcher.next()


def statistics(reader: Any) -> dict[tuple[str, bytes], tuple[Any, ...]]:
    """What is known of every term without reading its postings."""
    kept = ("weight", "doc_frequency", "min_length", "max_length", "max_weight", "min_id", "max_id")
    return {
        (name, term): tuple(getattr(reader.term_info(name, term), one)() for one in kept)
        for name, term in reader.all_terms()
    }


def kept(reader: Any) -> list[Any]:
    """Stored fields and lengths of every entry, and the sums of the lengths."""
    scored = [name for name in reader.schema.names() if reader.schema[name].scorable]
    lengths = [
        [reader.doc_field_length(number, name, 0) or 0 for name in scored]
        for number in range(reader.doc_count_all())
    ]
    stored = [reader.stored_fields(number) for number in range(reader.doc_count_all())]
    return [stored, lengths, {name: reader.field_length(name) for name in scored}]


def codec() -> ArchiveCodec:
    return ArchiveCodec()
