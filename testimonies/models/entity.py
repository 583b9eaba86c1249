"""Entity, Camp and Name: what claims are about, and every way to write it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from testimonies.models.columns import listed
from testimonies.models.record import Record
from testimonies.models.source import Source
from testimonies.vocabulary import EntityKind, FacilityType, NameSystem, Noun, Script


class Entity(Record):
    """A camp, zone, place, organisation, person (not a witness), term or system."""

    NOUN = Noun.ENTITY

    record = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_entity"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=EntityKind.choices)
    slug = models.SlugField(
        _("short name in the address"),
        max_length=80,
        unique=True,
        help_text=_("kwalliso-18, pukchang-county"),
    )
    heading = models.CharField(_("heading"), max_length=200)
    heading_ko = models.CharField(_("heading in Korean"), max_length=200, blank=True)
    about = models.TextField(_("about"), blank=True, help_text=_("One or two attributed sentences."))
    latitude = models.DecimalField(_("latitude"), max_digits=7, decimal_places=4, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=7, decimal_places=4, null=True, blank=True)
    position_of = models.CharField(
        _("what the position is of"),
        max_length=120,
        blank=True,
        help_text=_("“county”, never a camp's site."),
    )
    figures = models.ManyToManyField("testimonies.Figure", blank=True, verbose_name=_("figures"))

    class Meta:
        verbose_name = _("entity")
        verbose_name_plural = _("entities")
        constraints = [
            listed("kind", EntityKind, "entity"),
            models.CheckConstraint(
                name="entity_position_is_whole",
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                # NULL in a range is neither true nor false, and a check passes what is not false.
                | models.Q(latitude__isnull=False, latitude__range=(-90, 90))
                & models.Q(longitude__isnull=False, longitude__range=(-180, 180)),
                violation_error_message=_("A position needs latitude and longitude, in degrees."),
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    def proposed_identifier(self) -> str:
        return self.slug


class Camp(Entity):
    """A camp: the entity with a number and a facility type."""

    entity = models.OneToOneField(
        Entity, models.CASCADE, parent_link=True, primary_key=True, related_name="as_camp"
    )
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    facility_type = models.CharField(
        _("facility type"), max_length=20, choices=FacilityType.choices, default=FacilityType.UNKNOWN
    )

    class Meta:
        verbose_name = _("camp")
        constraints = [
            listed("facility_type", FacilityType, "camp"),
            models.CheckConstraint(
                name="camp_number_counts_from_one",
                condition=models.Q(number__isnull=True) | models.Q(number__gte=1),
            ),
        ]

    def save(self, *args: object, **kwargs: object) -> None:
        self.kind = EntityKind.CAMP
        super().save(*args, **kwargs)


class Name(models.Model):
    """One way to write an entity's or a witness's name."""

    owner = models.ForeignKey(Record, models.CASCADE, related_name="names")
    text = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=10, default="en")
    script = models.CharField(_("script"), max_length=10, choices=Script.choices, default=Script.LATIN)
    system = models.CharField(
        _("system"), max_length=20, choices=NameSystem.choices, default=NameSystem.PRESS
    )
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, verbose_name=_("source"), related_name="+"
    )

    class Meta:
        verbose_name = _("name")
        ordering = ["pk"]
        constraints = [
            listed("script", Script, "name"),
            listed("system", NameSystem, "name"),
            models.UniqueConstraint(
                name="name_once_per_owner",
                fields=["owner", "text", "system"],
                violation_error_message=_("This name is entered twice in the same system."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
