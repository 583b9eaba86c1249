"""A process that publishes an account with a telling passage, erases it, and leaves its files behind."""

import json
import sys
from io import StringIO

import django
from django.conf import settings
from django.core.management import call_command

django.setup()

from testimonies import ledger  # noqa: E402
from testimonies.models import Passage  # noqa: E402
from testimonies.workflow import Action, perform  # noqa: E402
from tests.factories import CHECKED, make_testimony, make_user, publish  # noqa: E402


def main(secret):
    author = make_user("contributor")
    testimony = make_testimony(texts=("It begins harmlessly.", secret))
    perform(Action.COMMENT, testimony, author, note=f"Is this safe? {secret}")
    publish(publish(testimony))
    Passage.objects.filter(testimony=testimony, number=1).update(text="It begins otherwise. " * 200)
    publish(testimony)
    call_command("rebuild_index", verbosity=0)
    held = [
        str(path.relative_to(settings.DATA_DIR))
        for path in settings.DATA_DIR.rglob("*")
        if path.is_file() and _holds(path)
    ]
    out = StringIO()
    call_command("erase", testimony.identifier, passage=2, stdout=out)
    moderator = make_user("moderator")
    testimony.refresh_from_db()
    perform(Action.START, testimony, moderator)
    perform(Action.APPROVE, testimony, moderator, checked=CHECKED)
    versions = [version.document is not None for version in ledger.history(testimony.identifier)]
    json.dump(
        {"held": held, "said": out.getvalue(), "versions": versions, "findings": ledger.verify()}, sys.stdout
    )


def _holds(path):
    return b"bicycl" in path.read_bytes()


if __name__ == "__main__":
    main(sys.argv[1])
