"""Handing out a file, to be kept and never to be run by the browser."""

from django.http import FileResponse
from django.views.decorators.http import require_safe

from lianheng.organisation.request import Request

from .queries import download_or_404


@require_safe
def attachment(request: Request, attachment_id: int) -> FileResponse:
    """One file."""
    found = download_or_404(request.actor, attachment_id)
    answer = FileResponse(
        found.path.open("rb"), as_attachment=True, filename=found.name, content_type=found.media_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer
