"""tantivy, a search library in Rust, through its Python binding."""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tantivy

from tests.performance.peers import PAGE, Answer, Text
from tests.performance.questions import FACETS, Question

_COUNTED = {name: {"terms": {"field": name, "size": 1000}} for name in FACETS}


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    for name in ("title", "text"):
        builder.add_text_field(name, stored=True, tokenizer_name="en_stem")
    builder.add_text_field("identifier", stored=True, tokenizer_name="raw")
    for name in FACETS:
        builder.add_text_field(name, stored=True, tokenizer_name="raw", fast=True)
    builder.add_integer_field("day", stored=True, indexed=True, fast=True)
    return builder.build()


def build(path: Path, texts: Iterable[Text]) -> None:
    """Write the index with one thread."""
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    writer = tantivy.Index(_schema(), path=str(path)).writer(256_000_000, 1)
    for one in texts:
        document = tantivy.Document(
            identifier=one.identifier,
            title=one.title,
            text=one.text,
            camp=one.camp,
            role=one.role,
            lang=one.language,
            topic=list(one.topics),
            source=list(one.sources),
        )
        document.add_integer("day", one.day)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


class Tantivy:
    """The open index."""

    name = "tantivy"

    def __init__(self, path: Path) -> None:
        self.index = tantivy.Index.open(str(path))
        self.index.reload()
        self.searcher = self.index.searcher()

    def answer(self, question: Question) -> Answer:
        """Count, page, snippets and facets, each through the library's own call."""
        query = self._query(question)
        order: dict[str, Any] = (
            {"order_by_field": "day", "order": tantivy.Order.Asc} if question.by_date else {}
        )
        found = self.searcher.search(query, PAGE, count=True, **order)
        documents = [self.searcher.doc(address) for _score, address in found.hits]
        return Answer(
            found.count,
            [document["identifier"][0] for document in documents],
            self._snippets(query, documents) if question.snippets else [],
            self._facets(query) if question.facets else {},
        )

    def _query(self, question: Question) -> Any:
        schema, make = self.index.schema, tantivy.Query
        if question.way == "prefix":
            query = make.regex_query(schema, "text", f"{question.words[0]}.*")
        elif question.way == "phrase":
            query = self.index.parse_query(f'"{" ".join(question.words)}"', ["text", "title"])
        else:
            between = " OR " if question.way == "any" else " AND "
            query = self.index.parse_query(between.join(question.words), ["text", "title"])
        if not question.camp:
            return query
        camp = make.const_score_query(make.term_query(schema, "camp", question.camp), 0.0)
        return make.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, camp)])

    def _snippets(self, query: Any, documents: list[Any]) -> list[str]:
        generator = tantivy.SnippetGenerator.create(self.searcher, query, self.index.schema, "text")
        return [generator.snippet_from_doc(document).to_html() for document in documents]

    def _facets(self, query: Any) -> dict[str, Any]:
        found = self.searcher.aggregate(query, _COUNTED)
        counted: dict[str, Any] = json.loads(found) if isinstance(found, str) else found
        return counted
