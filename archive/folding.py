"""Whether painful passages are folded: what a reader asked for once holds for the whole visit."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

ASKED = "fold"  # ?fold=1 and ?fold=0, and the name of the cookie
FOLDED, SHOWN = "1", "0"


class Wish:
    """What one request asks of painful passages; `read` says whether the page went by it."""

    def __init__(self, request: HttpRequest) -> None:
        self.said = request.GET.get(ASKED, "")
        self.kept = request.COOKIES.get(ASKED, "")
        self.read = False

    def __call__(self) -> bool:
        """Whether painful passages are folded: as asked in this address, else as asked before."""
        self.read = True
        return (self.said or self.kept) == FOLDED


class Folding:
    """Gives templates `request.folds`, and keeps the answer in a cookie that ends with the browser's session.

    The cookie is set only for who asks for it, is the same for everyone, and names no page. An address that
    carried the wish along would be copied into citations; a session would be a row in a table.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wish = Wish(request)
        request.folds = wish  # type: ignore[attr-defined]
        response = self.get_response(request)
        if wish.read:
            patch_vary_headers(response, ["Cookie"])
            _keep(wish, response)
        return response


def _keep(wish: Wish, response: HttpResponse) -> None:
    if wish.said == FOLDED:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(ASKED, FOLDED, httponly=True, samesite="Lax", secure=secure)
    elif wish.said == SHOWN and wish.kept:
        response.delete_cookie(ASKED, samesite="Lax")
