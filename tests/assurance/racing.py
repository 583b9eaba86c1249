"""A process that acts on many records at once with another: build, approve, edit, or look at the end."""

import json
import sys
from collections import Counter

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.db import transaction  # noqa: E402

from testimonies import ledger  # noqa: E402
from testimonies.models import LedgerRow, Record, Source  # noqa: E402
from testimonies.workflow import Action, Refused, perform  # noqa: E402
from tests.factories import CHECKED, make_source, make_user  # noqa: E402


def build(count):
    """Records that wait in review."""
    author, reviewer = make_user("contributor"), make_user("moderator")
    people = [make_user("moderator").username for _ in range(2)]
    for _ in range(int(count)):
        source = make_source()
        perform(Action.SUBMIT, source, author)
        perform(Action.START, source, reviewer)
    return people


def approve(username):
    """Approve every record there is; how often it was done and how often refused."""
    user, outcome = User.objects.get(username=username), Counter()
    for key in Record.objects.order_by("pk").values_list("pk", flat=True):
        try:
            perform(Action.APPROVE, Record.objects.get(pk=key), user, checked=CHECKED)
            outcome["done"] += 1
        except Refused:
            outcome["refused"] += 1
    return outcome


def edit(username):
    """Change every record as the desk does, content and event in one transaction, then without any event."""
    user, outcome = User.objects.get(username=username), Counter()
    for key in Record.objects.order_by("pk").values_list("pk", flat=True):
        try:
            with transaction.atomic():
                Source.objects.filter(pk=key).update(title=f"Slipped in {key}")
                if key % 2:
                    perform(Action.RETURN, Record.objects.get(pk=key), user, note="To edit it.")
                    perform(Action.EDIT, Record.objects.get(pk=key), user)
            outcome["done"] += 1
        except Refused:
            outcome["refused"] += 1
    return outcome


def look():
    """What stands in the ledger at the end."""
    rows = LedgerRow.objects.filter(kind="published")
    slipped = [row.identifier for row in rows if "Slipped in" in str(row.body)]
    return {"rows": rows.count(), "slipped": slipped, "findings": ledger.verify()}


if __name__ == "__main__":
    acts = {"build": build, "approve": approve, "edit": edit, "look": look}
    json.dump(acts[sys.argv[1]](*sys.argv[2:]), sys.stdout)
