"""The lists of one person: what waits for review, was returned, may not stay public, and their drafts."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from testimonies import ledger
from testimonies.consent import no_consent, protected_witness, why_not_consented
from testimonies.models import Actor, Event, Mention, Record, Witness
from testimonies.queue.entries import AUTHORSHIP, Ended, Entry, entries_of
from testimonies.queue.filters import Filters, Waits
from testimonies.transitions import Action
from testimonies.vocabulary import Stage, Standing

ON_A_PAGE = 50
SHOWN = 200


def works_here(user: Any) -> bool:
    """Whether this person may see working records: any permission on records will do."""
    return any(user.has_perm(f"testimonies.{name}") for name, _words in Record._meta.permissions)


@dataclass(frozen=True)
class Tab:
    """One list of the queue: its words, its address, and how many are in it where that is known."""

    label: str
    address: str
    name: str
    count: int | None = None


class Queue:
    """The lists of one person; empty for who has no task here. Each is read when it is first asked for."""

    def __init__(self, user: Any, filters: Filters | None = None, page: Any = 1) -> None:
        self._sees = works_here(user)
        self._user = user
        self._actor = Actor.objects.filter(user=user.pk).values_list("pk", flat=True).first()
        self._number = page
        self.filters = filters or Filters()

    # The list that is asked for

    @cached_property
    def page(self) -> "Page[int]":
        """The keys of the records on the page asked for, oldest first."""
        return Paginator(self._keys(), ON_A_PAGE).get_page(self._number)

    def _keys(self) -> Any:
        if self.filters.waits == Waits.WITHDRAW:
            return self._to_withdraw
        review = self.filters.waits == Waits.REVIEW
        return (self._to_review if review else self._sent_back).values_list("pk", flat=True)

    @cached_property
    def lines(self) -> list[Entry]:
        """The page asked for, as entries."""
        return entries_of(self.page.object_list, self._user)

    @cached_property
    def tabs(self) -> list[Tab]:
        """Each list with its address and how many fit the filters; one this person never sees is left out.

        Proposals are not counted: that reads every public claim.
        """
        counts = {Waits.REVIEW: self._to_review.count(), Waits.RETURNED: self._sent_back.count()}
        if self._user.has_perm("testimonies.review"):
            counts[Waits.WITHDRAW] = len(self._to_withdraw)
        lists = [Tab(str(waits.label), self.address(waits), waits.value, n) for waits, n in counts.items()]
        camp = self.filters.camp
        proposals = reverse("admin:proposals") + (f"?{urlencode({'camp': camp})}" if camp else "")
        return [*lists, Tab(_("Proposed disagreements"), proposals, "proposals")]

    def address(self, waits: Waits | None = None) -> str:
        """Where this list is, or another one with the same filters; its first page."""
        return reverse("admin:index") + replace(self.filters, waits=waits or self.filters.waits).query()

    @property
    def here(self) -> str:
        """Where the page asked for is."""
        page = self.page.number if self.page.number > 1 else ""
        return reverse("admin:index") + self.filters.query(page=page)

    @property
    def previous(self) -> str:
        """Where the page before is."""
        return self.filters.query(page=self.page.number - 1)

    @property
    def following(self) -> str:
        """Where the next page is."""
        return self.filters.query(page=self.page.number + 1)

    # What is in the lists

    @property
    def waiting(self) -> list[Entry]:
        """Submitted and in review, oldest first: the page asked for."""
        return self.lines if self.filters.waits == Waits.REVIEW else []

    @cached_property
    def returned(self) -> list[Entry]:
        """My drafts that a reviewer sent back."""
        return [entry for entry in self._mine if entry.returned]

    @cached_property
    def drafts(self) -> list[Entry]:
        """My other drafts, last touched first."""
        return [entry for entry in self._mine if not entry.returned]

    @cached_property
    def consent_ended(self) -> list[Ended]:
        """Public records whose witness does not consent to that, or not any more; and public joinings of
        what an unlinked witness said. For who may withdraw them. The page asked for, or the first.
        """
        asked = self.filters.waits == Waits.WITHDRAW
        lines = self.lines if asked else entries_of(self._to_withdraw[:ON_A_PAGE], self._user)
        return [Ended(entry, _why_ended(entry.record)) for entry in lines]

    @cached_property
    def _to_review(self) -> QuerySet[Record]:
        waiting = self._seen().filter(stage__in=(Stage.SUBMITTED, Stage.IN_REVIEW))
        narrowed = self.filters.narrowed(waiting, self._actor)
        return narrowed.annotate(since=_last_event(Action.SUBMIT)).order_by("since", "pk")

    @cached_property
    def _sent_back(self) -> QuerySet[Record]:
        decided = (Action.SUBMIT, Action.REOPEN, Action.RETURN, Action.APPROVE)
        last = Event.objects.filter(record=OuterRef("pk"), action__in=decided).order_by("-pk")
        drafts = self.filters.narrowed(self._seen().filter(stage=Stage.DRAFT), self._actor)
        under_it = drafts.annotate(word=Subquery(last.values("action")[:1])).filter(word=Action.RETURN)
        return under_it.annotate(since=_last_event(Action.RETURN)).order_by("since", "pk")

    @cached_property
    def _to_withdraw(self) -> list[int]:
        if not self._user.has_perm("testimonies.review"):
            return []
        own = no_consent("as_testimony__witness__") | no_consent("as_witness__")
        asked = (own | Q(as_witness__unlinked=True)) & Q(identifier__isnull=False)
        own_keys = Record.objects.filter(asked).values_list("identifier", flat=True)
        found = {str(key) for key in own_keys} | _naming_unlinked()
        public = [key for key, item in ledger.many(found).items() if item.standing == Standing.PUBLIC]
        records = self.filters.narrowed(Record.objects.filter(identifier__in=public), self._actor)
        return list(records.order_by("identifier").values_list("pk", flat=True)) if public else []

    @cached_property
    def _mine(self) -> list[Entry]:
        mine = Event.objects.filter(actor=self._actor, action__in=AUTHORSHIP).values("record")
        drafts = self._seen().filter(stage=Stage.DRAFT, pk__in=mine).annotate(touched=Max("events__pk"))
        keys = drafts.order_by("-touched").values_list("pk", flat=True)[:SHOWN]
        return [entry for entry in entries_of(keys, self._user) if entry.mine]

    def _seen(self) -> QuerySet[Record]:
        return Record.objects.all() if self._sees else Record.objects.none()


def _last_event(action: Action) -> Subquery:
    events = Event.objects.filter(record=OuterRef("pk"), action=action).order_by("-pk")
    return Subquery(events.values("pk")[:1])


def _naming_unlinked() -> set[str]:
    """Identifiers of the testimonies that still name a witness who is unlinked now."""
    unlinked = Witness.objects.filter(unlinked=True, identifier__isnull=False)
    naming = Mention.objects.filter(relation="witness", target__in=unlinked.values("identifier"))
    return set(naming.values_list("identifier", flat=True))


def _why_ended(record: Record) -> str:
    witness = protected_witness(record)
    ended = why_not_consented(witness) if witness else ""
    return ended or _("The witness is unlinked now, and this joins their records.")
