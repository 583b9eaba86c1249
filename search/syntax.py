"""What was asked: from the text of a query to a tree. Pure; a mistake is a QueryError that points at it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from testimonies import dates
from testimonies.mistaken import Mistake

LONGEST, MOST_WORDS, DEEPEST = 256, 32, 5
SHORTEST_PREFIX, SHORTEST_FUZZY = 3, 4
FIELDS = ("camp", "topic", "role", "source", "year", "kind", "witness", "cites")
OPERATORS = ("AND", "OR", "NOT")


class QueryError(Mistake):
    """A query that cannot be read. `message` is for the reader, `position` counts characters from 0."""

    def __init__(self, sentence: str, position: int, **values: object) -> None:
        super().__init__(sentence, **values)
        self.message, self.position = str(self), position


@dataclass(frozen=True)
class Word:
    """A word. `exact`: this spelling only; `fuzzy`: one letter may differ; `prefix`: it may go on."""

    text: str
    position: int
    exact: bool = False
    fuzzy: bool = False
    prefix: bool = False


@dataclass(frozen=True)
class Phrase:
    """Words in this order and spelling."""

    text: str
    position: int


@dataclass(frozen=True)
class Field:
    """A field and the value asked of it."""

    name: str
    value: str
    position: int


@dataclass(frozen=True)
class Years:
    """A period in whole years, both inclusive; None is an open side."""

    first: int | None
    last: int | None
    position: int


@dataclass(frozen=True)
class And:
    """All of them. `adjacent`: written side by side, so that several may be one name."""

    parts: tuple[Node, ...]
    adjacent: bool = False


@dataclass(frozen=True)
class Or:
    """Any of them."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Not:
    """Everything but that."""

    part: Node


Node = Word | Phrase | Field | Years | And | Or | Not


def parse(text: str) -> Node | None:
    """The tree of a query; None when it asks for nothing in particular. Raises QueryError."""
    _refuse_unreadable(text)
    tokens = list(_tokens(text))
    if not tokens:
        return None
    return _Parser(tokens).whole()


@dataclass(frozen=True)
class _Token:
    kind: str  # "(", ")", "phrase", "word", or an operator
    text: str
    position: int
    prefix: str = ""  # "=" or "field:"


_QUOTES = '"“”„«»'
_TOKEN = re.compile(
    rf"(?P<space>\s+)|(?P<bracket>[()])"
    rf"|(?P<before>=|[A-Za-z]+:)?(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)(?P<close>[{_QUOTES}])?|(?P<word>[^\s(){_QUOTES}]+))"
)
_ALONE = re.compile(r"=|[A-Za-z]+:")
_RANGE = re.compile(r"(?P<first>\d{4})?(?:\.\.|-|–|—)(?P<last>\d{4})?")
_FORBIDDEN_CATEGORIES = {
    "Cc": "There is a control character here that cannot be searched: remove it.",
    "Cs": "There is half of a character here that cannot be searched: remove it.",
}
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _refuse_unreadable(text: str) -> None:
    if len(text) > LONGEST:
        raise QueryError("A query has at most %(most)s characters: shorten it.", LONGEST, most=LONGEST)
    for position, char in enumerate(text):
        if char in _BIDI:
            raise QueryError("This character turns the direction of writing around: remove it.", position)
        found = _FORBIDDEN_CATEGORIES.get(unicodedata.category(char))
        if found and char not in "\t\n\r":
            raise QueryError(found, position)


def _tokens(text: str) -> Iterator[_Token]:
    counted = 0
    for match in _TOKEN.finditer(text):
        token = _token(match)
        if token is None:
            continue
        counted += token.kind in ("word", "phrase")
        if counted > MOST_WORDS:
            raise QueryError(
                "A query has at most %(most)s words: leave some out.", token.position, most=MOST_WORDS
            )
        yield token


def _token(match: re.Match[str]) -> _Token | None:
    position = match.start()
    if match["space"]:
        return None
    if match["bracket"]:
        return _Token(match["bracket"], match["bracket"], position)
    before = match["before"] or ""
    if match["phrase"] is not None:
        if not match["close"]:
            raise QueryError(
                "This quotation mark is never closed: add one at the end.", match.start("phrase") - 1
            )
        return _Token("phrase", match["phrase"], match.start("phrase"), before)
    word = match["word"]
    if not before and _ALONE.fullmatch(word):
        raise QueryError("“%(sign)s” needs a word right after it.", match.end(), sign=word)
    if not before and word in OPERATORS:
        return _Token(word, word, position)
    return _Token("word", word, match.start("word"), before)


