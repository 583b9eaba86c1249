"""Source and Reference: a bibliographic item, and the place in it that a passage or claim rests on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from testimonies.models.columns import flag_list, in_order, listed, said_date
from testimonies.models.record import Record
from testimonies.vocabulary import Noun, Reach, SourceKind


class Source(Record):
    """A book, report, article or statement, with what it derives from and whether it can be reached."""

    NOUN = Noun.SOURCE

    record = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_source"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=SourceKind.choices)
    title = models.CharField(_("title"), max_length=300)
    author = models.CharField(
        _("author"), max_length=200, blank=True, help_text=_("As printed: “Hawk, David”; several with “;”.")
    )
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    date, date_edtf, date_earliest, date_latest = said_date(_("date"))
    designation = models.CharField(
        _("designation"), max_length=100, blank=True, help_text=_("ISBN or document symbol.")
    )
    pages = models.CharField(_("pages or paragraphs"), max_length=100, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    archive_url = models.URLField(_("address in a web archive"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    reach = models.CharField(_("reached"), max_length=20, choices=Reach.choices, default=Reach.LISTED)
    derives_from = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="derived", verbose_name=_("derives from")
    )
    flags = flag_list()
    note = models.TextField(_("note"), blank=True, help_text=_("Public: what is wrong with the reference."))

    class Meta:
        verbose_name = _("source")
        constraints = [
            in_order("date", "source"),
            listed("kind", SourceKind, "source"),
            listed("reach", Reach, "source"),
        ]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.author or self.organisation, self.title, self.date) if part)


class Reference(models.Model):
    """A source plus a locator, hung on exactly one passage or claim."""

    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"))
    locator = models.CharField(
        _("place in the source"), max_length=120, blank=True, help_text=_("Page, paragraph, note number.")
    )
    passage = models.ForeignKey(
        "testimonies.Passage", models.CASCADE, null=True, blank=True, related_name="references"
    )
    claim = models.ForeignKey(
        "testimonies.Claim", models.CASCADE, null=True, blank=True, related_name="references"
    )

    class Meta:
        verbose_name = _("reference")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="reference_has_one_place",
                condition=models.Q(passage__isnull=False, claim__isnull=True)
                | models.Q(passage__isnull=True, claim__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.locator}" if self.locator else str(self.source)
