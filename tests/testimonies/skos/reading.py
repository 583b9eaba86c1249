"""Turtle and JSON-LD read back into triples, strictly: what the grammar does not allow is an error here.

Reads the part of Turtle the archive writes: prefixes, IRIs, prefixed names, `a`, lists of properties and
values, blank nodes with properties, and texts in double quotes.
"""

import json
import re

TOKEN = re.compile(
    r"""\s*(?:
      (?P<prefix>@prefix\s+(?P<name>[a-z]+):\s*<(?P<uri>[^\x00-\x20<>"{}|^`\\]*)>\s*\.)
    | <(?P<iri>[^\x00-\x20<>"{}|^`\\]*)>
    | "(?P<text>(?:[^"\\\n\r]|\\[tbnrf"'\\]|\\u[0-9A-Fa-f]{4})*)"
      (?:@(?P<language>[a-zA-Z]+(?:-[a-zA-Z0-9]+)*)|\^\^(?P<datatype>[a-z]+:[A-Za-z]+))?
    | (?P<short>[a-z]+:[A-Za-z]+)
    | (?P<sign>[][;,.]|a(?=\s))
    )""",
    re.VERBOSE,
)
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
ESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}


def unescaped(text):
    return re.sub(
        r"\\(u[0-9A-Fa-f]{4}|.)",
        lambda found: ESCAPES.get(found[1]) or chr(int(found[1][1:], 16)),
        text,
    )


class Turtle:
    """A document of Turtle; `triples` are (subject, property, value).

    A value is an IRI, or (text, language, datatype); a blank node is ("_", its triples).
    """

    def __init__(self, document):
        self.prefixes, self.tokens = {}, []
        at, end = 0, len(document.rstrip())
        while at < end:
            found = TOKEN.match(document, at)
            assert found, f"not Turtle: {document[at : at + 60]!r}"
            if found["prefix"]:
                self.prefixes[found["name"]] = found["uri"]
            else:
                self.tokens.append(found)
            at = found.end()
        self.tokens.reverse()
        self.triples = set()
        while self.tokens:
            subject = self.take()["iri"]
            assert subject
            self.triples |= {(subject, name, value) for name, value in self.properties(".")}

    def take(self, sign=None):
        token = self.tokens.pop()
        assert sign is None or token["sign"] == sign, token
        return token

    def long(self, short):
        prefix, name = short.split(":")
        return self.prefixes[prefix] + name

    def properties(self, end):
        while True:
            token = self.take()
            name = TYPE if token["sign"] == "a" else self.long(token["short"])
            while True:
                yield name, self.value()
                sign = self.take()["sign"]
                if sign != ",":
                    break
            if sign == end:
                return
            assert sign == ";"

    def value(self):
        token = self.take()
        if token["sign"] == "[":
            return "_", frozenset(self.properties("]"))
        if token["text"] is not None:
            datatype = self.long(token["datatype"]) if token["datatype"] else ""
            return unescaped(token["text"]), token["language"] or "", datatype
        return token["iri"] if token["iri"] is not None else self.long(token["short"])


def read_turtle(document):
    """The triples of a Turtle document."""
    return Turtle(document).triples


def read_jsonld(document):
    """The triples of a JSON-LD document of one graph with prefixes in its context."""
    told = json.loads(document)

    def long(short):
        prefix, name = short.split(":")
        return told["@context"][prefix] + name

    def properties(node):
        yield TYPE, long(node["@type"])
        for name, values in node.items():
            if not name.startswith("@"):
                yield from ((long(name), value(one)) for one in values)

    def value(one):
        if "@id" in one:
            return one["@id"]
        if "@value" in one:
            return one["@value"], one.get("@language", ""), long(one["@type"]) if "@type" in one else ""
        return "_", frozenset(properties(one))

    return {(node["@id"], name, found) for node in told["@graph"] for name, found in properties(node)}
