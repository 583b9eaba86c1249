"""The formats of a description: Dublin Core (oai_dc), and MODS 3.7, which keeps what the first cannot.

Names carry their prefix as written, so that the document reads as the protocol shows it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from testimonies.oai.describing import Description

XSI = "http://www.w3.org/2001/XMLSchema-instance"
_DC, _OAI_DC = "http://purl.org/dc/elements/1.1/", "http://www.openarchives.org/OAI/2.0/oai_dc/"
_MODS = "http://www.loc.gov/mods/v3"
# prefix -> namespace, where its schema lies
SCHEMAS = {
    "oai_dc": (_OAI_DC, "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"),
    "mods": (_MODS, "http://www.loc.gov/standards/mods/v3/mods-3-7.xsd"),
}
# What XML 1.0 cannot hold.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Format:
    """A metadata format: where its schema and namespace are, and how it is written."""

    namespace: str
    schema: str
    write: Callable[[Description], Element]


def root(name: str, namespaces: Mapping[str, str], schema: tuple[str, str]) -> Element:
    """An element that declares namespaces by prefix ("" is the default) and where its schema lies."""
    found = {f"xmlns:{prefix}" if prefix else "xmlns": uri for prefix, uri in namespaces.items()}
    return Element(name, found | {"xmlns:xsi": XSI, "xsi:schemaLocation": " ".join(schema)})


def xml_text(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def put(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    """A new element below `parent`; characters that XML cannot hold are left out."""
    element = SubElement(parent, name, {key: xml_text(value) for key, value in attributes.items()})
    if text is not None:
        element.text = xml_text(text)
    return element


def dublin_core(record: Description) -> Element:
    """Unqualified Dublin Core."""
    dc, told = root("oai_dc:dc", {"oai_dc": _OAI_DC, "dc": _DC}, SCHEMAS["oai_dc"]), record.told
    notes = [
        note.text if note.kind.startswith("passage") else f"[{note.kind}] {note.text}" for note in told.notes
    ]
    values: list[tuple[str, list[str]]] = [
        ("title", [record.title, *(text for text, _language in told.other_titles)]),
        ("creator", list(told.creators)),
        ("subject", [text for named in record.about for text in (named.words, named.ark)]),
        ("description", [text for text in (told.abstract, *notes) if text]),
        ("publisher", [record.publisher]),
        ("date", [record.day]),
        ("type", ["StillImage" if told.still_image else "Text", record.genre]),
        ("identifier", [record.address, record.ark]),
        ("language", [told.language]),
        ("relation", record.relations),
        ("coverage", [period.text for period in told.periods]),
        ("rights", [told.rights]),
    ]
    for name, texts in values:
        for text in dict.fromkeys(texts):
            put(dc, f"dc:{name}", text)
    return dc


def mods(record: Description) -> Element:
    """MODS 3.7: passages and content notes apart, periods as EDTF, version and place in the ledger."""
    top, told = root("mods", {"": _MODS}, SCHEMAS["mods"]), record.told
    top.set("version", "3.7")
    put(put(top, "titleInfo"), "title", record.title)
    for text, language in told.other_titles:
        put(put(top, "titleInfo", type="alternative", lang=language), "title", text)
    for creator in told.creators:
        put(put(top, "name"), "namePart", creator)
    put(top, "typeOfResource", "still image" if told.still_image else "text")
    put(top, "genre", record.genre)
    issued = put(top, "originInfo")
    put(issued, "publisher", record.publisher)
    put(issued, "dateIssued", record.day, encoding="w3cdtf")
    put(issued, "edition", f"version {record.version}")
    put(put(top, "language"), "languageTerm", told.language, type="code", authority="rfc5646")
    _texts(top, record)
    _links(top, record)
    return top


def _texts(top: Element, record: Description) -> None:
    if record.told.abstract:
        put(top, "abstract", record.told.abstract)
    for note in record.told.notes:
        put(top, "note", note.text, type=note.kind.rstrip(" 0123456789"), displayLabel=note.kind)
    for named in record.about:
        put(put(top, "subject"), "topic", named.words, valueURI=named.ark)
    for period in record.told.periods:
        subject = put(top, "subject", displayLabel=period.text)
        put(subject, "temporal", period.edtf, encoding="edtf")


def _links(top: Element, record: Description) -> None:
    for relation in record.relations:
        put(put(top, "relatedItem"), "identifier", relation, type="uri")
    put(top, "identifier", record.ark, type="ark")
    put(put(top, "location"), "url", record.address, usage="primary")
    put(top, "accessCondition", record.told.rights, type="use and reproduction")
    about = put(top, "recordInfo")
    put(about, "recordContentSource", record.publisher)
    put(about, "recordChangeDate", record.day, encoding="w3cdtf")
    put(about, "recordIdentifier", record.ark)
    put(about, "recordInfoNote", record.ledger)


FORMATS = {
    prefix: Format(*SCHEMAS[prefix], write) for prefix, write in {"oai_dc": dublin_core, "mods": mods}.items()
}
