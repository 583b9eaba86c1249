"""Topic: a term of the controlled vocabulary (a SKOS concept)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from testimonies.models.columns import listed
from testimonies.models.record import Record
from testimonies.vocabulary import Noun, Sensitivity


class Topic(Record):
    """Labels in English and Korean, one broader term, scope note, sensitivity."""

    NOUN = Noun.TOPIC

    record = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_topic"
    )
    slug = models.SlugField(_("short name in the address"), max_length=80, unique=True)
    label_en = models.CharField(_("label in English"), max_length=120)
    label_ko = models.CharField(_("label in Korean"), max_length=120, blank=True)
    broader = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="narrower", verbose_name=_("broader term")
    )
    scope_note = models.TextField(_("scope note"), blank=True)
    sensitivity = models.CharField(
        _("sensitivity"), max_length=10, choices=Sensitivity.choices, default=Sensitivity.PLAIN
    )

    class Meta:
        verbose_name = _("topic")
        constraints = [
            listed("sensitivity", Sensitivity, "topic"),
            models.CheckConstraint(
                name="topic_is_not_its_own_broader_term",
                condition=models.Q(broader__isnull=True) | ~models.Q(broader=models.F("pk")),
                violation_error_message=_("A topic cannot be its own broader term."),
            ),
        ]

    def __str__(self) -> str:
        return self.label_en

    def proposed_identifier(self) -> str:
        return self.slug
