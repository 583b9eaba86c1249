"""Images: a file is served only while a current public figure names it."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from testimonies import ledger
from testimonies.views.shelf import content
from testimonies.vocabulary import Noun

TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}
# The name is the content's digest, so the file never changes; but it may be withdrawn: every use asks again.
CACHE = "private, no-cache"


@require_safe
def figure_file(request: HttpRequest, digest: str, extension: str) -> HttpResponseBase:
    """The file of a figure, or 304 when the reader has it. Raises Http404 when no public figure names it."""
    name = f"{digest}.{extension}"
    if not any(content(item).media == name for item in ledger.listing(Noun.FIGURE)):
        raise Http404("No public figure has this file.")
    path = Path(settings.MEDIA_ROOT) / "figures" / name
    if not path.is_file():
        raise Http404("The file of this figure is missing.")
    response: HttpResponseBase | None = get_conditional_response(request, etag=f'"{digest}"')
    if response is None:
        response = FileResponse(path.open("rb"), content_type=TYPES[extension])
    response.headers["Cache-Control"] = CACHE
    response.headers["ETag"] = f'"{digest}"'
    return response
