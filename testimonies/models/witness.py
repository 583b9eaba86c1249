"""Witness: the public face of who speaks. Who it is lies in the vault; here are a token and three facts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from testimonies.models.columns import listed
from testimonies.models.record import Record
from testimonies.vocabulary import Naming, Noun, Use


class Witness(Record):
    """A public name, a pseudonym or nobody named. An unlinked witness's records are never joined."""

    NOUN = Noun.WITNESS

    record = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_witness"
    )
    naming = models.CharField(_("naming"), max_length=12, choices=Naming.choices)
    public_name = models.CharField(
        _("public name or pseudonym"),
        max_length=120,
        help_text=_("What may be printed. A name that may not be known does not belong in this field."),
    )
    about = models.TextField(_("about"), blank=True)
    unlinked = models.BooleanField(
        _("unlinked"),
        default=False,
        help_text=_("This witness gets no page, and their records are never joined."),
    )
    protection = models.CharField(
        max_length=32,
        null=True,
        unique=True,
        editable=False,
        help_text=_("A random token, under which the vault keeps who this is. Null: not protected."),
    )
    consent = models.CharField(
        max_length=40, blank=True, default="", editable=False, help_text=_("Terms of Use, with blanks.")
    )
    consent_until = models.DateField(null=True, editable=False, help_text=_("The last day it holds."))
    consent_withdrawn = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("witness")
        verbose_name_plural = _("witnesses")
        constraints = [listed("naming", Naming, "witness")]

    def __str__(self) -> str:
        return self.public_name

    @property
    def uses(self) -> list[Use]:
        """The uses that were consented to."""
        return [Use(term) for term in self.consent.split()]
