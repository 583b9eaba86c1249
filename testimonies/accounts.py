"""Roles: which group may do what. Written out here, and put back after every migrate."""

from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db import router
from django.db.models import Model

from testimonies.models import Record

# By role, permissions on records. An administrator has none: they look after accounts and see no record.
ROLES = {
    "contributor": ["contribute", "seal"],
    "moderator": ["contribute", "review"],
    "editor": ["contribute", "edit"],
    "custodian": ["erase", "seal"],
    "administrator": [],
}
SYSTEM_CUSTODIAN = "system-custodian"
OF_ACCOUNTS = {"administrator": ["add_user", "change_user", "view_user", "view_group"]}


def make_groups(using: str = "default", **kwargs: Any) -> None:
    """Make the groups and give each its permissions; run after every migrate of their database."""
    if not router.allow_migrate_model(using, Group):
        return
    for role, names in ROLES.items():
        group, _made = Group.objects.using(using).get_or_create(name=role)
        own = [_on_records(name, using) for name in names]
        own += [_on_accounts(name, using) for name in OF_ACCOUNTS.get(role, [])]
        group.permissions.set(own)


# Django makes permissions in a post_migrate of its own, which may run after ours.


def _on_records(codename: str, using: str) -> Permission:
    return _permission(Record, codename, dict(Record._meta.permissions)[codename], using)


def _on_accounts(codename: str, using: str) -> Permission:
    verb, noun = codename.split("_")
    return _permission({"user": User, "group": Group}[noun], codename, f"Can {verb} {noun}", using)


def _permission(model: type[Model], codename: str, name: str, using: str) -> Permission:
    content_type = ContentType.objects.db_manager(using).get_for_model(model)
    return Permission.objects.using(using).get_or_create(
        codename=codename, content_type=content_type, defaults={"name": name}
    )[0]


def system_custodian() -> User:
    """The account that answers for erasures at the shell: nobody can sign in with it.

    It may erase and submit, not review: whoever approves afterwards is another.
    """
    user, made = User.objects.get_or_create(username=SYSTEM_CUSTODIAN)
    if made:
        user.set_unusable_password()
        user.save()
    user.groups.add(Group.objects.get(name="custodian"))
    user.user_permissions.add(
        Permission.objects.get(codename="contribute", content_type__app_label="testimonies")
    )
    return User.objects.get(pk=user.pk)
