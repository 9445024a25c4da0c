"""The score sheet of a period, handed out as a workbook."""

from tempfile import TemporaryFile

from django.http import FileResponse
from django.views.decorators.http import require_safe

from lianheng.assessment import queries
from lianheng.kernel.period import Period
from lianheng.organisation.request import Request
from lianheng.papers.actions import note_export
from lianheng.papers.writing import XLSX

from . import asked

SHEET = "score-sheet"


@require_safe
def sheet(request: Request, period: Period) -> FileResponse:
    """Written to a file that nobody else sees, and streamed from there; who took it along is noted."""
    chosen = {name: asked.text(request, name) for name in ("peer_class", "search")}
    found = queries.score_workbook_or_404(request.actor, period, **chosen)
    out = TemporaryFile()  # noqa: SIM115 - closed by the response
    rows = found.write(out)
    if request.method == "GET":
        note_export(SHEET, rows=rows, by=request.actor)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=found.file_name, content_type=XLSX)
