"""Asking the repository in tests: answers as trees, headers as rows."""

import xml.etree.ElementTree as ET

OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
MODS = "{http://www.loc.gov/mods/v3}"


def ask(client, query="", **arguments):
    """The answer to a GET as a tree."""
    response = client.get("/oai" + (f"?{query}" if query else ""), arguments or None)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    return ET.fromstring(response.content)


def codes(tree):
    """The codes of its errors."""
    return [error.get("code") for error in tree.findall(f"{OAI}error")]


def headers(tree):
    """Identifier -> (datestamp, status) of every record of an answer."""
    return {
        header.findtext(f"{OAI}identifier"): (header.findtext(f"{OAI}datestamp"), header.get("status"))
        for header in tree.iter(f"{OAI}header")
    }


def token(tree):
    """The element of the resumption token; None when there is none."""
    return next(tree.iter(f"{OAI}resumptionToken"), None)
