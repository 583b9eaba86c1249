"""Protected witnesses, what is sealed of them, and their testimonies. All of it synthetic."""

from datetime import date
from typing import Any

from testimonies.protecting import Facts, protect
from testimonies.vault.envelope import Details
from testimonies.vocabulary import Use
from testimonies.workflow import Action, perform
from tests.factories import make_testimony, make_user, make_witness

BOTH = ("default", "vault")
DETAILS = Details("Synthetic Kang Chol-hwan", "a synthetic address", "by a synthetic letter", "no pictures")
PUBLISH = Facts((Use.PUBLICATION,))


def protected(details: Details = DETAILS, uses: tuple[Use, ...] = (Use.PUBLICATION,), **fields: Any):
    """A witness whose details are sealed."""
    until: date | None = fields.pop("until", None)
    witness = make_witness(naming="pseudonym", **fields)
    protect(witness, Facts(uses, until), details, make_user("contributor"))
    return witness


def in_review(witness, texts=("A synthetic passage.",), **fields: Any):
    """A testimony of an unlinked witness, submitted and taken up; and the moderator who may approve it."""
    testimony, reviewer = make_testimony(witness=witness, texts=texts, **fields), make_user("moderator")
    author = make_user("contributor")
    for action, user in ((Action.EDIT, author), (Action.SUBMIT, author), (Action.START, reviewer)):
        perform(action, testimony, user)
    return testimony, reviewer
