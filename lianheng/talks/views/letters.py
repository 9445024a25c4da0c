"""The papers of a talk, as Word document and as pages to print."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lianheng.organisation.request import Request
from lianheng.papers.handing_out import handed_out
from lianheng.talks import queries


@require_safe
def notice(request: Request, talk_id: int, ending: str) -> HttpResponse:
    """The notice as it was sent."""
    paper = queries.notice_letter_or_404(request.actor, talk_id)
    return handed_out(paper, f"{paper.title} {talk_id}", ending, by=request.actor)


@require_safe
def record(request: Request, talk_id: int, ending: str) -> HttpResponse:
    """The record with everybody's signature."""
    paper = queries.record_letter_or_404(request.actor, talk_id)
    return handed_out(paper, f"{paper.title} {talk_id}", ending, by=request.actor)
