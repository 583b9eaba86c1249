"""Topics and names as files: Turtle and JSON-LD."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from testimonies import skos
from testimonies.skos.terms import Resource

SCHEMES: dict[str, Callable[[str], list[Resource]]] = {"topics": skos.topics, "names": skos.names}
FORMS: dict[str, tuple[str, Callable[[list[Resource]], str]]] = {
    "ttl": ("text/turtle; charset=utf-8", skos.turtle),
    "jsonld": ("application/ld+json", skos.jsonld),
}


@require_safe
def vocabulary(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """One of the vocabularies in one of the forms."""
    content_type, write = FORMS[form]
    site = request.build_absolute_uri("/").rstrip("/")
    return HttpResponse(write(SCHEMES[name](site)), content_type=content_type)
