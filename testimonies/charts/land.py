"""Places on the map: from degrees to the drawing's units, and labels that do not lie on each other."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

WIDTH, HEIGHT = 560, 603  # the drawing in templates/components/land.html
_WEST, _EAST, _NORTH = 124.15, 130.75, 43.05
_SQUEEZE = math.cos(math.radians(40.2))  # a degree of longitude is shorter than one of latitude there
_SCALE = WIDTH / ((_EAST - _WEST) * _SQUEEZE)
ROUNDS = 200  # of pushing marks apart: some dozen marks need fewer than twenty
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


def apart(points: Iterable[tuple[int, int]], radius: int) -> list[tuple[int, int]]:
    """Points moved as little as it takes for marks of a radius not to lie on each other, inside the drawing.

    Each pair that is too near is pushed apart along the line between them, until none is or the rounds are
    over; points in one place are parted from left to right, in their order.
    """
    found = [(float(x) + at * 0.01, float(y)) for at, (x, y) in enumerate(points)]
    pairs = list(combinations(range(len(found)), 2))
    for _round in range(ROUNDS):
        moved = [_push(found, one, other, 2 * radius + 2) for one, other in pairs]
        found = [_inside(x, y, radius) for x, y in found]
        if not any(moved):
            break
    return [(round(x), round(y)) for x, y in found]


def _inside(x: float, y: float, radius: int) -> tuple[float, float]:
    return min(max(x, radius), WIDTH - radius), min(max(y, radius), HEIGHT - radius)


def _push(points: list[tuple[float, float]], one: int, other: int, least: float) -> bool:
    (x, y), (x2, y2) = points[one], points[other]
    distance = math.hypot(x2 - x, y2 - y)
    if distance >= least - 0.5:
        return False
    half = (least - distance) / 2 / (distance or 1)
    across, down = (x2 - x) * half, (y2 - y) * half
    points[one], points[other] = (x - across, y - down), (x2 + across, y2 + down)
    return True


def labels(places: Iterable[tuple[int, int, str]], radius: int = 7) -> list[Label]:
    """A label for each place (x, y, text): the first of left, right, below, above its mark that is free."""
    known = list(places)
    taken: list[Box] = [(x - radius, y - radius, x + radius, y + radius) for x, y, _text in known]
    found = []
    for x, y, text in known:
        choices = [(label, _box(label, text)) for label in _choices(x, y, radius - 7)]
        label, box = min(choices, key=lambda choice: _overlap(choice[1], taken))
        taken.append(box)
        found.append(label)
    return found


def _choices(x: int, y: int, wider: int) -> list[Label]:
    return [
        Label(x - 12 - wider, y + 5, "end"),
        Label(x + 12 + wider, y + 5, "start"),
        Label(x, y + 25 + wider, "middle"),
        Label(x, y - 14 - wider, "middle"),
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
