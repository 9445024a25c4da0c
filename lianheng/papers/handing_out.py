"""Handing out an official paper: a Word document that offices go on writing in, or pages to print."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from lianheng.instance import asking
from lianheng.kernel import clock
from lianheng.organisation.actor import Actor

from .official import DOCX, PDF, Paper, as_docx, as_pdf
from .terms import SheetWord

FORMS: Mapping[str, tuple[str, Callable[[Paper], bytes]]] = {"docx": (DOCX, as_docx), "pdf": (PDF, as_pdf)}


def handed_out(paper: Paper, name: str, ending: str, *, by: Actor) -> HttpResponse:
    """The paper as a file of that name, to be kept by whoever asked and by nobody on the way."""
    if ending not in FORMS:
        raise Http404
    kind, made = FORMS[ending]
    answer = HttpResponse(made(_marked(paper, by)), content_type=kind)
    answer.headers["Content-Disposition"] = content_disposition_header(True, f"{name}.{ending}") or ""
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _marked(paper: Paper, by: Actor) -> Paper:
    """Drafts and what stays in the house say who took them along; what is sent out follows the standard."""
    if not (paper.is_draft or paper.is_internal):
        return paper
    at = clock.now().astimezone(clock.ZONE).strftime("%Y-%m-%d %H:%M")
    said = SheetWord.TAKEN.label.format(by=by.signature, at=at, number=asking.number())
    return replace(paper, taken=str(said))
