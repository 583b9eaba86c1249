"""An exact date of escape: a day or a month near words of escape or defection, in English and Korean."""

import re

# Farther apart than about a sentence, a date is taken for that of something else.
NEAR = 120

_LONG = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH = rf"(?:{_LONG}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_NUMBER = r"(?:1[0-2]|0?[1-9])"
_YEAR = r"(?:1[89]|20)\d\d"
_DATE = re.compile(
    "|".join(
        (
            rf"\b{_DAY}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b(?:,?\s+{_YEAR})?",
            rf"\b{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?\b(?:,?\s+{_YEAR})?",
            rf"\b{_MONTH},?\s+(?:of\s+)?{_YEAR}\b",
            rf"\b(?:[Ii]n|[Dd]uring|[Ee]arly|[Ll]ate|[Mm]id|[Tt]hat)[ -](?:{_LONG})\b(?:,?\s+{_YEAR})?",
            rf"\b[Oo]n\s+the\s+{_DAY}(?:st|nd|rd|th)\b(?!\s+century)",
            rf"\b{_YEAR}[-./]{_NUMBER}(?:[-./]{_DAY})?\b",
            rf"\b{_DAY}[./]{_DAY}[./]{_YEAR}\b",
            rf"(?:{_YEAR}\s*년\s*)?(?<!\d){_NUMBER}\s*월(?:\s*{_DAY}\s*일)?",
        )
    )
)
_ESCAPE = re.compile(
    r"\b(?:escap\w+|defect(?:ed|ing|ions?|ors?)\b|fled\b|flee(?:s|ing)?\b|ran\s+away|got\s+out\b|flight\b"
    r"|cross(?:ed|ing|es)?\s+(?:\w+\s+){0,3}(?:border|river|frontier|Tumen|Yalu|Amnok)"
    r"|(?:left|leaving)\s+(?:the\s+)?(?:North|country|DPRK)"
    r"|(?:reach|arriv|enter)(?:ed|ing)?\s+(?:\w+\s+){0,2}(?:China|Seoul|Mongolia|Thailand|Laos|Vietnam|South\s+Korea))"
    r"|탈출|탈북|도망|귀순|월남|망명|도강|(?:두만강|압록강|국경)[을를]?\s*(?:건너|건넜|넘)",
    re.IGNORECASE,
)


def dates_of_escape(text: str) -> list[str]:
    """The days and months, in the words of the text, that stand near a word of escape."""
    escapes = [match.span() for match in _ESCAPE.finditer(text)]
    dates = [match for match in _DATE.finditer(text) if any(_apart(match.span(), e) <= NEAR for e in escapes)]
    return list(dict.fromkeys(match[0] for match in dates))


def _apart(one: tuple[int, int], other: tuple[int, int]) -> int:
    """How many characters lie between two pieces of a text; 0 when they overlap."""
    return max(other[0] - one[1], one[0] - other[1], 0)
