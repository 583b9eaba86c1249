"""A process that fills a small installation: a witness, someone signed in. Prints keys as JSON."""

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from tests.factories import make_testimony, make_user, make_witness  # noqa: E402
from tests.signing_in import count_forced_sessions  # noqa: E402


def install() -> dict[str, object]:
    """What the test needs to know: keys of the witness and of a testimony, and a signed-in session."""
    call_command("rebuild_index", verbosity=0, stdout=sys.stderr)
    witness, client = make_witness(unlinked=True), Client()
    testimony = make_testimony(witness=witness)
    count_forced_sessions()
    client.force_login(make_user("contributor", "custodian"))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"witness": witness.pk, "testimony": testimony.pk, "session": session}


if __name__ == "__main__":
    json.dump(install(), sys.stdout)
