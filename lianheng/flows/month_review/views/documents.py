"""The circular as a document that offices go on writing in, and as pages to print."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from lianheng.flows.month_review import queries
from lianheng.flows.month_review.documents import circular
from lianheng.organisation.request import Request
from lianheng.papers.official import DOCX, PDF, as_docx, as_pdf


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


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
