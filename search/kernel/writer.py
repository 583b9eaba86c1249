"""How a commit is written: deletions, a new segment, and what is merged into it, all of it as arrays."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, clean_files

from search.kernel import columns, forward
from search.kernel.batches import Batch, Source, Survivors, fields_of, united
from search.kernel.codec import ArchiveCodec, ArchiveSegment, PostingsWriter
from search.kernel.entries import EntryWriter
from search.kernel.forward import Forward
from search.kernel.merging import to_merge
from search.kernel.pool import Pool
from search.kernel.terms import PostingsReader

Lexicon = dict[str, tuple[list[str], Any]]


class Writer:
    """One commit on top of another; the caller holds the lock and has checked the files."""

    def __init__(self, storage: FileStorage, schema: Schema, name: str, generation: int) -> None:
        before = TOC.read(storage, name, gen=generation, schema=schema)
        self.storage, self.schema, self.name = storage, schema, name
        self.generation = generation + 1
        self.segments: list[ArchiveSegment] = before.segments

    def delete(self, identifiers: Iterable[str]) -> None:
        """Take entries out: they stay in their files, marked in the commit."""
        wanted = [identifier.encode() for identifier in identifiers]
        for segment in self.segments:
            found = PostingsReader(self.storage, segment).fields["id"][0]
            for identifier in wanted:
                for entry in found.having(identifier).tolist():
                    segment.delete_document(entry)

    def add(self, batches: Sequence[Batch], purge: bool = False) -> None:
        """Write a segment of new entries, with those of older segments that merging takes up.

        With `purge` every segment that holds a deleted record is rewritten, so that no file keeps its words.
        """
        old = self._purged() if purge else self._merged(sum(len(batch.stored) for batch in batches))
        sources: list[Source] = [*(Survivors(self.storage, segment) for segment in old), *batches]
        fresh = write_segment(self.storage, self.name, sources)
        kept = [one for one in self.segments if one not in old and one.doc_count()]
        self.segments = [*kept, fresh]

    def _merged(self, fresh: int) -> list[ArchiveSegment]:
        sizes = [segment.doc_count() for segment in self.segments]
        return [self.segments[place] for place in to_merge(sizes, fresh)]

    def _purged(self) -> list[ArchiveSegment]:
        return [segment for segment in self.segments if self._holds_gone(segment)]

    def _holds_gone(self, segment: ArchiveSegment) -> bool:
        """Is a record deleted in it? The entry that says how far the index goes has no words to purge."""
        if not segment.has_deletions():
            return False
        markers = PostingsReader(self.storage, segment).fields["id"][0].having(columns.HELD.encode())
        return not set(segment.deleted_docs()) <= set(markers.tolist())

    def commit(self) -> None:
        """Write what the commit consists of. It counts once it is pointed at."""
        TOC(self.schema, self.segments, self.generation).write(self.storage, self.name)

    def clean(self) -> None:
        """Delete the files of earlier commits."""
        clean_files(self.storage, self.name, self.generation, self.segments)


def batch_of(schema: Schema, entries: Iterable[Any]) -> Batch:
    """A few entries as one batch."""
    pool = Pool(schema)
    for entry in entries:
        pool.add(entry)
    return pool.batch()


def write_segment(storage: FileStorage, name: str, sources: Sequence[Source]) -> ArchiveSegment:
    """Write the entries of all sources, in order, into a new segment and its columns."""
    segment = ArchiveCodec().new_segment(storage, name)
    entries = EntryWriter(storage, segment)
    for source in sources:
        entries.put(source.stored, source.lengths)
    lengths = entries.lengths()
    lexicon, words = _write_postings(PostingsWriter(storage, segment), sources, lengths)
    stored = [json.loads(text) for source in sources for text in source.stored]
    columns.write(segment.create_file(storage, columns.ENDING), stored, lengths, lexicon, words)
    entries.close()
    segment.set_doc_count(len(stored))
    return segment


def _write_postings(
    writer: PostingsWriter, sources: Sequence[Source], lengths: dict[str, Any]
) -> tuple[Lexicon, Forward]:
    """Write the postings of every field; what the columns need of them, for they are not kept in memory."""
    lexicon: Lexicon = {}
    size = sum(len(source.stored) for source in sources)
    words = forward.turned(None, size)
    for name, having in fields_of(sources).items():
        parts = [(field, first) for source, first in having if (field := source.field(name)) is not None]
        postings = united(parts)
        writer.put(name, postings, lengths.get(name))
        if name in columns.LEXICA:
            terms = [term.decode() for term in postings.terms.listed()]
            lexicon[name] = (terms, np.diff(postings.starts))
        if name == forward.FIELD:
            words = forward.turned(postings, size)
    writer.close()
    return lexicon, words
