"""Where a record stands, who acted, and the buttons this person may press now."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from testimonies import duplicates, harm, ledger
from testimonies.addresses import address_of
from testimonies.admin.conversation import Conversation
from testimonies.admin.permissions import Person
from testimonies.differences import Place, contents, place_in_words
from testimonies.documents import Document, NotPublishable, from_record, mentions
from testimonies.duplicates import Resemblance
from testimonies.holding import Held, holder
from testimonies.ledger import Published
from testimonies.models import Event, Record
from testimonies.vocabulary import Noun, Stage, Standing
from testimonies.workflow import TRANSITIONS, Action, allowed

# These want words, a reason or a target first: their button leads to a form.
WITH_WORDS = {Action.COMMENT, Action.WITHDRAW, Action.MERGE, Action.ERASE}
DEEDS = {
    Action.EDIT: "edited",
    Action.SUBMIT: "submitted",
    Action.RECALL: "took back",
    Action.START: "took up",
    Action.TAKE_OVER: "took over",
    Action.RELEASE: "put back",
    Action.RETURN: "returned",
    Action.REOPEN: "took the return back",
    Action.APPROVE: "approved",
    Action.WITHDRAW: "withdrew",
    Action.MERGE: "merged",
    Action.ERASE: "erased",
    Action.COMMENT: "commented",
    Action.RESOLVE: "resolved a comment",
    Action.UNRESOLVE: "opened a comment again",
}


@dataclass(frozen=True)
class Button:
    """One thing this person may do: a button or, where words are needed first, a link to their form."""

    action: Action
    address: str
    leads: bool

    @property
    def label(self) -> str:
        return str(self.action.label)


@dataclass(frozen=True)
class Deed:
    """One event in words."""

    who: str
    did: str
    at: str
    remark: str
    checked: str = ""


class Panel:
    """Everything the pages of one record say about its way through the workflow."""

    def __init__(self, record: Record, user: Person, editable: bool = False) -> None:
        self.record, self.user, self.editable = record, user, editable
        self.change_address = change_address(record)
        self.history_address = reverse("admin:record_history", args=[record.pk])
        self.review_address = reverse("admin:record_review", args=[record.pk])

    @cached_property
    def public(self) -> Published | None:
        """What the ledger says of it now; None before the first publication."""
        return ledger.current(self.record.identifier) if self.record.identifier else None

    @property
    def standing(self) -> Standing:
        return self.public.standing if self.public else Standing.NONE

    @property
    def address(self) -> str:
        """Where it is read in public; empty while it is not."""
        return address_of(self.public) if self.public else ""

    @property
    def next_version(self) -> int:
        return self.public.version + 1 if self.public else 1

    @cached_property
    def allowed(self) -> list[Action]:
        return allowed(self.record, self.user)  # type: ignore[arg-type]

    @cached_property
    def buttons(self) -> list[Button]:
        """What may be done from the record's page; one decides on the review page and saves in the form."""
        elsewhere = {Action.EDIT, Action.APPROVE, Action.RETURN, Action.RESOLVE, Action.UNRESOLVE}
        elsewhere |= {Action.SUBMIT} if self.editable else set()
        elsewhere |= {Action.TAKE_OVER} if self.has_it else set()
        return [_button(self.record, action) for action in self.allowed if action not in elsewhere]

    @cached_property
    def held(self) -> Held | None:
        """Who has taken it up; None when nobody has."""
        return holder(self.record.pk, self.record.stage)

    @property
    def has_it(self) -> bool:
        """Whether this person has taken it up."""
        return self.held is not None and self.held.actor.user_id == self.user.pk

    @property
    def decides(self) -> bool:
        """Whether this person may approve or return it now."""
        return bool({Action.APPROVE, Action.RETURN} & set(self.allowed))

    @property
    def retract_address(self) -> str:
        """Where a passage is taken back; empty where this person cannot now, or there is nothing public."""
        public = self.record.noun == Noun.TESTIMONY and self.standing == Standing.PUBLIC
        may = public and Action.EDIT in self.allowed
        return reverse("admin:record_retract", args=[self.record.pk]) if may else ""

    @cached_property
    def findings(self) -> list[harm.Checked]:
        """What the do-no-harm check found, the open ones first."""
        return harm.checked(self.record)

    @property
    def comments(self) -> bool:
        """Whether this person may comment, and so explain a finding."""
        return Action.COMMENT in self.allowed

    @cached_property
    def conversation(self) -> Conversation:
        """What was said about it and its passages, as far as this person may read that."""
        return Conversation(self.record, self.user)

    @cached_property
    def deeds(self) -> list[Deed]:
        """What was done, newest first."""
        return deeds_of(self.record)

    @cached_property
    def resembling(self) -> list[Resemblance]:
        """Testimonies that may be the same account as this one."""
        return duplicates.of_record(self.record)

    @property
    def returned(self) -> Deed | None:
        """The return that a draft waits under, with its reason."""
        if self.record.stage != Stage.DRAFT:
            return None
        decided = (deed for deed in self.deeds if deed.did in ("returned", "submitted", "approved"))
        last = next(decided, None)
        return last if last and last.did == "returned" else None

    @cached_property
    def proposed(self) -> Document | None:
        """Exactly what would become public; None while it is incomplete."""
        try:
            return from_record(self.record)
        except NotPublishable as error:
            self.problems += error.problems
            return None

    @property
    def whole(self) -> list[tuple[str, str, list[tuple[str, str]]]]:
        """Everything that would become public: place, text, and what hangs on a passage beneath it."""
        told = contents(self.proposed, labels_of(self.proposed))
        tops = [place for place in told if told[place] and (place[0] is None or place[1] == "text")]
        return [(place_in_words(place), told[place], _beneath(place, told)) for place in tops]

    @cached_property
    def problems(self) -> list[str]:
        """What is missing before it can be published, a line each. Complete once `proposed` was asked for."""
        return []


