"""Has what a citation points at changed since? A page, and the same as JSON."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_safe

from testimonies import ledger
from testimonies.addresses import NOUNS, address_of, canonical, version_address_of
from testimonies.citations.pointing import LONGEST, Pointer, PointingError, pointer
from testimonies.differences import Difference
from testimonies.ledger import Published
from testimonies.views.records import Reading, reading_of, shelf_of
from testimonies.views.versions import changed_since
from testimonies.vocabulary import PassageStanding


class State(TextChoices):
    """What became of what was cited."""

    UNCHANGED = "unchanged", lazy("unchanged")
    EDITED = "edited", lazy("edited")
    PASSAGE_WITHDRAWN = "passage withdrawn", lazy("passage withdrawn")
    RECORD_WITHDRAWN = "record withdrawn", lazy("record withdrawn")
    MERGED = "record merged", lazy("record merged")
    NO_VERSION = "no version named", lazy("no version named")


@dataclass(frozen=True)
class Status:
    """The answer. `changes` are those of what was cited, `elsewhere` those of the record around a passage.

    `cited` is the version cited as far as the public may still read it; `note` says in words what no
    difference shows.
    """

    state: State
    pointer: Pointer
    now: Published
    cited: Published | None = None
    target: Published | None = None
    changes: list[Difference] = field(default_factory=list)
    elsewhere: list[Difference] = field(default_factory=list)
    note: str = ""


@require_safe
def citation_status(request: HttpRequest) -> HttpResponse:
    """The state of the citation in `?ref=`. 400 for a text that points at nothing, 404 for what never was.

    As JSON it stands at the address without a language alone.
    """
    as_json = _wants_json(request)
    if as_json and canonical(request.path) != request.path:
        return HttpResponseRedirect(canonical(request.get_full_path()))
    ref = request.GET.get("ref", "").strip()
    if not ref and not as_json:
        return render(request, "testimonies/citation_status.html", {"ref": "", "longest": LONGEST})
    try:
        status = status_of(pointer(ref, settings.ARK_NAAN, request.get_host(), NOUNS))
    except PointingError as error:
        return _refused(request, as_json, ref, _(error.sentence) % error.values, 400)
    except Http404 as error:
        return _refused(request, as_json, ref, str(error), 404)
    if as_json:
        answer = {"ref": ref, **_told(status, request.build_absolute_uri("/").rstrip("/"))}
        return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
    return render(
        request, "testimonies/citation_status.html", {"ref": ref, "status": status, "longest": LONGEST}
    )


def _wants_json(request: HttpRequest) -> bool:
    accept = request.headers.get("Accept", "").split(",")[0].split(";")[0].strip()
    return request.GET.get("format", "") == "json" or accept == "application/json"


def _refused(request: HttpRequest, as_json: bool, ref: str, message: str, code: int) -> HttpResponse:
    if as_json:
        return JsonResponse({"error": {"message": message}}, status=code)
    context = {"ref": ref, "mistake": message, "longest": LONGEST}
    return render(request, "testimonies/citation_status.html", context, status=code)


def status_of(asked: Pointer) -> Status:
    """What became of what a pointer names. Raises Http404, saying what there is, for what never was."""
    now = ledger.current(asked.identifier)
    if now is None:
        raise Http404(_("No record was ever published as %(identifier)s.") % {"identifier": asked.identifier})
    if now.document is None:
        target = ledger.current(now.into) if now.into else None
        return Status(State.MERGED if target else State.RECORD_WITHDRAWN, asked, now, target=target)
    if asked.version is None:
        return _unpinned(asked, now)
    reading = reading_of(now, asked.version)
    if reading.erased:
        return _no_longer_readable(asked, now)
    _existing(asked, reading.shown.version, reading.document)
    return _compared(asked, reading)


def _unpinned(asked: Pointer, now: Published) -> Status:
    """A citation without a version points at the current one, whatever its reader saw."""
    _existing(asked, now.version, now.document)
    if now.version == 1:
        return _compared(asked, reading_of(now, 1))
    note = _("No version is named, and there are %(number)s: which one was read cannot be told.")
    return Status(State.NO_VERSION, asked, now, note=note % {"number": now.version})


def _existing(asked: Pointer, version: int, document: Any) -> None:
    numbers = [passage.number for passage in getattr(document, "passages", ())]
    if asked.passage is None or asked.passage in numbers:
        return
    if not numbers:
        raise Http404(_("%(identifier)s has no numbered passages.") % {"identifier": asked.identifier})
    words = _("Version %(version)s of %(identifier)s has no passage %(asked)s: there are %(known)s.")
    known = ", ".join(map(str, numbers))
    told = {"version": version, "identifier": asked.identifier, "asked": asked.passage, "known": known}
    raise Http404(words % told)


def _compared(asked: Pointer, reading: Reading) -> Status:
    found: list[Difference] = []
    if reading.outdated:
        found = changed_since(reading.document, reading.current, shelf_of(reading))
    gone = _passage_gone(asked, reading)
    if gone:
        return Status(State.PASSAGE_WITHDRAWN, asked, reading.now, reading.shown, note=gone)
    own = [one for one in found if asked.passage is None or one.passage == asked.passage]
    state = State.EDITED if own else State.UNCHANGED
    elsewhere = [one for one in found if one not in own]
    return Status(state, asked, reading.now, reading.shown, changes=own, elsewhere=elsewhere)


def _passage_gone(asked: Pointer, reading: Reading) -> str:
    """Why the passage cited does not stand any more; empty when it does, or was taken back already then."""
    if asked.passage is None:
        return ""
    then = _standing(reading.document, asked.passage)
    now = _standing(reading.current, asked.passage)
    if now is None or now == PassageStanding.REMOVED:
        return _removed(asked)
    if now == PassageStanding.RETRACTED and then != now:
        words = _("Passage %(number)s was taken back since, and can still be read, struck, with the reason.")
        return words % {"number": asked.passage}
    return ""


def _removed(asked: Pointer) -> str:
    words = _("Passage %(number)s of %(identifier)s was removed; its number remains.")
    return words % {"number": asked.passage, "identifier": asked.identifier}


def _standing(document: Any, number: int) -> PassageStanding | None:
    found = (passage.standing for passage in getattr(document, "passages", ()) if passage.number == number)
    return next(found, None)


def _no_longer_readable(asked: Pointer, now: Published) -> Status:
    """The version cited was erased or withdrawn while the record has a later one."""
    if asked.passage is not None and _standing(now.document, asked.passage) in (
        None,
        PassageStanding.REMOVED,
    ):
        return Status(State.PASSAGE_WITHDRAWN, asked, now, note=_removed(asked))
    note = _("The text of version %(number)s was removed; it cannot be compared with the current one.")
    return Status(State.EDITED, asked, now, note=note % {"number": asked.version})


def _told(status: Status, site: str) -> dict[str, Any]:
    now, asked = status.now, status.pointer
    answer: dict[str, Any] = {
        "status": status.state.value,
        "identifier": asked.identifier,
        "cited": {"version": asked.version, "passage": asked.passage},
        "changes": [_change(one) for one in status.changes],
        "elsewhere": [_change(one) for one in status.elsewhere],
        "note": status.note,
    }
    if status.cited:
        answer["cited"] |= {"day": status.cited.day, "url": site + version_address_of(status.cited)}
    if status.target:
        return answer | {
            "merged_into": {"identifier": status.target.identifier, "url": site + address_of(status.target)}
        }
    if now.document is None:
        reason = now.reason.value if now.reason else None
        return answer | {"withdrawn": {"day": now.day, "reason": reason}}
    return answer | {
        "current": {"version": now.version, "day": now.day, "url": site + version_address_of(now)}
    }


def _change(one: Difference) -> dict[str, str]:
    return {"place": one.place, "before": one.before, "after": one.after}


urlpatterns = [path("citation-status/", citation_status, name="citation-status")]
