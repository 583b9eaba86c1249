"""The desk's pages of figures: a picture is redrawn as it comes in, and shown to who works here only."""

from django.contrib import admin
from django.db.models import FileField
from django.forms import FileInput
from django.urls import reverse
from django.utils.html import format_html

from testimonies.admin.base import RecordAdmin
from testimonies.forms import FigureForm
from testimonies.models import Figure


@admin.register(Figure)
class FigureAdmin(RecordAdmin):
    """An image with credit, rights and alternative text."""

    form = FigureForm
    search_fields = ("title", "identifier", "credit")
    formfield_overrides = {FileField: {"widget": FileInput({"accept": "image/jpeg,image/png,image/webp"})}}
    readonly_fields = ("as_kept",)
    fieldsets = ((None, {"fields": ("title", "as_kept", "image", "alt", "caption", ("credit", "rights"))}),)

    @admin.display(description="as kept")
    def as_kept(self, figure: Figure) -> str:
        if not figure.image:
            return "No picture yet."
        address = reverse("admin:record_image", args=[figure.pk])
        size = f"{figure.width} × {figure.height} pixels"
        return format_html('<img class="kept" src="{}" alt="{}"><br>{}', address, figure.alt, size)
