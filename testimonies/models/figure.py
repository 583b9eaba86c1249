"""Figure: an image with credit, rights and alternative text."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from testimonies.models.record import Record
from testimonies.vocabulary import Noun


class Figure(Record):
    """An image that testimonies.images has taken in: re-encoded, without metadata, named by its digest."""

    NOUN = Noun.FIGURE

    record = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_figure"
    )
    title = models.CharField(_("title"), max_length=200)
    image = models.FileField(
        _("image"), upload_to="figures", help_text=_("JPEG, PNG or WebP, at most 10 MB.")
    )
    sha256 = models.CharField(max_length=64, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = models.TextField(
        _("alternative text"), help_text=_("What someone who cannot see it needs to know.")
    )
    caption = models.TextField(_("caption"), blank=True)
    credit = models.CharField(_("credit"), max_length=200)
    rights = models.CharField(_("rights"), max_length=200)

    class Meta:
        verbose_name = _("figure")

    def __str__(self) -> str:
        return self.title
