"""Where a record is read: the one place that knows which noun stands below which address."""

from django.conf import settings
from django.utils.translation import get_language

from testimonies.ledger import Published
from testimonies.vocabulary import EntityKind, Noun

FOLDERS = {
    Noun.TESTIMONY: "testimonies",
    Noun.CLAIM: "claims",
    Noun.SOURCE: "sources",
    Noun.WITNESS: "witnesses",
    Noun.ENTITY: "entities",
    Noun.TOPIC: "topics",
    Noun.FIGURE: "figures",
    Noun.DISAGREEMENT: "disagreements",
    Noun.COLLECTION: "collections",
}
CAMPS = "camps"
# folder in an address -> noun of the records below it; camps are entities
NOUNS = {folder: noun for noun, folder in FOLDERS.items()} | {CAMPS: Noun.ENTITY}


def address(identifier: str, noun: str, kind: str | None = None, version: int | None = None) -> str:
    """The path of a record, or of one version of it: "/testimonies/T-000117/v2/".

    `kind` is an entity's EntityKind, for camps stand below an address of their own. Raises ValueError for
    a noun that is none.
    """
    is_camp = noun == Noun.ENTITY and kind == EntityKind.CAMP
    folder = CAMPS if is_camp else FOLDERS[Noun(noun)]
    pinned = f"v{version}/" if version is not None else ""
    return f"/{folder}/{identifier}/{pinned}"


def address_of(published: Published) -> str:
    """The path of the record's current page. A record that is gone has no kind any more: its plain path."""
    return address(published.identifier, published.noun, getattr(published.document, "kind", None))


def version_address_of(published: Published) -> str:
    """The path of the page of exactly this version."""
    kind = getattr(published.document, "kind", None)
    return address(published.identifier, published.noun, kind, published.version)


def in_language(path: str) -> str:
    """A path of a page in the reader's language: "/ko/camps/kwalliso-18/". Citations and files have none."""
    language = get_language() or settings.LANGUAGE_CODE
    return path if language == settings.LANGUAGE_CODE else f"/{language}{path}"


def canonical(path: str) -> str:
    """The path without a language, the one that is cited: "/camps/kwalliso-18/" for the same below /ko/."""
    first, _slash, rest = path.removeprefix("/").partition("/")
    others = {code for code, _name in settings.LANGUAGES} - {settings.LANGUAGE_CODE}
    # Never two slashes: they would name another host.
    return f"/{rest.lstrip('/')}" if first in others else path
