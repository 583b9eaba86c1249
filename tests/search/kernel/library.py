"""A small index of the test's own behind our codec, changed in several commits, Whoosh's reader beside it."""

from pathlib import Path

from whoosh.fields import ID, KEYWORD, NUMERIC, STORED, Schema
from whoosh.filedb.filestore import FileStorage

from search.analysis import StemForms
from search.kernel import columns
from search.kernel.codec import ArchiveCodec, PlacedText
from search.kernel.collection import Collection, Part
from search.kernel.evaluate import Evaluation
from search.kernel.scoring import MODEL, Model

SCHEMA = Schema(
    id=ID(stored=True, unique=True),
    text=PlacedText(analyzer=StemForms()),
    title=PlacedText(analyzer=StemForms()),
    noun=ID(stored=True),
    about=KEYWORD(stored=True),
    topics=KEYWORD(stored=True),
    roles=KEYWORD(stored=True),
    sources=KEYWORD(stored=True),
    witness=KEYWORD(stored=True),
    lang=KEYWORD(stored=True),
    periods=KEYWORD(stored=True),
    number=NUMERIC(stored=True, numtype=int, bits=64),
    earliest=NUMERIC(stored=True, numtype=int, bits=32),
    latest=NUMERIC(stored=True, numtype=int, bits=32),
    sha256=STORED(),
)


class Library:
    """Entries as dictionaries: put() writes some in one commit, drop() deletes, merge() makes one segment."""

    def __init__(self, path: Path, schema: Schema = SCHEMA) -> None:
        self.path, self.written = path, 0
        self.index = FileStorage(str(path)).create_index(schema)

    def _writer(self):
        return self.index.writer(codec=ArchiveCodec(), compound=False)

    def put(self, *entries):
        writer = self._writer()
        for entry in entries:
            self.written += 1
            writer.add_document(**{"number": self.written, "noun": "testimony"} | entry)
        writer.commit(merge=False)

    def drop(self, *identifiers):
        writer = self._writer()
        for identifier in identifiers:
            writer.delete_by_term("id", identifier)
        writer.commit(merge=False)

    def merge(self):
        self._writer().commit(optimize=True)

    def open(self, model: Model = MODEL) -> Evaluation:
        searcher = self.index.searcher()
        parts = [self._part(leaf) for leaf, _offset in searcher.reader().leaf_readers()]
        return Evaluation(Collection(parts, model), searcher)

    def _part(self, leaf) -> Part:
        path = self.path / leaf.segment().make_filename(columns.ENDING)
        columns.write_for(leaf, path.open("wb"))
        postings = {name: field for name, (field, _statistics) in leaf._terms.fields.items()}
        totals = {name: leaf.field_length(name) for name in ("text", "title")}
        # Hypothesis seeds what Whoosh draws names of segments from: the folder makes this one the only one.
        return Part(str(path), postings, columns.load(path), sorted(leaf.segment().deleted_docs()), totals)
