"""The forms of records: one person's save never overwrites another's unseen, and pictures are taken in."""

from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from testimonies.forms.directory import Directory
from testimonies.forms.fields import ReferencesField
from testimonies.images import MOST_BYTES, ImageRefused, TakenImage, take_in
from testimonies.models import Event, Record, Reference
from testimonies.vocabulary import EntityKind
from testimonies.workflow import Action, why_not


class DeskForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form whose fields name records from one directory, shared by all forms of a request."""

    directory: Directory | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        directory = self.directory or Directory()
        for field in self.fields.values():
            if hasattr(field, "directory"):
                field.directory = directory


class RecordForm(DeskForm):
    """The form of a record. It remembers which revision was read, and `user` is who is editing."""

    seen_revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    user: AbstractBaseUser | AnonymousUser = AnonymousUser()
    # What was typed is to be shown again, whatever it is, and not saved.
    shown_again = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_revision"].initial = self.instance.revision

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.shown_again:
            self.add_error(None, _("Nothing is saved yet."))
        elif self.instance.pk:
            self._check_that_nothing_moved()
        return cleaned

    def _check_that_nothing_moved(self) -> None:
        # Under this lock until the save is committed: two saves of one record follow each other.
        now = Record.objects.select_for_update().get(pk=self.instance.pk)
        for name in ("stage", "salt", "identifier", "revision"):
            setattr(self.instance, name, getattr(now, name))
        refusal = why_not(Action.EDIT, now, self.user)  # type: ignore[arg-type]
        if refusal:
            self.add_error(
                None, _("Nothing was saved. %(why)s What you typed is still here.") % {"why": refusal}
            )
        elif self.cleaned_data.get("seen_revision") != now.revision:
            self.add_error(None, _saved_by_another(now))
            typed: Any = self.data
            self.data = typed = typed.copy()
            typed[self.add_prefix("seen_revision")] = str(now.revision)


def _saved_by_another(record: Record) -> str:
    edits = Event.objects.filter(record_id=record.pk, action__in=(Action.EDIT, Action.ERASE))
    last = edits.select_related("actor__user").last()
    return _(
        "Nothing was saved yet: %(who)s saved this record while you were editing. What you typed is still "
        "here. Open the record in another tab to compare; if you save again now, yours replaces theirs."
    ) % {"who": last.actor if last else _("someone else")}


class RestsOnSources(DeskForm):
    """A form with rows of sources: the references of a passage or a claim."""

    references = ReferencesField(required=False, label="Sources")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            rows: Any = self.fields["references"]
            self.initial["references"] = [
                (rows.directory.of_pk("source", row.source_id), row.locator)
                for row in self.instance.references.all()
            ]

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]
        rows = self.instance.references
        wanted = self.cleaned_data.get("references", [])
        if [(row.source_id, row.locator) for row in rows.order_by("pk")] == [
            (s.pk, place) for s, place in wanted
        ]:
            return
        Reference.objects.filter(pk__in=[row.pk for row in rows.all()]).delete()
        for source, locator in wanted:
            rows.create(source=source, locator=locator)


class EntityForm(RecordForm):
    """An entity that is no camp: camps have a form of their own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields.get("kind")
        if isinstance(kind, forms.ChoiceField):
            kind.choices = [pair for pair in EntityKind.choices if pair[0] != EntityKind.CAMP]


class FigureForm(RecordForm):
    """A figure. Its picture is redrawn before it is kept, under its own digest as its name."""

    taken: TakenImage | None = None

    def clean_image(self) -> Any:
        upload = self.cleaned_data["image"]
        if not isinstance(upload, UploadedFile):
            return upload
        if (upload.size or 0) > MOST_BYTES:
            most = MOST_BYTES // 1024 // 1024
            raise ValidationError(_("Larger than %(most)d MB: save the picture smaller.") % {"most": most})
        try:
            self.taken = take_in(upload.read())
        except ImageRefused as refusal:
            raise ValidationError(str(refusal), code="image") from refusal
        return ContentFile(self.taken.data, name=self.taken.sha256 + self.taken.extension)

    def save(self, commit: bool = True) -> Any:
        if self.taken:
            self._keep(self.taken)
        return super().save(commit)

    def _keep(self, taken: TakenImage) -> None:
        """The file is named by its content: when that name is there already, so is the picture."""
        image = self.instance.image
        name, storage = f"figures/{taken.sha256}{taken.extension}", image.storage
        if not storage.exists(name):
            storage.save(name, ContentFile(taken.data))
        self.instance.image, self.instance.sha256 = name, taken.sha256
        self.instance.width, self.instance.height = taken.width, taken.height
