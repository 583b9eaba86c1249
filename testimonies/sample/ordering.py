"""In which order the rows of the sample can be published: what is referred to comes first."""

from collections.abc import Iterable, Mapping

from testimonies.sample.making import references
from testimonies.sample.reading import Row, WrongFile, key_of
from testimonies.vocabulary import Noun

Place = tuple[Noun, str]


def in_order(rows: Mapping[Noun, Iterable[Row]]) -> list[tuple[Noun, Row]]:
    """All rows, each after those it refers to, otherwise as they stand.

    A reference to a row that is in no file is left for the loader to report. Raises WrongFile when two rows
    of a kind have one name, or when rows refer to each other in a circle, naming it.
    """
    return _Walk(_by_name(rows)).all()


def _by_name(rows: Mapping[Noun, Iterable[Row]]) -> dict[Place, Row]:
    found: dict[Place, Row] = {}
    for noun, own in rows.items():
        for row in own:
            place = (noun, key_of(row))
            if place in found:
                raise WrongFile(f"Two rows are the {_name(place)}: rename one.")
            found[place] = row
    return found


class _Walk:
    """One walk, depth first: `done` holds what was reached, `way` the rows that wait for what they need."""

    def __init__(self, rows: dict[Place, Row]) -> None:
        self.rows = rows
        self.done: dict[Place, Row] = {}
        self.way: list[Place] = []

    def all(self) -> list[tuple[Noun, Row]]:
        for place in self.rows:
            self._reach(place)
        return [(noun, row) for (noun, _key), row in self.done.items()]

    def _reach(self, place: Place) -> None:
        if place in self.done or place not in self.rows:
            return
        if place in self.way:
            circle = [*self.way[self.way.index(place) :], place]
            raise WrongFile("Rows refer to each other in a circle: " + " → ".join(map(_name, circle)) + ".")
        self.way.append(place)
        for target in references(place[0], self.rows[place]):
            self._reach(target)
        self.way.pop()
        self.done[place] = self.rows[place]


def _name(place: Place) -> str:
    return f"{place[0].label} “{place[1]}”"
