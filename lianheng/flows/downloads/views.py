"""The download centre: a list is asked for as a workbook, and fetched when it is written."""

from io import BytesIO
from typing import BinaryIO

from django.http import FileResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lianheng.organisation.request import Request
from lianheng.papers import queries
from lianheng.papers.writing import XLSX

from . import exporting

SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
def downloads(request: Request) -> HttpResponseBase:
    """One's own exports; and where a list is asked for as a workbook."""
    if request.method == "POST":
        return _asked(request)
    found = list(queries.download_list(request.actor)[:SHOWN])
    context = {"downloads": found, "is_busy": queries.is_writing(request.actor)}
    return render(request, "downloads/downloads.html", context)


def _asked(request: Request) -> HttpResponseBase:
    code, query = request.POST.get("list", ""), request.POST.get("query", "").replace("\0", "")
    made = exporting.export(code, query, by=request.actor)
    if isinstance(made, exporting.Workbook):
        return _handed_out(BytesIO(made.content), made.name)
    return redirect("downloads:downloads")


@require_safe
def file(request: Request, download_id: int) -> FileResponse:
    """The workbook, when it is written and may be handed out."""
    found, path = queries.written_or_404(request.actor, download_id)
    return _handed_out(path.open("rb"), exporting.file_name(found.title))


def _handed_out(content: BinaryIO, name: str) -> FileResponse:
    answer = FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)
    answer["Cache-Control"] = "private, no-store"
    return answer
