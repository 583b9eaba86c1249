"""What each verb answers, as XML elements."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

from django.conf import settings

from testimonies import ark, ledger
from testimonies.citing import ark_of
from testimonies.ledger import Published, Touch
from testimonies.oai.asking import ProtocolError, prefix_of, selection_of
from testimonies.oai.describing import describe
from testimonies.oai.formats import FORMATS, put
from testimonies.oai.places import Page, Place, page_at, place_of
from testimonies.vocabulary import Noun

Arguments = dict[str, str]
EPOCH = "1970-01-01T00:00:00Z"


def answer(arguments: Arguments, base: str, site: str) -> Element:
    """The element named like the verb. Raises ProtocolError.

    `base` is the repository's address, `site` the archive's, without a slash at its end.
    """
    element = Element(arguments["verb"])
    _VERBS[arguments["verb"]](element, arguments, base, site)
    return element


def _identify(element: Element, arguments: Arguments, base: str, site: str) -> None:
    first = ledger.first_moment()
    put(element, "repositoryName", settings.ARCHIVE_NAME)
    put(element, "baseURL", base)
    put(element, "protocolVersion", "2.0")
    put(element, "adminEmail", settings.CONTACT_EMAIL)
    put(element, "earliestDatestamp", f"{first[:19]}Z" if first else EPOCH)
    put(element, "deletedRecord", "persistent")
    put(element, "granularity", "YYYY-MM-DDThh:mm:ssZ")
    put(element, "compression", "gzip")


def _list_sets(element: Element, arguments: Arguments, base: str, site: str) -> None:
    if "resumptionToken" in arguments:
        raise ProtocolError("badResumptionToken", "The list of sets is given whole.")
    for noun in Noun:
        found = put(element, "set")
        put(found, "setSpec", noun.value)
        put(found, "setName", f"Records of the kind “{noun.label}”")


def _list_formats(element: Element, arguments: Arguments, base: str, site: str) -> None:
    if "identifier" in arguments:
        _touch(arguments["identifier"])
    for prefix, written in FORMATS.items():
        found = put(element, "metadataFormat")
        put(found, "metadataPrefix", prefix)
        put(found, "schema", written.schema)
        put(found, "metadataNamespace", written.namespace)


def _get_record(element: Element, arguments: Arguments, base: str, site: str) -> None:
    prefix, touch = prefix_of(arguments), _touch(arguments["identifier"])
    _record(element, touch, ledger.current(touch.identifier), prefix, site)


def _touch(name: str) -> Touch:
    """The record of an OAI identifier, which is its ARK. Raises ProtocolError (idDoesNotExist)."""
    try:
        found = ledger.touched(identifiers=[ark.parse(name).identifier])
    except ark.ArkError:
        found = []
    if not found or ark_of(found[0].identifier) != name:
        raise ProtocolError("idDoesNotExist", "No record was ever published under this identifier.")
    return found[0]


def _list_identifiers(element: Element, arguments: Arguments, base: str, site: str) -> None:
    place = _place(arguments)
    page = page_at(place)
    for touch, now in _as_now(page):
        _header(element, touch, now)
    _token(element, place, page)


def _list_records(element: Element, arguments: Arguments, base: str, site: str) -> None:
    place = _place(arguments)
    page = page_at(place)
    for touch, now in _as_now(page):
        _record(element, touch, now, place.selection.prefix, site)
    _token(element, place, page)


def _place(arguments: Arguments) -> Place:
    if "resumptionToken" in arguments:
        return place_of(arguments["resumptionToken"], arguments["verb"])
    return Place(arguments["verb"], selection_of(arguments), ledger.head().number)


def _as_now(page: Page) -> list[tuple[Touch, Published | None]]:
    """The records of a page as they stand now, with their newest rows: what is gone since is gone."""
    identifiers = [touch.identifier for touch in page.touches]
    newest = {touch.identifier: touch for touch in ledger.touched(identifiers=identifiers)}
    public = ledger.many(identifiers)
    return [(newest[identifier], public.get(identifier)) for identifier in identifiers]


def _record(parent: Element, touch: Touch, now: Published | None, prefix: str, site: str) -> None:
    record = put(parent, "record")
    _header(record, touch, now)
    if now is not None and now.document is not None:
        put(record, "metadata").append(FORMATS[prefix].write(describe(now, site)))


def _header(parent: Element, touch: Touch, now: Published | None) -> None:
    header = put(parent, "header")
    if now is None or now.document is None:
        header.set("status", "deleted")
    put(header, "identifier", ark_of(touch.identifier))
    put(header, "datestamp", touch.second)
    put(header, "setSpec", touch.noun)


def _token(element: Element, place: Place, page: Page) -> None:
    """The token for what is left. The last page of several has an empty one, a list on one page has none."""
    if page.rest is not None or place.cursor:
        text = page.rest.token() if page.rest else None
        put(element, "resumptionToken", text, completeListSize=str(page.size), cursor=str(place.cursor))


_VERBS: dict[str, Callable[[Element, Arguments, str, str], None]] = {
    "Identify": _identify,
    "ListSets": _list_sets,
    "ListMetadataFormats": _list_formats,
    "GetRecord": _get_record,
    "ListIdentifiers": _list_identifiers,
    "ListRecords": _list_records,
}
