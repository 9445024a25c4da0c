"""The pages of an import: upload, columns, rows, done, and the way back."""

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from lianheng.kernel.verdict import Refused
from lianheng.organisation.request import Request
from lianheng.papers import queries
from lianheng.papers.writing import XLSX

from . import pages, wizard
from .forms import UploadForm, cells_in, mapping_in, page_in
from .importers import IMPORTERS
from .terms import Said

GET_OR_POST = ["GET", "HEAD", "POST"]
SHOWN = 20


@require_safe
def imports(request: Request) -> HttpResponse:
    """What one may import, and what one has imported."""
    lists = [(one, one.may(request.actor)) for one in IMPORTERS.values()]
    batches = queries.import_list(request.actor)[:SHOWN]
    names = {one.kind: one.label for one in IMPORTERS.values()}
    for batch in batches:
        batch.label = names.get(batch.kind, batch.kind)  # type: ignore[attr-defined]
    return render(request, "imports/imports.html", {"lists": lists, "batches": batches})


@require_http_methods(GET_OR_POST)
def upload(request: Request, kind: str) -> HttpResponse:
    """Step 1: the file."""
    importer = wizard.importer_or_404(kind)
    importer.may(request.actor).or_refuse()
    is_sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if is_sent else UploadForm()
    if is_sent and form.is_valid():
        try:
            batch = wizard.begin(kind, form.cleaned_data["file"], by=request.actor)
            return redirect("imports:columns", batch.pk)
        except Refused as refusal:
            form.add_error("file", str(refusal))
    context = pages.upload_page(importer) | {"form": form}
    return render(request, "imports/import.html", context, status=422 if is_sent else 200)


@require_http_methods(GET_OR_POST)
def columns(request: Request, import_id: int) -> HttpResponse:
    """Step 2: which column is which."""
    batch, importer = wizard.opened(request.actor, import_id)
    if not wizard.is_open(batch):
        return redirect("imports:import", batch.pk)
    if request.method == "POST":
        batch = wizard.match(batch, importer, mapping_in(request.POST))
        if not wizard.missing(batch, importer):
            wizard.check_soon(batch, importer, by=request.actor)
            return redirect("imports:import", batch.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "imports/import.html", pages.columns_page(batch, importer), status=status)


@require_http_methods(GET_OR_POST)
def rows(request: Request, import_id: int) -> HttpResponse:
    """Step 3: all rows, problems first; put right here, checked again, taken in."""
    batch, importer = wizard.opened(request.actor, import_id)
    move = request.POST.get("move", "")
    if request.method == "POST" and wizard.is_checked(batch):
        batch = wizard.move(batch, importer, cells_in(request.POST), move, by=request.actor)
    if not wizard.is_checked(batch):
        return redirect("imports:import", batch.pk)
    context = pages.rows_page(batch, importer, page_in(request.GET))
    return render(request, "imports/import.html", context, status=422 if move in wizard.TAKING_IN else 200)


@require_safe
def one_import(request: Request, import_id: int) -> HttpResponse:
    """What came of it; an import under way goes on where it was, or says how far the worker is."""
    batch, importer = wizard.opened(request.actor, import_id)
    if wizard.is_busy(batch):
        return render(request, "imports/import.html", pages.busy_page(batch, importer))
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(reverse("imports:import", args=[batch.pk]))
    if wizard.is_open(batch):
        return redirect("imports:rows" if wizard.is_checked(batch) else "imports:columns", batch.pk)
    return render(request, "imports/import.html", pages.done_page(batch, importer))


@require_POST
def withdrawal(request: Request, import_id: int) -> HttpResponse:
    """What was imported is taken back."""
    batch, importer = wizard.opened(request.actor, import_id)
    wizard.undo(batch, importer, by=request.actor)
    messages.success(request, Said.UNDONE.label)
    return redirect("imports:import", batch.pk)


@require_safe
def problems(request: Request, import_id: int) -> FileResponse:
    """The rows that are wrong, as a workbook with the reasons."""
    batch, importer = wizard.opened(request.actor, import_id)
    return _workbook(*pages.problems(batch, importer))


@require_safe
def example(request: Request, kind: str) -> FileResponse:
    """An empty workbook with the right columns."""
    importer = wizard.importer_or_404(kind)
    importer.may(request.actor).or_refuse()
    return _workbook(*pages.example(importer))


def _workbook(name: str, content: bytes) -> FileResponse:
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type=XLSX)
