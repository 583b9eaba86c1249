"""What a vocabulary is written in: resources with properties, whose values are addresses, texts or parts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

PREFIXES = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_LANGUAGE = re.compile(r"[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*")
# What an IRI cannot hold as it is (RFC 3987, and the production IRIREF of Turtle).
_NOT_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')


@dataclass(frozen=True)
class Iri:
    """An address. Characters it cannot hold are written as percent signs and digits."""

    text: str

    def __post_init__(self) -> None:
        escaped = _NOT_IRI.sub(lambda found: f"%{ord(found.group()):02X}", self.text)
        object.__setattr__(self, "text", escaped)


@dataclass(frozen=True)
class Literal:
    """A text in a language, or of a datatype ("xsd:date"). A language that is no tag (BCP 47) is left out."""

    text: str
    language: str = ""
    datatype: str = ""

    def __post_init__(self) -> None:
        if not _LANGUAGE.fullmatch(self.language):
            object.__setattr__(self, "language", "")


@dataclass(frozen=True)
class Part:
    """A resource without an address of its own."""

    kind: str
    properties: tuple[tuple[str, "Value"], ...]


Value = Iri | Literal | Part
Properties = tuple[tuple[str, Value], ...]


@dataclass(frozen=True)
class Resource:
    """A resource with its class ("skos:Concept") and properties, each value once."""

    iri: Iri
    kind: str
    properties: Properties

    def grouped(self) -> dict[str, list[Value]]:
        """Values by property, in order."""
        return grouped(self.properties)


def grouped(properties: Iterable[tuple[str, Value]]) -> dict[str, list[Value]]:
    """Values by property, in order of first mention, each once."""
    found: dict[str, list[Value]] = {}
    for name, value in properties:
        values = found.setdefault(name, [])
        if value not in values:
            values.append(value)
    return found
