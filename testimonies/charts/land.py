"""Places on the map: from degrees to the drawing's units, and labels that do not lie on each other."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT = 560, 603  # the drawing in templates/components/land.html
_WEST, _EAST, _NORTH = 124.15, 130.75, 43.05
_SQUEEZE = math.cos(math.radians(40.2))  # a degree of longitude is shorter than one of latitude there
_SCALE = WIDTH / ((_EAST - _WEST) * _SQUEEZE)
_LETTER, _LINE = 7.6, 17  # size of the label's type in the drawing's units

Box = tuple[float, float, float, float]


def project(latitude: str | Decimal, longitude: str | Decimal) -> tuple[int, int]:
    """Degrees to x and y of the drawing."""
    x = (float(longitude) - _WEST) * _SQUEEZE * _SCALE
    return round(x), round((_NORTH - float(latitude)) * _SCALE)


def on_the_map(x: int, y: int) -> bool:
    """Whether a place lies inside the drawing."""
    return 0 <= x <= WIDTH and 0 <= y <= HEIGHT


@dataclass(frozen=True)
class Label:
    """Where a label stands: its point, and which end of the text that is."""

    x: int
    y: int
    anchor: str


def labels(places: Iterable[tuple[int, int, str]]) -> list[Label]:
    """A label for each place (x, y, text): the first of left, right, below, above that is free."""
    known = list(places)
    taken: list[Box] = [(x - 7, y - 7, x + 7, y + 7) for x, y, _text in known]
    found = []
    for x, y, text in known:
        choices = [(label, _box(label, text)) for label in _choices(x, y)]
        label, box = min(choices, key=lambda choice: _overlap(choice[1], taken))
        taken.append(box)
        found.append(label)
    return found


def _choices(x: int, y: int) -> list[Label]:
    return [
        Label(x - 12, y + 5, "end"),
        Label(x + 12, y + 5, "start"),
        Label(x, y + 25, "middle"),
        Label(x, y - 14, "middle"),
    ]


def _box(label: Label, text: str) -> Box:
    # A syllable of Hangul is as wide as two letters.
    width = sum(2 if "가" <= char <= "힣" else 1 for char in text) * _LETTER
    left = {"end": label.x - width, "start": label.x, "middle": label.x - width / 2}[label.anchor]
    return left, label.y - _LINE + 4, left + width, label.y + 4


def _overlap(box: Box, taken: list[Box]) -> float:
    outside = max(0, -box[0]) + max(0, box[2] - WIDTH)
    return outside * _LINE + sum(_shared(box, other) for other in taken)


def _shared(one: Box, other: Box) -> float:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(0, width) * max(0, height)
