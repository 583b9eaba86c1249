"""The two accounts that enter and approve the sample: nobody can sign in as either, except in the demo."""

from django.contrib.auth.models import Group, User

ROLES = {"sample-contributor": "contributor", "sample-moderator": "moderator"}
USERNAMES = tuple(ROLES)


def contributor_and_moderator() -> tuple[User, User]:
    """Both accounts, made when lacking: inactive, without a password, each in its group.

    The objects returned are active, which the workflow asks for; the rows in the database are not.
    """
    contributor, moderator = (_acting(_account(username)) for username in USERNAMES)
    return contributor, moderator


def settle(active: bool) -> None:
    """Leave both accounts active or inactive."""
    User.objects.filter(username__in=USERNAMES).update(is_active=active)


def _account(username: str) -> User:
    account, made = User.objects.get_or_create(
        username=username, defaults={"is_active": False, "is_staff": True}
    )
    if made:
        account.set_unusable_password()
        account.save(update_fields=["password"])
    account.groups.add(Group.objects.get(name=ROLES[username]))
    return account


def _acting(account: User) -> User:
    # Never saved: should the load break off, no account is left open.
    account.is_active = True
    return account
