"""The number of a camp, in the ways the sources write it."""

from __future__ import annotations

import re

_NUMBER = r"(?P<{name}>[0-9]{{1,3}})(?![0-9])"
_KWALLISO = r"(?:[kg]wa[nl])[\s-]*l?[li]i?[\s-]*so"
_CAMP = rf"(?:(?:political\s+)?(?:prison|labou?r|penal|internment|concentration)\s+)?(?:camp|{_KWALLISO})"
_SIGN = r"(?:no\.?|nr\.?|number|№|#)"
_LATIN = re.compile(
    rf"(?:(?:{_CAMP})[\s-]*(?:{_SIGN})?|{_SIGN})\s*{_NUMBER.format(name='number')}"
    rf"(?:\s+(?:prison\s+)?(?:camp|{_KWALLISO}))?",
    re.IGNORECASE,
)
_KOREAN = re.compile(
    rf"(?:(?:정치범\s*)?(?:관리소|수용소)\s*)?(?:제\s*)?{_NUMBER.format(name='number')}\s*호"
    r"(?:\s*(?:정치범\s*)?(?:관리소|수용소))?"
)


def camp_number(text: str) -> int | None:
    """Take a text, return the number if the whole of it names a camp by number, else None.

    Read are Camp 15, No. 15, Prison camp No. 15, Kwan-li-so No. 15, No. 15 Kwanliso, and in Korean 15호,
    제15호 관리소, 관리소 15호. A bare number is none: it may be a year or a count.
    """
    spaced = " ".join(text.split())
    match = _LATIN.fullmatch(spaced) or _KOREAN.fullmatch(spaced)
    return int(match["number"]) if match else None
