"""Claim: one attributed statement about one entity."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from testimonies.models.columns import in_order, listed, said_date
from testimonies.models.entity import Entity
from testimonies.models.record import Record
from testimonies.vocabulary import ClaimKind, Method, Metric, Noun, Property


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

    class Meta:
        verbose_name = _("claim")
        constraints = [
            listed("kind", ClaimKind, "claim"),
            listed("property", Property, "claim"),
            listed("method", Method, "claim"),
            in_order("as_of", "claim"),
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
