"""Who may see and change what on the desk: the workflow's answer, in the stock admin's words."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest

from testimonies.models import Record
from testimonies.queue import works_here
from testimonies.workflow import Action, why_not

Person = AbstractBaseUser | AnonymousUser


def contributes(user: Person) -> bool:
    """Whether this person may enter records."""
    return user.has_perm("testimonies.contribute")  # type: ignore[union-attr]


def may_edit(request: HttpRequest, record: Record | None) -> bool:
    """Whether this request may carry an edit.

    A form that was sent when it was too late is let through to be refused by RecordForm, which keeps what was
    typed; perform() has the last word.
    """
    if record is None or not record.pk or request.method == "POST":
        return contributes(request.user)
    return not why_not(Action.EDIT, record, request.user)  # type: ignore[arg-type]


class DeskPermissions:
    """For ModelAdmins and their inlines. Records are never deleted; rows of one may be, while edited."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return works_here(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return works_here(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_edit(request, obj)


class RecordPermissions(DeskPermissions):
    """Of a record itself."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return contributes(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class RowPermissions(DeskPermissions):
    """Of the rows on a record's page: as the record."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_edit(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_edit(request, obj)
