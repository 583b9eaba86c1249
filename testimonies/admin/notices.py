"""What was decided on my records: read here, and nowhere else with a title."""

from dataclasses import dataclass

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from testimonies.admin.panel import Deed, change_address, deed
from testimonies.models import Notice
from testimonies.queue import works_here
from testimonies.vocabulary import Noun

SHOWN = 100


@dataclass(frozen=True)
class Line:
    """One notice in words: what was done to which record, and whether it was read."""

    notice: Notice
    title: str
    address: str
    deed: Deed


@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """My notices, newest first (GET); POST marks the one called `notice`, or all, as read."""
    if not works_here(request.user):
        raise PermissionDenied
    own = Notice.objects.filter(user=request.user.pk)
    if request.method == "POST":
        chosen = request.POST.get("notice", "")
        (own.filter(pk=chosen) if chosen.isdecimal() else own).update(read=True)
        return HttpResponseRedirect(reverse("admin:notices"))
    records = (f"event__record__as_{noun}" for noun in Noun.values)
    shown = own.select_related("event__actor__user", "event__remark", *records)[:SHOWN]
    context = {"title": "Notices", "lines": [_line(notice) for notice in shown]}
    return TemplateResponse(request, "admin/notices.html", admin.site.each_context(request) | context)


def _line(notice: Notice) -> Line:
    record = notice.event.record
    title = str(record.whole()) or f"#{record.pk}"
    return Line(notice, title, change_address(record), deed(notice.event))
