"""Collection: an educator's ordered list of records, each pinned to a version."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from testimonies.models.record import Record
from testimonies.vocabulary import Noun


class Collection(Record):
    """A title, an introduction, and items in order."""

    NOUN = Noun.COLLECTION

    record = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_collection"
    )
    slug = models.SlugField(_("short name in the address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200)
    introduction = models.TextField(_("introduction"), blank=True)

    class Meta:
        verbose_name = _("collection")

    def __str__(self) -> str:
        return self.title

    def proposed_identifier(self) -> str:
        return self.slug


class Item(models.Model):
    """One record in a collection, at the version that was current when it was chosen."""

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="items")
    item = models.ForeignKey(Record, models.PROTECT, related_name="+", verbose_name=_("record"))
    version = models.PositiveIntegerField(_("version"))
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("item")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="item_version_counts_from_one", condition=models.Q(version__gte=1))
        ]

    def __str__(self) -> str:
        return f"{self.item}, version {self.version}"
