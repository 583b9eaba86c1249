"""The table of the workflow: what can be done at which stage, by whom, and where it leads.

It is data: it draws the desk's buttons, the documentation and the exhaustive test.
"""

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from testimonies.vocabulary import AUTHORITIES, Stage


class Action(TextChoices):
    """What can be done to a record. The words are those of buttons."""

    EDIT = "edit", _("Save draft")
    SUBMIT = "submit", _("Submit for review")
    RECALL = "recall", _("Take back to edit")
    START = "start", _("Review")
    TAKE_OVER = "take_over", _("Take over")
    RELEASE = "release", _("Put back in the queue")
    RETURN = "return", _("Return with reasons")
    REOPEN = "reopen", _("Take the return back")
    APPROVE = "approve", _("Approve and publish")
    WITHDRAW = "withdraw", _("Withdraw from the public")
    MERGE = "merge", _("Merge into another record")
    ERASE = "erase", _("Erase")
    COMMENT = "comment", _("Comment")
    RESOLVE = "resolve", _("Resolve a comment")
    UNRESOLVE = "unresolve", _("Open a comment again")


@dataclass(frozen=True)
class Transition:
    """What an action needs and where it leads.

    `to` is the stage after (None leaves it); `permission` a permission of Record; `authority` another that is
    enough for topics, entities, sources, witnesses and figures; `note` whether a remark is required; `public`
    whether the record must be public; `second_person` whether authors are refused.
    """

    to: Stage | None
    permission: str
    note: bool = False
    public: bool = False
    second_person: bool = False
    authority: str = ""

    def permissions(self, noun: str) -> set[str]:
        """The permissions each of which is enough for a record of this kind."""
        also = {self.authority} if self.authority and noun in AUTHORITIES else set()
        return {self.permission} | also

    def open_to(self, user: AbstractBaseUser | AnonymousUser, noun: str) -> bool:
        """Whether this person holds one of them."""
        return any(user.has_perm(f"testimonies.{name}") for name in self.permissions(noun))  # type: ignore[union-attr]


_CONTRIBUTE, _REVIEW, _EDIT, _ERASE = "contribute", "review", "edit", "erase"

TRANSITIONS: dict[tuple[Stage, Action], Transition] = {
    (Stage.DRAFT, Action.EDIT): Transition(Stage.DRAFT, _CONTRIBUTE),
    (Stage.DRAFT, Action.SUBMIT): Transition(Stage.SUBMITTED, _CONTRIBUTE),
    (Stage.SUBMITTED, Action.RECALL): Transition(Stage.DRAFT, _CONTRIBUTE),
    (Stage.SUBMITTED, Action.START): Transition(
        Stage.IN_REVIEW, _REVIEW, second_person=True, authority=_EDIT
    ),
    (Stage.IN_REVIEW, Action.TAKE_OVER): Transition(
        Stage.IN_REVIEW, _REVIEW, second_person=True, authority=_EDIT
    ),
    (Stage.IN_REVIEW, Action.RELEASE): Transition(Stage.SUBMITTED, _REVIEW, authority=_EDIT),
    (Stage.DRAFT, Action.REOPEN): Transition(Stage.SUBMITTED, _REVIEW, authority=_EDIT),
    (Stage.SUBMITTED, Action.RETURN): Transition(Stage.DRAFT, _REVIEW, note=True, authority=_EDIT),
    (Stage.IN_REVIEW, Action.RETURN): Transition(Stage.DRAFT, _REVIEW, note=True, authority=_EDIT),
    (Stage.IN_REVIEW, Action.APPROVE): Transition(
        Stage.SETTLED, _REVIEW, second_person=True, authority=_EDIT
    ),
    (Stage.SETTLED, Action.EDIT): Transition(Stage.DRAFT, _CONTRIBUTE),
}
for _stage in Stage:
    TRANSITIONS[_stage, Action.COMMENT] = Transition(None, _CONTRIBUTE, note=True)
    TRANSITIONS[_stage, Action.RESOLVE] = Transition(None, _CONTRIBUTE)
    TRANSITIONS[_stage, Action.UNRESOLVE] = Transition(None, _CONTRIBUTE)
    TRANSITIONS[_stage, Action.WITHDRAW] = Transition(None, _REVIEW, note=True, public=True)
    TRANSITIONS[_stage, Action.MERGE] = Transition(None, _REVIEW, note=True, public=True, authority=_EDIT)
    TRANSITIONS[_stage, Action.ERASE] = Transition(Stage.DRAFT, _ERASE)
