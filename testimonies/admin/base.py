"""The page of a record on the desk, and its list: shared by the families, which only say their fields."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Field
from django.forms import Field as FormField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from testimonies import harm, unsaved
from testimonies.admin.again import ShownAgain, directory_of, is_shown_again
from testimonies.admin.bulk import BULK, BulkForm, put_back, recall, return_with_reasons, submit, take_up
from testimonies.admin.clash import clashes
from testimonies.admin.panel import Panel
from testimonies.admin.permissions import RecordPermissions, RowPermissions
from testimonies.forms import DeskForm, RecordForm, field_for
from testimonies.models import Record
from testimonies.warnings import warnings_of
from testimonies.workflow import TRANSITIONS, Action, Refused, perform


class DeskFields:
    """Relations are named by typing and dates are read aloud, whatever the page."""

    def formfield_for_dbfield(
        self, db_field: "Field[Any, Any]", request: Any, **kwargs: Any
    ) -> FormField | None:
        own = field_for(db_field)
        return own or super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]


class Rows(RowPermissions, DeskFields, admin.StackedInline):  # type: ignore[type-arg]
    """Rows of a record, one under another: each field keeps its label, and a phone shows it all."""

    form = DeskForm
    extra = 1

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.directory = directory_of(request)  # type: ignore[attr-defined]
        return formset


class RecordAdmin(RecordPermissions, DeskFields, ShownAgain, admin.ModelAdmin):  # type: ignore[type-arg]
    """One kind of record. `datalists` names the lists that its fields and rows name records from."""

    form = RecordForm
    change_form_template = "admin/record_form.html"
    change_list_template = "admin/record_list.html"
    actions = [submit, recall, take_up, put_back, return_with_reasons]
    action_form = BulkForm
    list_display = ("title_of", "word_for", "stage")
    list_filter: ClassVar[Any] = ("stage",)
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    view_on_site = False
    delete_confirmation_template = None
    datalists: tuple[str, ...] = ()

    @admin.display(description="Record")
    def title_of(self, record: Record) -> str:
        return str(record) or f"#{record.pk}"

    @admin.display(description="Identifier", ordering="identifier")
    def word_for(self, record: Record) -> str:
        return record.identifier or "not published"

    # What the form is made of

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.user, form.directory = request.user, directory_of(request)  # type: ignore[attr-defined]
        form.shown_again = is_shown_again(request)  # type: ignore[attr-defined]
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Without the right to edit there is no form: the page then shows what would be public."""
        if obj and not self.has_change_permission(request, obj):
            return []
        about = ["seen_revision"] + (["change"] if obj and obj.identifier else [])
        return [*super().get_fieldsets(request, obj), (None, {"fields": about})]

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        editable = obj is None or self.has_change_permission(request, obj)
        return super().get_inlines(request, obj) if editable else []

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A published record's address is given once."""
        slug = ["slug"] if obj and obj.identifier and hasattr(obj, "slug") else []
        return [*super().get_readonly_fields(request, obj), *slug]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_actions(self, request: HttpRequest) -> Any:
        """Only what this person may do at all; the table still decides record by record."""
        actions = super().get_actions(request)
        noun = self.model.NOUN
        may = {name for (_stage, name), rule in TRANSITIONS.items() if rule.open_to(request.user, noun)}
        return {key: item for key, item in actions.items() if BULK.get(key, Action.EDIT) in may}

    # Saving

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.revision += change
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The event of the edit is part of the same transaction, and sees all rows saved."""
        super().save_related(request, form, formsets, change)
        perform(Action.EDIT, form.instance, request.user)  # type: ignore[arg-type]

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._after_save(request, obj)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._after_save(request, obj)

    def _after_save(self, request: HttpRequest, obj: Record) -> HttpResponse:
        unsaved.forget(request.user, request.POST.get("unsaved", ""))  # type: ignore[arg-type]
        for warning in warnings_of(obj):
            self.message_user(request, warning, messages.WARNING)
        self._tell_findings(request, obj)
        saved = "Saved as a draft."
        if "_submit" in request.POST:
            try:
                perform(Action.SUBMIT, obj, request.user)  # type: ignore[arg-type]
                saved = "Saved and submitted: someone else reviews it now."
            except Refused as refusal:
                self.message_user(request, f"Saved as a draft, but not submitted. {refusal}", messages.ERROR)
                return HttpResponseRedirect(self._address(obj))
        self.message_user(request, saved, messages.SUCCESS)
        again = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add")
        return HttpResponseRedirect(again if "_addanother" in request.POST else self._address(obj))

    def _tell_findings(self, request: HttpRequest, obj: Record) -> None:
        """What the do-no-harm check found; submitting says it by its refusal."""
        why = harm.why_not(obj)
        if why and "_submit" not in request.POST:
            self.message_user(request, why, messages.WARNING)

    def _address(self, obj: Record) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[obj.pk])

    # Events are the history: the admin's own log would keep a second copy of titles.

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:record_history", args=[object_id]))

    # Showing

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        record = context["original"]
        editable = record is None or self.has_change_permission(request, record)
        directory = directory_of(request)
        context |= {
            "editable": editable,
            "datalists": [(name, directory.records(name)) for name in self.datalists] if editable else [],
            "panel": Panel(record, request.user, editable) if record else None,
        }
        forms = [inline.formset for inline in context["inline_admin_formsets"]]
        context["clashes"] = clashes(context["adminform"].form, forms) if editable else []
        if record:
            context |= {"title": str(record) or f"#{record.pk}", "subtitle": None}
        return super().render_change_form(request, context, *args, **kwargs)
