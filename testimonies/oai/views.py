"""The address of the protocol: GET and POST, answered in XML with status 200, errors of the protocol too."""

from datetime import UTC, datetime
from xml.etree.ElementTree import Element, tostring

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from testimonies.oai.answers import answer
from testimonies.oai.asking import ProtocolError, arguments_of
from testimonies.oai.formats import put, root, xml_text

_OAI = ("http://www.openarchives.org/OAI/2.0/", "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd")


# A harvester has no session that a forged form could misuse, and nothing is changed here.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """One request of OAI-PMH 2.0."""
    base = request.build_absolute_uri(request.path)
    document = root("OAI-PMH", {"": _OAI[0]}, _OAI)
    put(document, "responseDate", datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    asked = put(document, "request", base)
    try:
        _answered(document, asked, request, base)
    except ProtocolError as error:
        # The protocol: the arguments of a request that could not be read are not repeated.
        if error.code in ("badVerb", "badArgument"):
            asked.attrib.clear()
        put(document, "error", str(error), code=error.code)
    text = tostring(document, encoding="utf-8", xml_declaration=True)
    return HttpResponse(text, content_type="text/xml; charset=utf-8")


def _answered(document: Element, asked: Element, request: HttpRequest, base: str) -> None:
    arguments = arguments_of(request.POST if request.method == "POST" else request.GET)
    for name, value in arguments.items():
        asked.set(name, xml_text(value))
    document.append(answer(arguments, base, request.build_absolute_uri("/").rstrip("/")))
