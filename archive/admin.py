"""People on the desk: accounts made with a one-time password, each in the groups that say its task."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from archive.accounts.handing_out import one_time_password, reset_sign_in

# Secrets of second factors have no page; addresses of mail are the account's own field.
for _model in (Authenticator, EmailAddress, User, Group):
    admin.site.unregister(_model)


class PersonForm(UserChangeForm):  # type: ignore[type-arg]
    """An account; an administrator has no other task."""

    password = None  # type: ignore[assignment]

    def clean(self) -> dict[str, Any] | None:
        """Refuses a second task beside that of an administrator."""
        found = super().clean()
        names = {group.name for group in self.cleaned_data.get("groups", ())}
        if "administrator" in names and len(names) > 1:
            self.add_error("groups", _("An administrator looks after accounts and has no other task."))
        return found


@admin.register(User)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]
    """Accounts. Nobody changes their own tasks, and only a superuser one who is."""

    form = PersonForm
    add_form = PersonForm
    change_form_template = "admin/person.html"
    add_form_template = None
    list_display = ("username", "tasks", "is_active", "last_login")
    list_filter = ("groups", "is_active")
    filter_horizontal = ()
    fieldsets = add_fieldsets = (  # type: ignore[assignment]
        (None, {"fields": ("username", ("first_name", "last_name"), "email", "groups", "is_active")}),
    )

    @admin.display(description=_("Tasks"))
    def tasks(self, user: User) -> str:
        names = [group.name for group in user.groups.all()]
        return ", ".join([*names, *(["superuser"] if user.is_superuser else [])])

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def get_urls(self) -> list[URLPattern]:
        """The stock addresses without that of setting someone's password, and that of handing one out."""
        stock = [url for url in super().get_urls() if url.name != "auth_user_password_change"]
        reset = self.admin_site.admin_view(require_POST(self.reset))
        return [path("<int:pk>/reset/", reset, name="auth_user_reset"), *stock]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        own = obj is not None and obj.pk == request.user.pk
        return ("groups", "is_active") if own and not request.user.is_superuser else ()

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        reserved = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not reserved

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Never: an account that is closed still says who did what."""
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            obj.is_staff = True
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def response_add(
        self, request: HttpRequest, obj: User, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._told(request, obj, one_time_password(obj))

    def reset(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Hand out a one-time password and remove all second factors of an account."""
        person = get_object_or_404(User, pk=pk)
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        password = reset_sign_in(person)
        self.log_change(request, person, "Sign-in reset.")
        return self._told(request, person, password)

    def _told(self, request: HttpRequest, person: User, password: str) -> HttpResponse:
        """The one page that ever shows it: not a redirect, for a message would be kept in a cookie."""
        context = {"title": f"One-time password of {person}", "person": person, "password": password}
        every = self.admin_site.each_context(request) | {"opts": self.opts}
        return TemplateResponse(request, "admin/one_time_password.html", every | context)


@admin.register(Group)
class TaskAdmin(GroupAdmin):
    """The tasks, to look at: what each may do stands in testimonies/accounts.py."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
