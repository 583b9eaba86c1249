"""The texts of a working testimony, each with the place it stands at, as the gate would publish them."""

from collections.abc import Iterator

from testimonies.models import Passage, Stay, Testimony
from testimonies.precision import told
from testimonies.vocabulary import PassageStanding

Placed = tuple[str, str]


def texts_of(testimony: Testimony) -> Iterator[Placed]:
    """Place and text of everything that is written in words. Two queries."""
    for name in ("title", "about", "content_note", "interviewer", "change"):
        yield str(Testimony._meta.get_field(name).verbose_name), getattr(testimony, name)  # type: ignore[union-attr]
    for passage in passages_of(testimony):
        said = (passage.text, passage.content_note, passage.retracted_by, passage.retracted_why)
        yield str(passage), "\n".join(filter(None, said))
    for number, stay in enumerate(stays_of(testimony), 1):
        yield f"stay {number}", "\n".join(filter(None, (getattr(stay, told(stay, "period")), stay.note)))


def passages_of(testimony: Testimony) -> list[Passage]:
    """The passages that have a text."""
    return list(testimony.passages.exclude(standing=PassageStanding.REMOVED))


def stays_of(testimony: Testimony) -> list[Stay]:
    """The stays, in the order of the page."""
    return list(testimony.stays.select_related("camp", "public_place").order_by("pk"))
