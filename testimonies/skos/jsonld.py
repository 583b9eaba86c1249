"""Resources as JSON-LD (M. Sporny and others, JSON-LD 1.1, W3C 2020), the context within the document."""

import json
from collections.abc import Iterable
from typing import Any

from testimonies.skos.terms import PREFIXES, Iri, Literal, Part, Resource, Value, grouped


def jsonld(resources: Iterable[Resource]) -> str:
    """A document of these resources."""
    graph = [{"@id": one.iri.text, "@type": one.kind} | _properties(one.grouped()) for one in resources]
    return json.dumps({"@context": PREFIXES, "@graph": graph}, ensure_ascii=False, indent=1) + "\n"


def _properties(found: dict[str, list[Value]]) -> dict[str, Any]:
    return {name: [_value(value) for value in values] for name, values in found.items()}


def _value(value: Value) -> dict[str, Any]:
    match value:
        case Iri():
            return {"@id": value.text}
        case Literal():
            about = {"@language": value.language, "@type": value.datatype}
            return {"@value": value.text} | {name: said for name, said in about.items() if said}
        case Part():
            return {"@type": value.kind} | _properties(grouped(value.properties))
