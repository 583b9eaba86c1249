"""A process: asks a restored installation what it serves, holds and verifies. Prints the answers as JSON."""

import json
import sys

import django

django.setup()

from django.contrib.sessions.models import Session  # noqa: E402
from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402

from search import keeping  # noqa: E402
from testimonies import guards, ledger  # noqa: E402
from testimonies.models import LedgerRow, Passage  # noqa: E402
from testimonies.vault import guards as vault_guards  # noqa: E402
from testimonies.vault.models import Act, Sealing  # noqa: E402
from tests.archive.backup.words import KEPT  # noqa: E402


def main(told: dict) -> dict[str, object]:
    """The answers; `told` is what the living installation printed."""
    client = Client(SERVER_NAME="127.0.0.1")
    number, sha256 = told["head"].split(":")
    kept = client.get(f"/testimonies/{told['identifiers']['kept']}/")
    found = client.get("/search/", {"q": "stands", "format": "json"}).json()
    passages = Passage.objects.filter(testimony_id=told["draft"]).order_by("number")
    return {
        "findings": ledger.verify((int(number), sha256)),
        "missing": sorted(
            guards.missing(connections["default"]) | vault_guards.missing(connections["vault"])
        ),
        "drift": [str(line) for line in keeping.verify()],
        "kept": [kept.status_code, KEPT in kept.content.decode()],
        "hits": sorted(hit["id"] for hit in found["hits"]),
        "gone": client.get(f"/testimonies/{told['identifiers']['record']}/").status_code,
        "withdrawn": client.get(f"/testimonies/{told['identifiers']['withdrawn']}/").status_code,
        "ready": client.get("/readyz").status_code,
        "versions": {
            name: [row.body is not None for row in LedgerRow.objects.filter(identifier=key, kind="published")]
            for name, key in told["identifiers"].items()
        },
        "draft": [passage.standing for passage in passages],
        "forgotten": Sealing.objects.filter(protection=told["forgotten"]).count(),
        "act": Act.objects.filter(protection=told["forgotten"], deed="forget").count(),
        "sealed": Sealing.objects.filter(protection=told["sealed"]).count(),
        "sessions": Session.objects.count(),
    }


if __name__ == "__main__":
    json.dump(main(json.loads(sys.argv[1])), sys.stdout)
