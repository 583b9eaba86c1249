"""What the entry form asks while one types: how is a date read, who is meant, where is a text cut?

And keeping what is typed. All by POST, for what is typed is private: it stands in no address and no log.
Without script none of it is asked: the form's own answer, after it is sent, says the same.
"""

import json
from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.exceptions import NotRegistered
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from testimonies import duplicates, unsaved
from testimonies.admin.again import directory_of
from testimonies.admin.panel import change_address
from testimonies.admin.permissions import contributes
from testimonies.forms import LISTS, reading_of, word_for, written
from testimonies.forms.pasting import LONGEST as LONGEST_SUMMARY
from testimonies.forms.spelled import Offer
from testimonies.models import Testimony
from testimonies.splitting import split
from testimonies.unsaved import KeptElsewhere, NotKept, Opened, Typed, Work
from testimonies.vocabulary import PassageStanding

LONGEST = 300  # characters of a date or a name
LARGEST = 2_000_000  # bytes of a request


@sensitive_post_parameters()
@require_POST
def date(request: HttpRequest) -> JsonResponse:
    """How the date `said` is read: `text` to show, `days` when it is understood, `position` when not."""
    _admit(request)
    reading = reading_of(request.POST.get("said", "")[:LONGEST])
    return JsonResponse({"text": str(reading), "days": reading.days, "position": reading.position})


@sensitive_post_parameters()
@require_POST
def names(request: HttpRequest) -> JsonResponse:
    """The records of a `list` that `words` may mean, in any spelling, best first."""
    _admit(request)
    name, words = request.POST.get("list", ""), request.POST.get("words", "")[:LONGEST]
    if name not in LISTS:
        return JsonResponse({"why": "There is no such list."}, status=400)
    offers = directory_of(request).spellings(name).offered(words)
    return JsonResponse({"offers": [_told(offer) for offer in offers]})


@sensitive_post_parameters()
@require_POST
def passages(request: HttpRequest) -> JsonResponse:
    """The passages that `text` would be cut into."""
    _admit(request)
    text = request.POST.get("text", "")
    if len(text) > LONGEST_SUMMARY:
        return JsonResponse({"why": "Too long to be pasted at once."}, status=422)
    return JsonResponse({"passages": split(text)})


@sensitive_variables()
@require_POST
def keep(request: HttpRequest) -> JsonResponse:
    """Keep what is typed in a form: JSON with token, form, record, since, version, user and `typed`.

    Answers the new version and, of a testimony, the accounts that its words are much like. 409 with a new
    token when the form goes on elsewhere, 422 with a reason when it cannot be kept.
    """
    _admit(request)
    try:
        work = _work(request)
        kept = unsaved.keep(request.user, work)  # type: ignore[arg-type]
    except (KeptElsewhere, IntegrityError):
        return JsonResponse({"token": unsaved.new_token()}, status=409)
    except NotKept as error:
        return JsonResponse({"why": str(error)}, status=422)
    return JsonResponse({"version": kept.version, "alike": _alike(work)})


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Delete what one form kept, and go back to the page it was offered on."""
    _admit(request)
    unsaved.forget(request.user, request.POST.get("token", ""))  # type: ignore[arg-type]
    messages.success(request, "Deleted: what you had typed and not saved.")
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, None) and back.startswith("/curate/")
    return HttpResponseRedirect(back if safe else "/curate/")


def _admit(request: HttpRequest) -> None:
    if not contributes(request.user):
        raise PermissionDenied


def _told(offer: Offer) -> dict[str, Any]:
    record = offer.record
    kind = getattr(record, "get_kind_display", record.get_noun_display)()
    return {
        "value": written(record),
        "key": record.pk,
        "word": word_for(record),
        "title": str(record),
        "kind": str(kind),
        "by": offer.found_by,
        "public": record.identifier is not None,
    }


@sensitive_variables()
def _work(request: HttpRequest) -> Work:
    """What was sent. Raises NotKept for what is no such thing, or another person's."""
    if len(request.body) > LARGEST:
        raise NotKept("This is too much to keep unsaved: save the draft.")
    try:
        sent = json.loads(request.body)
        record = int(sent["record"]) if sent["record"] else None
        opened = Opened(_token(sent["token"]), str(sent["form"])[:20], record, int(sent["since"]))
        work = Work(opened, _typed(sent["typed"]), int(sent["version"]))
        user = int(sent["user"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotKept("This was not understood: open the page again.") from error
    if user != request.user.pk:
        raise NotKept("Someone else is signed in here now: sign in again as the one who typed this.")
    if not _keeps(opened):
        raise NotKept("This form keeps nothing: save the draft.")
    return work


def _keeps(opened: Opened) -> bool:
    """Whether this is a form of a record that keeps what is typed, and the record is one of its kind."""
    try:
        model = apps.get_model("testimonies", opened.form)
        page = admin.site.get_model_admin(model)
    except (LookupError, NotRegistered):
        return False
    known = opened.record is None or model._default_manager.filter(pk=opened.record).exists()
    return known and bool(getattr(page, "keeps_unsaved", False))


def _token(sent: str) -> str:
    if len(sent) != 32 or not set(sent) <= set("0123456789abcdef"):
        raise ValueError("no token")
    return sent


def _typed(sent: dict[str, list[str]]) -> Typed:
    return {str(name): [str(value) for value in values] for name, values in sent.items()}


def _alike(work: Work) -> list[dict[str, str]]:
    """The testimonies whose words are nearly those typed in the passages, or in the box to be cut up."""
    if work.opened.form != Testimony._meta.model_name:
        return []
    typed = work.typed
    rows = (
        name.removesuffix("-text")
        for name in typed
        if name.startswith("passages-") and name.endswith("-text")
    )
    told = [
        typed[f"{row}-text"][0]
        for row in rows
        if "__" not in row and typed.get(f"{row}-standing") != [PassageStanding.REMOVED.value]
    ]
    text = "\n".join([*told, *split("".join(typed.get("paste-text", ())))])
    return [
        {"word": other.word, "why": other.why, "address": change_address(other.record)}
        for other in duplicates.alike(text, work.opened.record)
    ]
