"""Roles: which group may do what."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import router

from testimonies.models import Record

ROLES = {
    "contributor": ["contribute", "seal"],
    "moderator": ["contribute", "review"],
    "editor": ["contribute", "review"],
    "custodian": ["erase", "seal"],
}


def make_groups(using: str = "default", **kwargs: Any) -> None:
    """Make the groups and give each its permissions; run after every migrate of their database."""
    if not router.allow_migrate_model(using, Group):
        return
    for role, names in ROLES.items():
        group, _made = Group.objects.using(using).get_or_create(name=role)
        group.permissions.add(*(_permission(name, using) for name in names))


def _permission(codename: str, using: str) -> Permission:
    # Django makes these in a post_migrate of its own, which may run after ours.
    record = ContentType.objects.db_manager(using).get_for_model(Record)
    names = dict(Record._meta.permissions)
    return Permission.objects.using(using).get_or_create(
        codename=codename, content_type=record, defaults={"name": names[codename]}
    )[0]
