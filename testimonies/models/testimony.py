"""Testimony, Passage and Stay: the record itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from testimonies.models.columns import in_order, listed, said_date
from testimonies.models.entity import Entity
from testimonies.models.figure import Figure
from testimonies.models.record import Record
from testimonies.models.source import Source
from testimonies.models.topic import Topic
from testimonies.models.witness import Witness
from testimonies.vocabulary import Basis, Medium, Noun, PassageStanding, Role

_COARSER = _("Wider than the exact date, which then stays private: “early 1990s”. Empty: the exact date.")


class Testimony(Record):
    """A summary of one account: title, passages, stays, topics, content note."""

    NOUN = Noun.TESTIMONY

    record = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_testimony"
    )
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(
        _("language"), max_length=10, default="en", choices=[("en", _("English")), ("ko", _("Korean"))]
    )
    witness = models.ForeignKey(
        Witness, models.PROTECT, null=True, blank=True, verbose_name=_("witness"), related_name="testimonies"
    )
    about = models.TextField(_("about this record"), blank=True, help_text=_("One or two sentences."))
    given, given_edtf, given_earliest, given_latest = said_date(_("date given"))
    public_given, public_given_edtf, public_given_earliest, public_given_latest = said_date(
        _("date given, as the public is told"), _COARSER
    )
    medium = models.CharField(
        _("how it was given"), max_length=12, choices=Medium.choices, default=Medium.UNSTATED
    )
    interviewer = models.CharField(_("interviewer or co-author"), max_length=200, blank=True)
    content_note = models.CharField(_("content note"), max_length=200, blank=True)
    topics = models.ManyToManyField(Topic, blank=True, verbose_name=_("topics"))
    figures = models.ManyToManyField(Figure, blank=True, verbose_name=_("figures"))

    class Meta:
        verbose_name = _("testimony")
        verbose_name_plural = _("testimonies")
        constraints = [in_order("given", "testimony"), in_order("public_given", "testimony")]

    def __str__(self) -> str:
        return self.title


class Passage(models.Model):
    """One paragraph of a summary, under a number that is its own for ever."""

    testimony = models.ForeignKey(Testimony, models.CASCADE, related_name="passages")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("text"), blank=True)
    basis = models.CharField(_("basis"), max_length=12, choices=Basis.choices, default=Basis.FIRST_HAND)
    topics = models.ManyToManyField(Topic, blank=True, verbose_name=_("topics"))
    content_note = models.CharField(_("content note"), max_length=200, blank=True)
    standing = models.CharField(
        _("standing"), max_length=10, choices=PassageStanding.choices, default=PassageStanding.STANDS
    )
    retracted_by = models.CharField(_("who takes it back"), max_length=200, blank=True)
    retracted_why = models.TextField(_("why, as reported"), blank=True)
    retracted, retracted_edtf, retracted_earliest, retracted_latest = said_date(_("taken back when"))
    retraction_source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who reports it")
    )

    class Meta:
        verbose_name = _("passage")
        ordering = ["number"]
        constraints = [
            listed("basis", Basis, "passage"),
            listed("standing", PassageStanding, "passage"),
            in_order("retracted", "passage"),
            models.UniqueConstraint(
                name="passage_number_is_its_own",
                fields=["testimony", "number"],
                violation_error_message=_("Another passage of this testimony has this number."),
            ),
            models.CheckConstraint(name="passage_number_counts_from_one", condition=models.Q(number__gte=1)),
            models.CheckConstraint(
                name="passage_removed_is_empty",
                condition=~models.Q(standing=PassageStanding.REMOVED) | models.Q(text=""),
                violation_error_message=_("A removed passage keeps its number and nothing else."),
            ),
            models.CheckConstraint(
                name="passage_has_text",
                condition=models.Q(standing=PassageStanding.REMOVED) | ~models.Q(text=""),
                violation_error_message=_("Write the passage, or remove the row."),
            ),
            models.CheckConstraint(
                name="passage_retraction_is_told",
                condition=~models.Q(standing=PassageStanding.RETRACTED)
                | (~models.Q(retracted_by="") & models.Q(retraction_source__isnull=False)),
                violation_error_message=_("Say who takes the passage back, and which source reports it."),
            ),
        ]

    def __str__(self) -> str:
        return _("passage %(number)d") % {"number": self.number or 0}


class Stay(models.Model):
    """A witness at a camp in a role over a period, in a zone."""

    testimony = models.ForeignKey(Testimony, models.CASCADE, related_name="stays")
    camp = models.ForeignKey(Entity, models.PROTECT, related_name="stays", verbose_name=_("camp"))
    zone = models.ForeignKey(
        Entity, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("zone")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    period, period_edtf, period_earliest, period_latest = said_date(_("period"))
    public_period, public_period_edtf, public_period_earliest, public_period_latest = said_date(
        _("period, as the public is told"), _COARSER
    )
    public_place = models.ForeignKey(
        Entity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("place, as the public is told"),
        help_text=_("A province instead of the camp, which then stays private. Empty: the camp."),
    )
    standing = models.CharField(
        _("standing"), max_length=10, choices=PassageStanding.choices[:2], default=PassageStanding.STANDS
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("stay")
        ordering = ["pk"]
        constraints = [
            listed("role", Role, "stay"),
            listed("standing", PassageStanding, "stay"),
            in_order("period", "stay"),
            in_order("public_period", "stay"),
        ]

    def __str__(self) -> str:
        return f"{self.camp}, {self.get_role_display()}"
