"""Queries that Whoosh does not have, as leaves of its query tree."""

from __future__ import annotations

from whoosh import query as wq


class Dated(wq.Query):  # type: ignore[misc]
    """Records with a period that overlaps some years, inclusive; None is an open side. Scores nothing."""

    def __init__(self, first: int | None, last: int | None) -> None:
        self.first, self.last, self.boost = first, last, 1.0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Dated) and (self.first, self.last) == (other.first, other.last)

    def __hash__(self) -> int:
        return hash((Dated, self.first, self.last))

    def __repr__(self) -> str:
        return f"Dated({self.first!r}, {self.last!r})"

    def is_leaf(self) -> bool:
        """It has no parts."""
        return True


class Form(wq.Query):  # type: ignore[misc]
    """Records with a form of a word in the text or, which weighs more, in the title that is part of it."""

    def __init__(self, text: str) -> None:
        self.text, self.boost = text, 1.0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Form) and self.text == other.text

    def __hash__(self) -> int:
        return hash((Form, self.text))

    def __repr__(self) -> str:
        return f"Form({self.text!r})"

    def is_leaf(self) -> bool:
        """It has no parts."""
        return True
