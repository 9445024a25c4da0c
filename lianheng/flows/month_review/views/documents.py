"""The circular as a document that offices go on writing in, and as pages to print."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lianheng.flows.month_review import queries
from lianheng.flows.month_review.documents import circular
from lianheng.organisation.request import Request
from lianheng.papers.handing_out import handed_out


@require_safe
def document(request: Request, review_id: int) -> HttpResponse:
    """A Word document."""
    sheet = queries.sheet_or_404(request.actor, review_id)
    return handed_out(circular(request.actor, sheet), sheet.file_name, "docx", by=request.actor)


@require_safe
def pages(request: Request, review_id: int) -> HttpResponse:
    """Pages as they are printed and filed."""
    sheet = queries.sheet_or_404(request.actor, review_id)
    return handed_out(circular(request.actor, sheet), sheet.file_name, "pdf", by=request.actor)
