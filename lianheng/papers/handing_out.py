"""Handing out an official paper: a Word document that offices go on writing in, or pages to print."""

from collections.abc import Callable, Mapping

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from .official import DOCX, PDF, Paper, as_docx, as_pdf

FORMS: Mapping[str, tuple[str, Callable[[Paper], bytes]]] = {"docx": (DOCX, as_docx), "pdf": (PDF, as_pdf)}


def handed_out(paper: Paper, name: str, ending: str) -> HttpResponse:
    """The paper as a file of that name, to be kept by whoever asked and by nobody on the way."""
    if ending not in FORMS:
        raise Http404
    kind, made = FORMS[ending]
    answer = HttpResponse(made(paper), content_type=kind)
    answer.headers["Content-Disposition"] = content_disposition_header(True, f"{name}.{ending}") or ""
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
