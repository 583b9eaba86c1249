"""Who is told that something of theirs was decided: in the desk, and by mail if there is any."""

import logging

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.core.mail import send_mail
from django.db import transaction

from testimonies.models import Event, Notice

SUBJECT = "Something waits for you"
# No name of the archive, no address, no title: who reads someone's mail learns nothing of their work.
BODY = "Something waits for you at your desk. Sign in to read it."


def leave(event: Event, authors: set[str]) -> None:
    """Tell every author but the one who acted; by mail only who has no other notice to read."""
    people = list(User.objects.filter(actor__in=authors, is_active=True).exclude(actor=event.actor_id))
    waiting = set(Notice.objects.filter(user__in=people, read=False).values_list("user", flat=True))
    Notice.objects.bulk_create(Notice(user=person, event=event) for person in people)
    if settings.EMAIL_URL:
        addresses = [person.email for person in people if person.email and person.pk not in waiting]
        transaction.on_commit(lambda: _send(addresses))


def unread(user: AbstractBaseUser | AnonymousUser) -> int:
    """How many notices this person has not read yet."""
    return Notice.objects.filter(user=user.pk, read=False).count()


def _send(addresses: list[str]) -> None:
    """One letter each, so that nobody sees another's address. One that fails is logged: the act stands."""
    for address in addresses:
        try:
            send_mail(SUBJECT, BODY, None, [address])
        except OSError as error:
            # Only its class: the words of a mail server name the address.
            logging.getLogger(__name__).warning("a notice was not sent by mail: %s", type(error).__name__)
