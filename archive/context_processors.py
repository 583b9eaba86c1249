"""What every template knows: the archive's name, where its ledger stands, the page in each language."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from search import forgetting
from testimonies import ledger
from testimonies.addresses import canonical
from testimonies.models import Head

LONGEST = 2000  # characters of an address


def house(request: HttpRequest) -> dict[str, object]:
    """`archive_name`, `ark_naan`, `languages` and, when a template asks for it, `ledger_head`."""
    return {
        "archive_name": settings.ARCHIVE_NAME,
        "ark_naan": settings.ARK_NAAN,
        "languages": _languages(request),
        "ledger_head": SimpleLazyObject(_head),
    }


def _head() -> Head:
    end = ledger.head()
    forgetting.look(end)
    return end


@dataclass(frozen=True)
class PageIn:
    """The page that was asked for, in one language: its path with the query, and its whole address."""

    code: str
    name: str
    path: str
    whole: str


def _languages(request: HttpRequest) -> list[PageIn]:
    """The same page in every language; none for the desk and for ARKs, which have one address alone."""
    if request.path.startswith(("/curate/", "/ark:")):
        return []
    whole = request.get_full_path()
    # A query of a megabyte is refused, and not said again.
    plain = canonical(whole if len(whole) <= LONGEST else whole.partition("?")[0])
    paths = [
        (code, name, plain if code == settings.LANGUAGE_CODE else f"/{code}{plain}")
        for code, name in settings.LANGUAGES
    ]
    return [PageIn(code, name, path, request.build_absolute_uri(path)) for code, name, path in paths]
