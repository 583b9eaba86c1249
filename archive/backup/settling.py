"""What was unpacked becomes an archive of this version, checked, and without what was erased since.

Runs in a process of its own whose DATA_DIR is the folder of what was unpacked, so that nothing is in its
place before this has ended well.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from archive.backup import Refused
from testimonies import erasure_list, ledger, replaying, workflow
from testimonies.vault import guards as vault_guards
from testimonies.vault.models import Sealing
from testimonies.vault.router import ALIAS

PROGRAM = (
    "import sys, django; django.setup(); from archive.backup import settling;"
    " sys.exit(settling.main(sys.argv[1:]))"
)
_REFUSALS = (Refused, replaying.OtherList, workflow.Refused)


def main(arguments: list[str]) -> int:
    """Prints what is to be said, a line each; 1 with the reason as the last line on stderr when refused."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--head", nargs=2, action="append", default=[])
    parser.add_argument("--erasures", type=Path)
    options = parser.parse_args(arguments)
    try:
        for line in settle([(int(number), sha256) for number, sha256 in options.head], options.erasures):
            sys.stdout.write(f"{line}\n")
    except _REFUSALS as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    return 0


def settle(heads: list[tuple[int, str]], erasures: Path | None) -> Iterator[str]:
    """Migrate, verify against heads known from elsewhere, replay; yields what is to be said.

    Raises Refused, testimonies.replaying.OtherList, testimonies.workflow.Refused.
    """
    for alias in connections:
        call_command("migrate", database=alias, verbosity=0, interactive=False)
    for head in heads:
        _verify(head)
    yield "The ledger holds, with all its guards."
    if erasures:
        yield from _replay(erasures)
        _verify(heads[0])
    yield f"The ledger ends at {ledger.head()}."
    yield from _of_the_vault()
    for connection in connections.all():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()


def _verify(head: tuple[int, str]) -> None:
    findings = ledger.verify(head)
    findings += [f"guard missing: {name}" for name in sorted(vault_guards.missing(connections[ALIAS]))]
    if findings:
        raise Refused(f"The ledger of the backup does not hold: {'; '.join(findings[:3])}.")


def _replay(erasures: Path) -> Iterator[str]:
    outcomes = replaying.replay(erasure_list.listed(erasures))
    for outcome in outcomes:
        if outcome.done:
            yield f"Taken out again: {outcome.name}."
    absent = sum(not outcome.done for outcome in outcomes)
    yield (
        f"{len(outcomes)} erasures and withdrawals came after the backup;"
        f" {absent} were of what it does not hold."
    )
    touched = ledger.many(outcome.identifier for outcome in outcomes if outcome.done)
    gone = sorted(identifier for identifier, found in touched.items() if found.document is None)
    if gone:
        yield f"Without a public version now: {', '.join(gone)}. What is left of one is public once approved."


def _of_the_vault() -> Iterator[str]:
    others = Sealing.objects.exclude(recipient=settings.VAULT_RECIPIENT).count()
    if others:
        yield f"{others} rows of the vault are sealed to a key that is not VAULT_RECIPIENT: run vault rotate."
