"""Disagreements on pages: one question with its sides in full, and the questions other records stand in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from testimonies import contested, ledger
from testimonies.charts.estimates import Scale
from testimonies.charts.timeline import Years
from testimonies.documents import DisagreementDocument, PassagePointer, SideDocument
from testimonies.evidence import Line
from testimonies.ledger import Published
from testimonies.views.grounds import Told, Witnesses, derivations, lines_of
from testimonies.views.records import Reading, RecordPage, shelf_of
from testimonies.views.shelf import Shelf, content
from testimonies.views.versions import guarded
from testimonies.vocabulary import Noun


@dataclass(frozen=True)
class Answer:
    """One side as the page shows it: its words, its claims and passages, what is gone, what it rests on."""

    words: str
    claims: list[Published]
    passages: list[Told]
    gone: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Drawing:
    """The claims of a question on one scale or one strip of years, where they share one."""

    form: str
    claims: list[Published]
    scale: Scale | None = None
    years: Years | None = None


class DisagreementPage(RecordPage):
    """One question: what each side says and rests on, in equal type."""

    noun = Noun.DISAGREEMENT
    section = "disagreements"
    template = "testimonies/disagreement.html"

    def more(self, reading: Reading) -> dict[str, Any]:
        document: DisagreementDocument = reading.document
        held = _still_readable(shelf_of(reading), document, reading.upto)
        shelf = Shelf.of(item.document for item in held.found.values() if item.document is not None) | held
        witnesses, derived = Witnesses.current(), derivations()
        answers = [answer_of(side, shelf, witnesses, derived) for side in document.sides]
        told = (told.passage for answer in answers for told in answer.passages)
        return {
            "shelf": shelf,
            "answers": answers,
            "drawing": drawing(answers),
            "announced": any(passage and passage.content_note for passage in told),
        }


def _still_readable(shelf: Shelf, document: DisagreementDocument, upto: int | None) -> Shelf:
    """The shelf with accounts of an old day cut to what of them may be read now."""
    accounts = {pointer.testimony for side in document.sides for pointer in side.passages}
    if upto is None or not accounts:
        return shelf
    now = ledger.many(accounts)
    return shelf | Shelf({key: _cut(shelf.get(key), now[key]) for key in accounts if key in now})


def _cut(then: Published | None, now: Published) -> Published:
    if then is None or then.document is None or now.document is None:
        return now
    return Published(**{**vars(then), "document": guarded(then.document, now.document)})


def answer_of(
    side: SideDocument, shelf: Shelf, witnesses: Witnesses, derived: Mapping[str, list[str]]
) -> Answer:
    """One side with what it holds, and its lines of evidence counted."""
    claims = shelf.documents(side.claims)
    passages = [told for pointer in side.passages if (told := _told(pointer, shelf))]
    kept = {item.identifier for item in claims} | {told.account.identifier for told in passages}
    named = [*side.claims, *(pointer.testimony for pointer in side.passages)]
    gone = [one for one in dict.fromkeys(named) if _identifier(one, shelf) not in kept]
    return Answer(side.answer, claims, passages, gone, lines_of(claims, passages, shelf, witnesses, derived))


def _identifier(named: str, shelf: Shelf) -> str:
    published = shelf.get(named)
    return published.identifier if published else named


def _told(pointer: PassagePointer, shelf: Shelf) -> Told | None:
    account = shelf.get(pointer.testimony)
    if account is None or account.document is None:
        return None
    # A passage's number means nothing in the record that its own was merged into.
    own = account.identifier == pointer.testimony
    found = (one for one in content(account).passages if own and one.number == pointer.passage)
    return Told(account, pointer.passage, next(found, None))


def drawing(answers: Iterable[Answer]) -> Drawing | None:
    """The claims drawn side by side: numbers of one unit, else dates; None where two do not share either."""
    claims = list({item.identifier: item for answer in answers for item in answer.claims}.values())
    counted = [item for item in claims if content(item).low or content(item).high]
    units = {content(item).unit for item in counted}
    if len(counted) > 1 and len(units) == 1:
        return Drawing("number", counted, scale=Scale.over(content(item) for item in counted))
    dated = [item for item in claims if content(item).as_of]
    if len(dated) > 1:
        years = Years.around((content(item).as_of for item in dated), at_least=(1950, 2026))
        return Drawing("time", dated, years=years)
    return None


def standing_in(records: Iterable[str], about: Iterable[Published] = ()) -> list[Published]:
    """The public disagreements that have any of the records on a side, and those `about` something else.

    Two queries, and three more when the archive's disagreements are not known yet.
    """
    known = contested.current()
    asked = {item.identifier: item for item in about}
    found = ledger.many({number for record in records for number in known.on(record)} - set(asked)) | asked
    return [found[key] for key in sorted(found) if found[key].document is not None]
