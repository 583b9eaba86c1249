"""A summary pasted whole, cut into passages: at blank lines, at numbered paragraphs, else at ends of lines.

Nothing is lost but line breaks and numbers of paragraphs; what was cut before is cut the same again. Pure.
"""

import re
from collections.abc import Iterable
from itertools import groupby

# A line wrapped by a mail program or a page ends before this; where lines are longer, each is a paragraph.
WIDEST_WRAPPED = 130
_ENDS_OF_LINES = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_NUMBERED = re.compile(r"[(\[]?(\d{1,4})[.)\]]\s+(?=\S)")
_HYPHENATED = re.compile(r"\w[-\u2010]")
_Marks = list[tuple[int, int]]  # where in a list of lines, and the number there


def split(text: str) -> list[str]:
    """The passages of a summary, each without line breaks, empty ones left out.

    A number at the beginning of a paragraph is taken off where at least two follow each other: 1. 2. or
    (1) (2). A year at the beginning of a line is none.
    """
    passages = _paragraphs(_ENDS_OF_LINES.sub("\n", text).split("\n"))
    while marks := _numbering(passages):
        for place, _number in marks:
            passages[place] = _NUMBERED.sub("", passages[place], count=1)
    return passages


def _paragraphs(lines: list[str]) -> list[str]:
    lines = [line.strip() for line in lines]
    while lines and not lines[0]:
        del lines[0]
    while lines and not lines[-1]:
        del lines[-1]
    begins = {place for place, _number in _numbering(lines)}
    if not begins and "" not in lines:
        begins = set(_beginnings_of_unspaced(lines))
    return [joined for block in _blocks(lines) for joined in _joined(block, begins)]


def _blocks(lines: list[str]) -> list[list[tuple[int, str]]]:
    """The lines between blank ones, each with its place."""
    grouped = groupby(enumerate(lines), key=lambda pair: bool(pair[1]))
    return [list(group) for filled, group in grouped if filled]


def _joined(block: list[tuple[int, str]], begins: set[int]) -> list[str]:
    found: list[list[str]] = []
    for place, line in block:
        if not found or place in begins:
            found.append([line])
        else:
            # A hyphen at the end of a line may belong to the word: it stays, and nothing is put after it.
            found[-1] += [line] if _HYPHENATED.fullmatch(found[-1][-1][-2:]) else [" ", line]
    return ["".join(parts) for parts in found]


def _numbering(lines: list[str]) -> _Marks:
    """The numbers that count up by one, two at least; a run of them begins at 1, or in the first line."""
    runs: list[_Marks] = [[]]
    for place, line in enumerate(lines):
        found = _NUMBERED.match(line)
        number = int(found[1]) if found else 0
        if runs[-1] and number == runs[-1][-1][1] + 1:
            runs[-1].append((place, number))
        elif number == 1 or (found and place == 0):
            runs.append([(place, number)])
    return [mark for run in runs if len(run) > 1 for mark in run]


def _beginnings_of_unspaced(lines: list[str]) -> Iterable[int]:
    """Where paragraphs begin among lines without blank ones between: where the line before was not full."""
    widest = max(map(len, lines), default=0)
    for place in range(1, len(lines)):
        before, first_word = lines[place - 1], lines[place].split(maxsplit=1)[0]
        full = widest <= WIDEST_WRAPPED and len(before) + 1 + len(first_word) > widest
        if not full:
            yield place
