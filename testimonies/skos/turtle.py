"""Resources as Turtle (E. Prud'hommeaux, G. Carothers, RDF 1.1 Turtle, W3C 2014)."""

from collections.abc import Iterable

from testimonies.skos.terms import PREFIXES, Iri, Literal, Part, Resource, Value, grouped

_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def turtle(resources: Iterable[Resource]) -> str:
    """A document of these resources."""
    prefixes = [f"@prefix {name}: <{uri}> ." for name, uri in PREFIXES.items()]
    return "\n".join([*prefixes, "", *map(_resource, resources)])


def _resource(resource: Resource) -> str:
    lines = [f"    {name} {_values(values)}" for name, values in resource.grouped().items()]
    return " ;\n".join([f"<{resource.iri.text}> a {resource.kind}", *lines]) + " .\n"


def _values(values: list[Value]) -> str:
    return ", ".join(map(_value, values))


def _value(value: Value) -> str:
    match value:
        case Iri():
            return f"<{value.text}>"
        case Literal():
            tail = f"@{value.language}" if value.language else f"^^{value.datatype}" if value.datatype else ""
            return f'"{escaped(value.text)}"{tail}'
        case Part():
            inner = [f"{name} {_values(found)}" for name, found in grouped(value.properties).items()]
            return f"[ {' ; '.join([f'a {value.kind}', *inner])} ]"


def escaped(text: str) -> str:
    """A text between double quotes: quotes, backslashes and control characters escaped."""
    return "".join(_SHORT.get(char) or (char if char >= " " else f"\\u{ord(char):04X}") for char in text)
