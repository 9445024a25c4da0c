"""The circular as a document that offices go on writing in, as pages to print, and its score sheet."""

from tempfile import TemporaryFile

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from lianheng.assessment import queries as assessment
from lianheng.flows.month_review import queries
from lianheng.flows.month_review.documents import circular
from lianheng.organisation.request import Request
from lianheng.papers.official import DOCX, PDF, as_docx, as_pdf
from lianheng.papers.writing import XLSX


@require_safe
def document(request: Request, review_id: int) -> HttpResponse:
    """A Word document."""
    sheet = queries.sheet_or_404(request.actor, review_id)
    return _file(as_docx(circular(request.actor, sheet)), f"{sheet.file_name}.docx", DOCX)


@require_safe
def pages(request: Request, review_id: int) -> HttpResponse:
    """Pages as they are printed and filed."""
    sheet = queries.sheet_or_404(request.actor, review_id)
    return _file(as_pdf(circular(request.actor, sheet)), f"{sheet.file_name}.pdf", PDF)


@require_safe
def scores(request: Request, review_id: int) -> FileResponse:
    """The month's score sheet, for whoever reads across units."""
    sheet = queries.sheet_or_404(request.actor, review_id)
    out = TemporaryFile()  # noqa: SIM115 - closed by the response
    name = assessment.score_workbook_or_404(request.actor, sheet.period, out)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=name, content_type=XLSX)


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
