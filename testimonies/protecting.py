"""Protecting a witness: sealing who they are, and stating the three facts of consent.

The facts are no content of a record: nothing of them is published, and they hold at once, without a review.
"""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from testimonies.models import Witness
from testimonies.vault.envelope import Details
from testimonies.vault.models import new_token
from testimonies.vault.router import ALIAS
from testimonies.vault.sealing import note_facts, seal_details
from testimonies.vocabulary import Use


@dataclass(frozen=True)
class Facts:
    """Which uses were consented to, the last day of it (None: no end), and whether it was withdrawn."""

    uses: tuple[Use, ...] = ()
    until: date | None = None
    withdrawn: bool = False

    def __str__(self) -> str:
        ends = f"until {self.until}" if self.until else "without an end"
        return f"{' '.join(self.uses) or 'nothing'}, {ends}{', withdrawn' if self.withdrawn else ''}"


def facts_of(witness: Witness) -> Facts:
    """The facts that stand for a witness."""
    return Facts(tuple(witness.uses), witness.consent_until, witness.consent_withdrawn)


def protect(witness: Witness, facts: Facts, details: Details, user: AbstractBaseUser) -> None:
    """Protect a witness from now on: state the facts and, where there are details, seal them.

    Raises CannotSeal, and then nothing is changed.
    """
    with transaction.atomic(), transaction.atomic(using=ALIAS):
        now = Witness.objects.select_for_update().get(pk=witness.pk)
        token = now.protection or new_token()
        Witness.objects.filter(pk=witness.pk).update(
            protection=token,
            consent=" ".join(facts.uses),
            consent_until=facts.until,
            consent_withdrawn=facts.withdrawn,
        )
        if details:
            seal_details(token, details, user.get_username())
        if facts != facts_of(now) or not now.protection:
            note_facts(token, str(facts), user.get_username())
    witness.refresh_from_db()
