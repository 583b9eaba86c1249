"""Disagreement: a question on which claims or passages differ, at a permanent address."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from testimonies.models.claim import Claim
from testimonies.models.columns import listed
from testimonies.models.entity import Entity
from testimonies.models.record import Record
from testimonies.models.testimony import Passage
from testimonies.vocabulary import Noun, Question


class Disagreement(Record):
    """A neutral question, the sides that answer it, where it stands, and a note on what is known."""

    NOUN = Noun.DISAGREEMENT

    record = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_disagreement"
    )
    question = models.CharField(_("question"), max_length=200, help_text=_("Neutral: it takes no side."))
    subjects = models.ManyToManyField(Entity, blank=True, verbose_name=_("about which entities"))
    status = models.CharField(_("status"), max_length=15, choices=Question.choices, default=Question.OPEN)
    note = models.TextField(_("note"), blank=True, help_text=_("What is known of why they differ. Public."))

    class Meta:
        verbose_name = _("disagreement")
        constraints = [listed("status", Question, "disagreement")]

    def __str__(self) -> str:
        return self.question


class Side(models.Model):
    """One answer to the question, with the claims and passages that give it."""

    disagreement = models.ForeignKey(Disagreement, models.CASCADE, related_name="sides")
    answer = models.CharField(_("answer"), max_length=200)
    claims = models.ManyToManyField(Claim, blank=True, verbose_name=_("claims"), related_name="sides")
    passages = models.ManyToManyField(Passage, blank=True, verbose_name=_("passages"), related_name="sides")

    class Meta:
        verbose_name = _("side")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.answer
