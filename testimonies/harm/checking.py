"""The check as a whole: every finding of a record, and which of them are explained."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings

from testimonies.harm.escapes import dates_of_escape
from testimonies.harm.fewness import too_few
from testimonies.harm.finding import Finding
from testimonies.harm.kin import names_beside_kin
from testimonies.harm.known import KnownInPublic
from testimonies.harm.listed import listed_in
from testimonies.harm.places import Placed, texts_of
from testimonies.models import Event, Explanation, Record, Testimony
from testimonies.vocabulary import Harm, Noun


@dataclass(frozen=True)
class Checked:
    """A finding, and the event of the note that explains it; None while it is open."""

    finding: Finding
    explained: Event | None


def findings_of(record: Record) -> list[Finding]:
    """What in a working testimony could harm someone; nothing for records of other kinds."""
    whole = record.whole() if record.noun == Noun.TESTIMONY else None
    return list(dict.fromkeys(_Check(whole).findings())) if isinstance(whole, Testimony) else []


def checked(record: Record) -> list[Checked]:
    """Every finding with its explanation, the open ones first."""
    findings = findings_of(record)
    if not findings:
        return []
    notes = Explanation.objects.filter(record_id=record.pk, event__remark__isnull=False)
    events = {note.key: note.event for note in notes.select_related("event__actor__user", "event__remark")}
    found = [Checked(finding, events.get(finding.key)) for finding in findings]
    return sorted(found, key=lambda item: item.explained is not None)


def open_findings(record: Record) -> list[Finding]:
    """The findings that nobody has explained yet."""
    return [item.finding for item in checked(record) if item.explained is None]


def why_not(record: Record) -> str:
    """Why a record may not be submitted or approved yet for a finding's sake; empty when it may."""
    found = [str(finding) for finding in open_findings(record)]
    if not found:
        return ""
    return f"Do-no-harm check: change the text, or explain on the record's page. {'; '.join(found)}."


class _Check:
    """One run over one testimony."""

    def __init__(self, testimony: Testimony) -> None:
        self.testimony = testimony

    @cached_property
    def texts(self) -> list[Placed]:
        return [(place, text) for place, text in texts_of(self.testimony) if text]

    def findings(self) -> Iterator[Finding]:
        for place, text in self.texts:
            yield from (Finding(Harm.ESCAPE, place, words, text) for words in dates_of_escape(text))
        yield from self._relatives()
        for place, text, row in listed_in(self.texts):
            yield Finding(Harm.LISTED, place, "", f"{row} {text}")
        few = too_few(self.testimony)
        if few:
            told, count = few
            note = (
                f"Published witnesses it fits, this one included: {count}; asked for: {settings.K_ANONYMITY}."
            )
            yield Finding(Harm.FEW, "all that is told of the witness", str(told), "", note)

    def _relatives(self) -> Iterator[Finding]:
        named = [(place, text, name) for place, text in self.texts for name in names_beside_kin(text)]
        known = KnownInPublic() if named else ()
        for place, text, name in named:
            if name not in known:
                yield Finding(Harm.KIN, place, name, text)
