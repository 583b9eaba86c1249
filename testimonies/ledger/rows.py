"""A row of the ledger without Django's model around it."""

from typing import NamedTuple

from testimonies.vocabulary import LedgerKind


class Row(NamedTuple):
    """The columns that tell what is public of a record: a search reads twenty rows and parses few."""

    number: int
    identifier: str
    noun: str
    version: int
    kind: str
    at: str
    sha256: str
    schema: int
    body: str | None
    salt: str | None
    digest: str
    record_id: int

    @property
    def is_public(self) -> bool:
        """Whether it holds a document, as far as one sees without reading it."""
        return self.kind == LedgerKind.PUBLISHED and self.body is not None

    @property
    def day(self) -> str:
        """The day of publication, YYYY-MM-DD."""
        return self.at[:10]
