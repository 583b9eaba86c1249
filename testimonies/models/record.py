"""Record: the parent of everything that has a public identifier and versions of its own."""

import secrets
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from testimonies.models.columns import listed
from testimonies.vocabulary import Noun, Stage


def new_salt() -> str:
    """32 random bytes in hexadecimal: without them a short text could be guessed from its digest."""
    return secrets.token_hex(32)


# A form that was opened before an approval must not put these back when it is saved after it; nor what was
# stated of a witness's consent meanwhile.
OF_THE_WORKFLOW = frozenset({"noun", "identifier", "stage", "salt"})
OF_PROTECTION = frozenset({"protection", "consent", "consent_until", "consent_withdrawn"})


class Record(models.Model):
    """One working record. Private: what the public sees of it stands in the ledger.

    Workflow, events and ledger share this table as their one foreign key.
    """

    noun = models.CharField(max_length=20, choices=Noun.choices, editable=False)
    identifier = models.CharField(
        _("identifier"),
        max_length=80,
        unique=True,
        null=True,
        editable=False,
        help_text=_("Given at first publication, so that gaps betray no drafts."),
    )
    stage = models.CharField(
        _("stage"), max_length=20, choices=Stage.choices, default=Stage.DRAFT, editable=False
    )
    salt = models.CharField(max_length=64, default=new_salt, editable=False)
    revision = models.PositiveIntegerField(
        default=1, editable=False, help_text=_("Counts saves, so that two people editing at once are told.")
    )
    change = models.CharField(
        _("what changes in this version"),
        max_length=200,
        blank=True,
        help_text=_("Public, one line. Left empty for a first version."),
    )

    NOUN: Noun

    class Meta:
        permissions = [
            ("contribute", "Can enter, edit and submit records"),
            ("review", "Can take up, return, approve and withdraw records"),
            ("erase", "Can erase published text"),
            ("seal", "Can seal identities and state what was consented to"),
        ]
        constraints = [listed("noun", Noun, "record"), listed("stage", Stage, "record")]

    def __str__(self) -> str:
        return f"{self.get_noun_display()} {self.identifier or f'#{self.pk}'}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the content. Of a stored record, stage, salt, identifier and consent are written elsewhere."""
        if not self.noun:
            self.noun = self.NOUN
        if not self._state.adding and not args and kwargs.get("update_fields") is None:
            kwargs["update_fields"] = [
                field.name
                for field in self._meta.concrete_fields
                if not field.primary_key and field.name not in OF_THE_WORKFLOW | OF_PROTECTION
            ]
        super().save(*args, **kwargs)

    def whole(self) -> "Record":
        """This record as the model that holds all of its columns (Testimony, Camp, ...)."""
        own: Record = getattr(self, f"as_{self.noun}") if type(self) is Record else self
        return getattr(own, "as_camp", own) if self.noun == Noun.ENTITY else own

    def proposed_identifier(self) -> str | None:
        """The identifier this record asks for, None when it is to be numbered."""
        return None