def _beneath(top: Place, told: dict[Place, str]) -> list[tuple[str, str]]:
    places = [place for place in told if place[0] is not None and place[0] == top[0] and place != top]
    return [(place[1].replace("_", " "), told[place].replace("\n", "; ")) for place in places if told[place]]


def _button(record: Record, action: Action) -> Button:
    transition = TRANSITIONS[Stage(record.stage), action]
    leads = transition.note or action in WITH_WORDS
    return Button(action, reverse("admin:record_act", args=[record.pk, action.value]), leads)


def change_address(record: Record) -> str:
    """The record's own page on the desk."""
    return reverse(f"admin:testimonies_{record.whole()._meta.model_name}_change", args=[record.pk])


def deeds_of(record: Record) -> list[Deed]:
    """Every event of a record in words, newest first. One query."""
    events = Event.objects.filter(record_id=record.pk).select_related("actor__user", "remark").order_by("-pk")
    return [deed(event) for event in events]


def deed(event: Event) -> Deed:
    """One event in words."""
    remark = event.remark.text if hasattr(event, "remark") else ""
    at, checked = event.at[:16].replace("T", " "), ", ".join(str(check.label) for check in event.checks)
    return Deed(str(event.actor), DEEDS[Action(event.action)], at, remark, checked)


def labels_of(*documents: Document | None) -> dict[str, str]:
    """What the records that documents refer to are called now, by identifier. One query."""
    targets = {target for document in documents if document for _relation, target in mentions(document)}
    found = ledger.many(targets)
    return {key: _label(published) for key, published in found.items() if published.document}


def _label(published: Published) -> str:
    names = ("heading", "title", "label_en", "public_name", "question")
    heading = next(getattr(published.document, name) for name in names if hasattr(published.document, name))
    speaks = published.noun in (Noun.ENTITY, Noun.TOPIC)
    return str(heading) if speaks else f"{heading} ({published.identifier})"
