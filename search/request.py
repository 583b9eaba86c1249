"""What can be asked of the search, and what comes back: the words of the one door."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from testimonies.documents import PeriodDocument

SIZE, LARGEST, LAST_PAGE = 20, 100, 500
MOST = LARGEST * LAST_PAGE  # of all results at once, as of page after page
SORTS = ("relevance", "date", "-date", "published")
REPEATABLE = ("camp", "topic", "role", "source", "kind", "lang", "cites", "witness")
_ADDRESS_NAMES = {"first_year": "from", "last_year": "to"}


@dataclass(frozen=True)
class SearchRequest:
    """The search parameters of INTERFACE.md. Values of one repeatable parameter are alternatives.

    `first_year` and `last_year` are the parameters `from` and `to`, inclusive; `like` is the identifier of a
    record, and asks for others that use its telling words.
    """

    q: str = ""
    camp: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    lang: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    witness: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    dates: str = "possible"
    contested: bool = False
    spelling: str = ""
    like: str = ""
    sort: str = "relevance"
    page: int = 1
    size: int = SIZE

    def address(self, **changes: Any) -> str:
        """The query string of this request with changes; a change other than of the page leads to page 1."""
        asked = replace(self, **({"page": 1} | changes))
        plain = SearchRequest()
        pairs: list[tuple[str, str]] = []
        for name in self.__dataclass_fields__:
            value = getattr(asked, name)
            if value != getattr(plain, name):
                values = value if isinstance(value, tuple) else (int(value) if value is True else value,)
                pairs += [(_ADDRESS_NAMES.get(name, name), str(one)) for one in values]
        return "?" + urlencode(pairs)


@dataclass(frozen=True)
class Hit:
    """One record found. Snippets are HTML, escaped, with what was found in <mark>.

    `passage` is the number of the passage the first snippet is from; `matched` says why the record is here:
    "title", "text", "name:IDENTIFIER"; `title_ko` is its Korean name where it has one. `said` is the first
    thing marked, `spelling_of` the label of the name it is a spelling of. `notes` announce what is
    painful in the snippets.
    """

    identifier: str
    kind: str
    version: int
    day: str
    url: str
    title: str
    language: str
    snippets: tuple[str, ...]
    passage: int | None
    matched: tuple[str, ...]
    camps: tuple[str, ...]
    sources: tuple[str, ...]
    period: PeriodDocument | None
    said: str = ""
    spelling_of: str = ""
    contested: bool = False
    title_ko: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """One value of a facet and how many results it would give; `selected` when it is chosen already."""

    value: str
    label: str
    count: int
    selected: bool = False


@dataclass(frozen=True)
class Span:
    """Results with a period that overlaps some years, and how many have one that lies wholly inside them.

    These are the totals that `from`, `to` and `dates` give: the certain ones are among the possible ones.
    """

    first: int
    last: int
    certain: int
    possible: int


@dataclass(frozen=True)
class Also:
    """A record whose name was recognised in the query, and the other spellings that were searched."""

    entity: str
    label: str
    url: str
    said: str
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Offer:
    """Another query that does find something."""

    q: str
    total: int


@dataclass(frozen=True)
class Like:
    """The record that others are to be like, and its words that were asked for."""

    identifier: str
    title: str
    url: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class SearchPage:
    """A page of results. `ambiguous` holds the spellings that mean several records; all were searched.

    `contested` counts, like a facet, the results that stand in a disagreement.
    """

    request: SearchRequest
    hits: tuple[Hit, ...]
    total: int
    facets: dict[str, tuple[Choice, ...]]
    contested: int
    years: tuple[Span, ...]
    decades: tuple[Span, ...]
    undated: int
    also: tuple[Also, ...]
    ambiguous: tuple[str, ...]
    understood: str
    suggestion: str | None
    any_word: Offer | None
    took_ms: float
    camp_labels: dict[str, str] = field(default_factory=dict)
    like: Like | None = None

    @property
    def page(self) -> int:
        """The number of this page, from 1."""
        return self.request.page

    @property
    def size(self) -> int:
        """Results on a page."""
        return self.request.size

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.total // self.request.size)
