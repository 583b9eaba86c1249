"""A process that acts on many records at once with another: approve, or edit.

Two that race take up each record together (Pace), so that each record is a race.
"""

import json
import mmap
import struct
import sys
import time
from collections import Counter

import django
from django.conf import settings

django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.db import transaction  # noqa: E402

from testimonies import ledger  # noqa: E402
from testimonies.models import LedgerRow, Record, Source  # noqa: E402
from testimonies.workflow import Action, Refused, perform  # noqa: E402
from tests.factories import CHECKED  # noqa: E402


class Pace:
    """Where each of two processes is, in a file that both map. `meet` waits for the other, for a while."""

    def __init__(self, place):
        with (settings.DATA_DIR / "pace").open("r+b") as file:
            self.map, self.place = mmap.mmap(file.fileno(), 16), place

    def meet(self, step):
        self.map[self.place * 8 : self.place * 8 + 8] = struct.pack("q", step)
        until = time.monotonic() + 20
        while struct.unpack("qq", self.map[:])[1 - self.place] < step and time.monotonic() < until:
            time.sleep(0.0002)


def raced(place):
    """The key of each record, when the other process has come to it too."""
    pace = Pace(int(place))
    for step, key in enumerate(Record.objects.order_by("pk").values_list("pk", flat=True), 1):
        pace.meet(step)
        yield key
    pace.meet(10**9)


def approve(username, place):
    """Approve every record there is; how often it was done and how often refused; what stands then."""
    user, outcome = User.objects.get(username=username), Counter()
    for key in raced(place):
        try:
            perform(Action.APPROVE, Record.objects.get(pk=key), user, checked=CHECKED)
            outcome["done"] += 1
        except Refused:
            outcome["refused"] += 1
    return outcome | look()


def edit(username, place):
    """Change every record as the desk does, content and event in one transaction, then without any event."""
    user, outcome = User.objects.get(username=username), Counter()
    for key in raced(place):
        try:
            with transaction.atomic():  # takes the write lock at its beginning, as a request of the desk does
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
    acts = {"approve": approve, "edit": edit}
    json.dump(acts[sys.argv[1]](*sys.argv[2:]), sys.stdout)
