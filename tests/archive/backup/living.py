"""A process: an installation that fills itself, makes a backup, and erases in every way there is afterwards.

Prints as JSON what the tests ask about. Every text that is erased is made of one of the words below.
"""

import json
import sys
from io import StringIO
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from testimonies import ledger  # noqa: E402
from testimonies.models import Figure, LedgerRow  # noqa: E402
from testimonies.protecting import Facts, protect  # noqa: E402
from testimonies.vault import custody  # noqa: E402
from testimonies.vault.envelope import Details  # noqa: E402
from testimonies.vocabulary import Use  # noqa: E402
from testimonies.workflow import Action, perform  # noqa: E402
from tests.archive.backup.words import BEFORE, DRAFT, EXACT, KEPT, PASSAGE, PIXELS, RECORD, SINCE, TITLE  # noqa: E402
from tests.factories import make_testimony, make_user, make_witness, publish  # noqa: E402
from tests.signing_in import count_forced_sessions  # noqa: E402


class Living:
    """What there is before the backup."""

    def __init__(self) -> None:
        self.custodian = make_user("custodian")
        self.withdrawn = publish(make_testimony(texts=(KEPT,)))
        self.kept = publish(make_testimony(texts=(KEPT,), title=TITLE))
        self.passage = publish(make_testimony(texts=(KEPT, f"A synthetic {PASSAGE}.")))
        self.record = publish(make_testimony(texts=(f"A synthetic {RECORD}.",)))
        self.finer = publish(make_testimony(texts=(KEPT,), given=EXACT))
        self.figure = Figure(
            title="Synthetic", alt="A square.", credit="None", rights="CC0", width=1, height=1
        )
        self.figure.image.save(f"{'a' * 64}.png", ContentFile(PIXELS), save=False)
        self.figure.save()
        publish(self.figure)
        self.draft = make_testimony(texts=(KEPT, f"A synthetic {DRAFT}."))
        perform(Action.EDIT, self.draft, make_user("contributor"))
        self.forgotten, self.sealed = (self._witness() for _ in range(2))
        count_forced_sessions()
        Client().force_login(make_user("contributor"))
        erased = publish(make_testimony(texts=(KEPT, f"A synthetic {BEFORE}.")))
        perform(Action.ERASE, erased, self.custodian, passage=2)

    def _witness(self):
        witness = make_witness(naming="pseudonym", unlinked=True)
        details = Details(legal_name="Synthetic Name")
        protect(witness, Facts((Use.PUBLICATION,)), details, make_user("contributor"))
        return witness

    def erase(self) -> None:
        """What is erased after the backup."""
        perform(Action.ERASE, self.passage, self.custodian, passage=2)
        perform(Action.ERASE, self.record, self.custodian)
        perform(Action.ERASE, self.draft, self.custodian, passage=2)
        perform(Action.ERASE, self.figure, self.custodian)
        perform(Action.WITHDRAW, self.withdrawn, make_user("moderator"), note="a test")
        self.finer.refresh_from_db()
        self.finer.public_given = "2001"
        self.finer.save()
        publish(self.finer)
        assert LedgerRow.objects.filter(record_id=self.finer.pk, body=None).exists()
        since = publish(make_testimony(texts=(f"A synthetic {SINCE}.",)))
        perform(Action.ERASE, since, self.custodian)
        custody.forget(self.forgotten.protection, "a test", "a test")


settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def main(backup: str) -> dict[str, object]:
    """Fill, back up, erase; what the tests ask about."""
    living, said = Living(), StringIO()
    call_command("rebuild_index", stdout=StringIO())
    call_command("backup", backup, stdout=said)
    beside = sorted(path.name for path in Path(settings.DATA_DIR).iterdir())
    head = ledger.head()
    living.erase()
    names = ("kept", "withdrawn", "passage", "record", "finer", "figure")
    return {
        "head": f"{head.number}:{head.sha256}",
        "said": said.getvalue(),
        "beside": beside,
        "identifiers": {name: getattr(living, name).identifier for name in names},
        "draft": living.draft.pk,
        "forgotten": living.forgotten.protection,
        "sealed": living.sealed.protection,
    }


if __name__ == "__main__":
    json.dump(main(sys.argv[1]), sys.stdout)
