"""SQLite FTS5 with Porter stemming: one MATCH a page; facets and order from the rows it gave."""

import sqlite3
from collections.abc import Iterable
from html import escape
from pathlib import Path

from tests.performance.peers import PAGE, Answer, Text
from tests.performance.questions import Question

_TABLES = """
create table record(id integer primary key, identifier text, title text, text text, camp text, role text,
    lang text, day int);
create table topic(record int, topic text, primary key(record, topic)) without rowid;
create table source(record int, source text, primary key(record, source)) without rowid;
create virtual table words using fts5(title, text, content='record', content_rowid='id',
    tokenize='porter unicode61', prefix='3 4');
create index of_camp on record(camp);
"""
_ONE_VALUE = {"camp": "camp", "role": "role", "lang": "lang"}
_MANY = {"topic": "topic", "source": "source"}
_OPEN, _CLOSE = "\x02", "\x03"


def build(path: Path, texts: Iterable[Text]) -> None:
    """Write the database."""
    with sqlite3.connect(path) as database:
        database.executescript(_TABLES)
        for number, one in enumerate(texts, 1):
            row = (number, one.identifier, one.title, one.text, one.camp, one.role, one.language, one.day)
            database.execute("insert into record values(?,?,?,?,?,?,?,?)", row)
            database.executemany("insert into topic values(?,?)", [(number, t) for t in one.topics])
            database.executemany("insert into source values(?,?)", [(number, s) for s in one.sources])
            database.execute(
                "insert into words(rowid,title,text) values(?,?,?)", (number, one.title, one.text)
            )
        database.execute("insert into words(words) values('optimize')")
        database.execute("analyze")
    database.close()


class Fts5:
    """The open database."""

    name = "SQLite FTS5"

    def __init__(self, path: Path) -> None:
        self.database = sqlite3.connect(path)
        for pragma in ("cache_size=-64000", "mmap_size=1000000000", "temp_store=memory"):
            self.database.execute(f"pragma {pragma}")
        self.database.execute("create temp table found(id integer primary key, score real)")

    def answer(self, question: Question) -> Answer:
        """One MATCH into a temporary table; everything else is read from it."""
        ask = self.database.execute
        ask("delete from found")
        only = " join record r on r.id = words.rowid and r.camp = ?" if question.camp else ""
        score = "0" if question.by_date else "rank"
        values = (question.camp, _match(question)) if question.camp else (_match(question),)
        ask(f"insert into found select words.rowid, {score} from words{only} where words match ?", values)
        total = ask("select count(*) from found").fetchone()[0]
        order = "r.day, r.id" if question.by_date else "f.score, r.id"
        page = f"order by {order} limit {PAGE}"
        rows = ask(f"select r.id, r.identifier from found f join record r on r.id = f.id {page}").fetchall()
        return Answer(
            total,
            [identifier for _id, identifier in rows],
            self._snippets(question, [number for number, _identifier in rows]) if question.snippets else [],
            self._facets() if question.facets else {},
        )

    def _snippets(self, question: Question, numbers: list[int]) -> list[str]:
        marks = ",".join("?" * len(numbers))
        cut = f"snippet(words,1,'{_OPEN}','{_CLOSE}','…',32)"
        sql = f"select {cut} from words where words match ? and rowid in ({marks})"
        found = self.database.execute(sql, (_match(question), *numbers))
        return [escape(text).replace(_OPEN, "<mark>").replace(_CLOSE, "</mark>") for (text,) in found]

    def _facets(self) -> dict[str, list[tuple[str, int]]]:
        ask = self.database.execute
        one = {
            name: ask(
                f"select {column}, count(*) from found f join record r on r.id = f.id group by 1"
            ).fetchall()
            for name, column in _ONE_VALUE.items()
        }
        many = {
            name: ask(
                f"select {table}, count(*) from found f join {table} t on t.record = f.id group by 1"
            ).fetchall()
            for name, table in _MANY.items()
        }
        return one | many


def _match(question: Question) -> str:
    quoted = [f'"{word}"' for word in question.words]
    match question.way:
        case "phrase":
            return f'"{" ".join(question.words)}"'
        case "prefix":
            return f"{question.words[0]}*"
        case "any":
            return " OR ".join(quoted)
    return " AND ".join(quoted)
