"""What every template knows: the archive's name and where its ledger stands."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from search import forgetting
from testimonies import ledger
from testimonies.models import Head


def house(request: HttpRequest) -> dict[str, object]:
    """`archive_name`, `ark_naan` and, when a template asks for it, `ledger_head`."""
    return {
        "archive_name": settings.ARCHIVE_NAME,
        "ark_naan": settings.ARK_NAAN,
        "ledger_head": SimpleLazyObject(_head),
    }


def _head() -> Head:
    end = ledger.head()
    forgetting.look(end)
    return end
