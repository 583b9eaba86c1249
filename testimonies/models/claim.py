"""Claim: one attributed statement about one entity."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from testimonies.models.columns import flag_list, in_order, listed, said_date
from testimonies.models.entity import Entity
from testimonies.models.record import Record
from testimonies.vocabulary import ClaimKind, Hedge, Method, Metric, Noun, Property, Relation


class Claim(Record):
    """Who says what of which entity, as of when, and how they know."""

    NOUN = Noun.CLAIM

    record = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_claim"
    )
    heading = models.CharField(_("heading"), max_length=200)
    statement = models.TextField(_("statement"), help_text=_("Our own words, attribution first."))
    subject = models.ForeignKey(
        Entity, models.PROTECT, related_name="claims", verbose_name=_("about which entity")
    )
    property = models.CharField(_("property"), max_length=20, choices=Property.choices)
    kind = models.CharField(_("kind"), max_length=20, choices=ClaimKind.choices)
    method = models.CharField(_("method"), max_length=20, choices=Method.choices, default=Method.UNSTATED)
    attributed_to = models.CharField(_("attributed to"), max_length=200, blank=True)
    value = models.CharField(_("value in words"), max_length=200, blank=True)
    low = models.DecimalField(_("from"), max_digits=14, decimal_places=2, null=True, blank=True)
    high = models.DecimalField(_("to"), max_digits=14, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=30, blank=True)
    metric = models.CharField(_("what is counted"), max_length=20, choices=Metric.choices, blank=True)
    object = models.ForeignKey(
        Entity, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("other entity")
    )
    as_of, as_of_edtf, as_of_earliest, as_of_latest = said_date(_("as of"))
    answers = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="answered_by", verbose_name=_("answers")
    )

    reason = models.CharField(_("reason given"), max_length=200, blank=True)
    hedge = models.CharField(_("the source's own doubt"), max_length=20, choices=Hedge.choices, blank=True)
    limits = models.CharField(
        _("limits"),
        max_length=300,
        blank=True,
        help_text=_("What the method cannot show, as the source says."),
    )
    flags = flag_list()
    alternatives = models.ManyToManyField(
        Entity,
        blank=True,
        related_name="+",
        verbose_name=_("or one of these"),
        help_text=_("Where the source names several possible destinations."),
    )
    covers = models.ManyToManyField(
        Entity,
        blank=True,
        related_name="+",
        verbose_name=_("covers"),
        help_text=_("The entities a total is the total of."),
    )

    class Meta:
        verbose_name = _("claim")
        constraints = [
            listed("kind", ClaimKind, "claim"),
            listed("property", Property, "claim"),
            listed("method", Method, "claim"),
            in_order("as_of", "claim"),
            models.CheckConstraint(
                name="claim_does_not_lead_to_itself",
                condition=models.Q(object__isnull=True) | ~models.Q(object=models.F("subject")),
                violation_error_message=_("A claim cannot lead from an entity to the same entity."),
            ),
            models.CheckConstraint(
                name="claim_does_not_answer_itself",
                condition=models.Q(answers__isnull=True) | ~models.Q(answers=models.F("pk")),
                violation_error_message=_("A claim cannot answer itself."),
            ),
            models.CheckConstraint(
                name="claim_low_is_not_above_high",
                condition=models.Q(low__isnull=True)
                | models.Q(high__isnull=True)
                | models.Q(low__lte=models.F("high")),
                violation_error_message=_("“From” is above “to”: exchange them."),
            ),
            models.CheckConstraint(
                name="claim_number_says_what_it_counts",
                condition=models.Q(low__isnull=True, high__isnull=True)
                | (models.Q(metric__in=Metric.values) & ~models.Q(unit="")),
                violation_error_message=_("A number needs its unit and what is counted."),
            ),
        ]

    def __str__(self) -> str:
        return self.heading


class ClaimLink(models.Model):
    """How one claim stands to another."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="links")
    relation = models.CharField(_("relation"), max_length=12, choices=Relation.choices)
    target = models.ForeignKey(
        Claim, models.PROTECT, related_name="linked_from", verbose_name=_("other claim")
    )

    class Meta:
        verbose_name = _("relation to another claim")
        ordering = ["pk"]
        constraints = [
            listed("relation", Relation, "claimlink"),
            models.CheckConstraint(
                name="claimlink_leads_elsewhere", condition=~models.Q(claim=models.F("target"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_relation_display()} {self.target}"