class _Parser:
    """Recursive descent over the tokens; OR binds weakest, then AND, then words side by side."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens, self.at, self.depth = tokens, 0, 0

    def whole(self) -> Node | None:
        node = self._or()
        token = self._peek()
        if token is not None:
            raise QueryError("This bracket was never opened: remove it, or add one before.", token.position)
        return node

    def _peek(self) -> _Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _take(self, kind: str) -> _Token | None:
        token = self._peek()
        if token is None or token.kind != kind:
            return None
        self.at += 1
        return token

    def _or(self) -> Node | None:
        first, signs, parts = self._and(), [], []
        while sign := self._take("OR"):
            signs.append(sign)
            parts.append(self._and())
        return _joined(first, signs, parts, Or)

    def _and(self) -> Node | None:
        first, signs, parts = self._row(), [], []
        while sign := self._take("AND"):
            signs.append(sign)
            parts.append(self._row())
        return _joined(first, signs, parts, And)

    def _row(self) -> Node | None:
        parts: list[Node] = []
        token = self._peek()
        while token is not None and token.kind not in (")", "OR", "AND"):
            node = self._one(token)
            if node is not None:
                parts.append(node)
            token = self._peek()
        if len(parts) > 1:
            return And(tuple(parts), adjacent=True)
        return parts[0] if parts else None

    def _one(self, token: _Token) -> Node | None:
        self.at += 1
        if token.kind == "NOT":
            return self._not(token)
        if token.kind == "(":
            return self._group(token)
        return _leaf(token)

    def _not(self, token: _Token) -> Node:
        following = self._peek()
        self._deeper(token)
        node = self._one(following) if following and following.kind not in (")", "OR", "AND") else None
        self.depth -= 1
        if node is None:
            raise QueryError("NOT needs something to leave out after it.", token.position)
        return Not(node)

    def _group(self, token: _Token) -> Node | None:
        self._deeper(token)
        node = self._or()
        self.depth -= 1
        if not self._take(")"):
            raise QueryError("This bracket is never closed: add one at the end.", token.position)
        return node

    def _deeper(self, token: _Token) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise QueryError("Brackets and NOTs go at most %(most)s deep.", token.position, most=DEEPEST)


def _joined(
    first: Node | None, signs: list[_Token], others: list[Node | None], kind: type[And] | type[Or]
) -> Node | None:
    """The parts on both sides of each sign; a side with nothing to search for is a mistake at its sign."""
    if not signs:
        return first
    for sign, before, after in zip(signs, [first, *others], others, strict=False):
        if before is None or after is None:
            raise QueryError(
                "%(sign)s needs something to search for on both sides.", sign.position, sign=sign.text
            )
    return kind(tuple(part for part in (first, *others) if part is not None))


def _leaf(token: _Token) -> Node | None:
    if token.prefix.endswith(":"):
        return _field(token)
    if token.kind == "phrase":
        return Phrase(token.text, token.position) if _speaks(token.text) else None
    if token.text.startswith("-") and _speaks(token.text):
        raise QueryError("To leave a word out, write NOT %(word)s.", token.position, word=token.text[1:])
    years = _years(token.text, token.position)
    if years:
        return years
    return _word(token.text, token.position, exact=token.prefix == "=")


def _speaks(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _word(text: str, position: int, exact: bool) -> Word | None:
    body, ending = (text[:-1], text[-1]) if text[-1] in "*~" else (text, "")
    star = body.find("*")
    if star >= 0 or (ending == "*" and not _speaks(body)):
        raise QueryError(
            "A * stands at the end of a word, after at least three letters.", position + max(star, 0)
        )
    if "~" in body:
        raise QueryError("A ~ stands at the end of a word.", position + body.index("~"))
    if not _speaks(body):
        if ending or exact:
            raise QueryError("“%(said)s” holds no word to search for.", position, said=text)
        return None
    if ending and exact:
        raise QueryError("=word is one spelling: take the = or the ending sign away.", position)
    _refuse_short(body, ending, position)
    return Word(body, position, exact=exact, fuzzy=ending == "~", prefix=ending == "*")


def _refuse_short(body: str, ending: str, position: int) -> None:
    # A syllable of Hangul holds two or three letters.
    letters = sum(2 if "가" <= char <= "힣" else 1 for char in body if char.isalnum())
    least = {"*": SHORTEST_PREFIX, "~": SHORTEST_FUZZY}.get(ending, 0)
    if letters < least:
        raise QueryError(
            "Before %(sign)s at least %(least)s letters are needed.", position, sign=ending, least=least
        )


def _field(token: _Token) -> Node:
    name = token.prefix[:-1].lower()
    start = token.position - len(token.prefix) - (token.kind == "phrase")
    if name not in FIELDS:
        raise QueryError(
            "There is no field “%(name)s”. Fields are: %(fields)s.",
            start,
            name=name,
            fields=", ".join(FIELDS),
        )
    value = token.text.strip()
    if not _speaks(value):
        raise QueryError("“%(name)s:” needs a value after it.", token.position, name=name)
    if value[-1] in "*~" or value[0] in "*=":
        raise QueryError("Signs like * ~ = do not work on a field: write the whole value.", token.position)
    if name == "year":
        return _years(value, token.position) or _said_years(value, token.position)
    return Field(name, value, token.position)


def _years(text: str, position: int) -> Years | None:
    match = _RANGE.fullmatch(text)
    if match is None or not (match["first"] or match["last"]):
        return None
    first, last = (int(match[side]) if match[side] else None for side in ("first", "last"))
    if first is not None and last is not None and first > last:
        raise QueryError(
            "%(first)s is after %(last)s: turn the years around.", position, first=first, last=last
        )
    return Years(first, last, position)


def _said_years(text: str, position: int) -> Years:
    try:
        date = dates.parse(text)
    except dates.DateError as error:
        raise QueryError(
            "This is not a year. Write 1977, 1977..1987, or a date such as “late 1970s” in quotation marks.",
            position + error.position,
        ) from error
    first, last = (day.year if day else None for day in (date.earliest, date.latest))
    return Years(first, last, position)
