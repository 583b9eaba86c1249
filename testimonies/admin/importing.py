"""The desk's pages of an import: upload, columns, preview, progress, result. Each person sees their own.

One address follows an import from phase to phase. While rows are checked or imported, each time the page is
read a batch is done: the page reloads itself, by script or without, and goes on after it was closed.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from testimonies import importing
from testimonies.admin.permissions import contributes
from testimonies.importing import FIELDS, MOST_BYTES, MOST_ROWS, Run, Unreadable
from testimonies.importing.holding import OUTCOMES, VERDICTS, first_rows, folder_of
from testimonies.models import Import
from testimonies.vocabulary import ImportPhase

ON_A_PAGE = 50
EXAMPLES, EXAMPLE = 3, 80  # rows, and characters of each cell, beside the names of columns
_AT_WORK = (ImportPhase.CHECKING, ImportPhase.IMPORTING)
_SHOWN = {
    "all": lambda line: True,
    "problems": lambda line: bool(line["problems"]),
    "alike": lambda line: bool(line["alike"] or line["again"]),
}


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """The form for a file and the imports that are under way (GET), or a file (POST)."""
    _admit(request)
    importing.sweep()
    refusal = ""
    if request.method == "POST":
        upload = request.FILES.get("file")
        try:
            if upload is None:
                raise Unreadable("Choose a file first.")
            job = importing.begin(request.user, upload.name or "", upload.chunks())  # type: ignore[arg-type]
        except Unreadable as error:
            refusal = str(error)
        else:
            return _to(job)
    context = {
        "title": "Import",
        "refusal": refusal,
        "megabytes": MOST_BYTES // 1024 // 1024,
        "most_rows": MOST_ROWS,
        "jobs": Import.objects.filter(user=request.user.pk).order_by("-begun"),
        "fields": FIELDS,
    }
    return _page(request, "admin/imports.html", context, 422 if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, token: str) -> HttpResponse:
    """An import where it stands (GET), or what is to be done with it (POST)."""
    job = _own(request, token)
    if request.method == "POST":
        return _do(request, job)
    if job.phase in _AT_WORK:
        return _progress(request, job)
    if job.phase == ImportPhase.MAPPING:
        return _columns(request, job)
    return _preview(request, job) if job.phase == ImportPhase.READY else _result(request, job)


@require_safe
def refused(request: HttpRequest, token: str) -> HttpResponseBase:
    """The file of refused rows."""
    rows = importing.refused_rows(_own(request, token))
    name = {"Content-Disposition": 'attachment; filename="refused.csv"'}
    return StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8", headers=name)


def _admit(request: HttpRequest) -> None:
    if not contributes(request.user):
        raise PermissionDenied


def _own(request: HttpRequest, token: str) -> Import:
    _admit(request)
    job = get_object_or_404(Import, token=token, user=request.user.pk)
    if not folder_of(job).exists():
        importing.discard(job)
        raise Http404("The files of this import are gone.")
    return job


def _to(job: Import) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:import", args=[job.token]))


def _do(request: HttpRequest, job: Import) -> HttpResponse:
    what = request.POST.get("do")
    if what == "discard":
        importing.discard(job)
        messages.success(request, "Deleted: the file and what was found in it. Drafts that were made stay.")
        return HttpResponseRedirect(reverse("admin:imports"))
    if what == "columns" and job.phase == ImportPhase.MAPPING:
        return _name_columns(request, job)
    if what == "again" and job.phase == ImportPhase.READY:
        importing.name_columns_again(job)
    elif what == "import" and job.phase == ImportPhase.READY:
        importing.begin_importing(job)
    return _to(job)


def _name_columns(request: HttpRequest, job: Import) -> HttpResponse:
    mapping = {field.name: _chosen(request, field.name) for field in FIELDS}
    try:
        importing.name_columns(job, {name: column for name, column in mapping.items() if column})
    except Unreadable as error:
        return _columns(request, job, str(error), mapping)
    return _to(job)


def _chosen(request: HttpRequest, name: str) -> str:
    same = request.POST.get(f"same-{name}", "").strip()
    return f"={same}" if same else request.POST.get(f"column-{name}", "")


def _columns(
    request: HttpRequest, job: Import, refusal: str = "", typed: dict[str, str] | None = None
) -> HttpResponse:
    mapping = typed if typed is not None else job.mapping
    rows = first_rows(job, EXAMPLES)
    examples = {
        name: [row.cells[name][:EXAMPLE] for row in rows if name in row.cells] for name in job.columns
    }
    chosen = [(field, mapping.get(field.name, "")) for field in FIELDS]
    context = {
        "title": "Columns",
        "job": job,
        "refusal": refusal,
        "fields": [
            (field, column if column in job.columns else "", column[1:] if column not in job.columns else "")
            for field, column in chosen
        ],
        "examples": list(examples.items()),
    }
    return _page(request, "admin/import_columns.html", context, 422 if refusal else 200)


def _progress(request: HttpRequest, job: Import) -> HttpResponse:
    if request.method == "GET":
        # What a POST began is carried on.
        Run(job).step()
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"done": job.done, "rows": job.rows, "at_work": job.phase in _AT_WORK})
    if job.phase not in _AT_WORK:
        return _to(job)
    return _page(request, "admin/import_progress.html", {"title": "Import", "job": job})


def _preview(request: HttpRequest, job: Import) -> HttpResponse:
    only = request.GET.get("only", "all")
    shown = filter(_SHOWN.get(only, _SHOWN["all"]), importing.results(job, VERDICTS))
    context = {"title": "Preview", "job": job, "only": only if only in _SHOWN else "all"}
    return _page(request, "admin/import_preview.html", context | _leaf(request, shown))


def _result(request: HttpRequest, job: Import) -> HttpResponse:
    alike = (line for line in importing.results(job, OUTCOMES) if line.get("alike"))
    return _page(
        request, "admin/import_result.html", {"title": "Imported", "job": job} | _leaf(request, alike)
    )


def _leaf(request: HttpRequest, lines: Iterator[dict[str, Any]]) -> dict[str, Any]:
    """One page of a list that is read from the file, and whether another follows."""
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 6 and int(asked) else 1
    rows = list(islice(lines, (number - 1) * ON_A_PAGE, number * ON_A_PAGE + 1))
    return {"rows": rows[:ON_A_PAGE], "number": number, "more": len(rows) > ON_A_PAGE}


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return TemplateResponse(request, template, admin.site.each_context(request) | context, status=status)
