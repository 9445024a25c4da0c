"""The ways out that the burden offers: give up a draft for another office's task, cite it, move the day."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from lianheng.checklists import actions, queries
from lianheng.checklists.forms import DueDayForm
from lianheng.checklists.terms import ChecklistEvent, Proof
from lianheng.organisation.request import Request

from . import address


@require_http_methods(["GET", "HEAD", "POST"])
def merger(request: Request, task_id: int) -> HttpResponse:
    """What giving up the draft would do; then it is given up, and the other office is told."""
    draft = queries.draft_or_404(request.actor, task_id)
    into = queries.alike_or_404(request.actor, draft, address.number(request, "into") or 0)
    found = queries.merger_sheet(request.actor, draft, into)
    if request.method != "POST":
        return render(request, "checklists/merger.html", {"sheet": found})
    made = actions.merge_draft(draft, into=into, by=request.actor)
    messages.success(request, f"{ChecklistEvent.MERGED.label}: {into.office} {into.title} ({made.units})")
    return address.to_desk(into.period)


@require_POST
def reference(request: Request, task_id: int) -> HttpResponse:
    """Whoever finished the other office's task, or did the duty, has finished this one too."""
    draft = queries.draft_or_404(request.actor, task_id)
    asked = replace(
        queries.asked_of(request.actor, draft), proof=Proof.RECORD.value, **_cited(request, draft)
    )
    actions.change_draft(draft, asked, by=request.actor)
    return address.to_desk(draft.period)


def _cited(request: Request, draft: Any) -> dict[str, Any]:
    """Either of the two, and no measure beside it."""
    if duty := address.posted_number(request, "duty"):
        cited = {"cites_id": None, "cites_duty_id": queries.duty_alike_or_404(request.actor, draft, duty).pk}
    else:
        other = address.posted_number(request, "cited") or 0
        cited = {"cites_id": queries.alike_or_404(request.actor, draft, other).pk, "cites_duty_id": None}
    return {"measure": "", "threshold": None, **cited}


@require_POST
def due_day(request: Request, task_id: int) -> HttpResponse:
    """The draft is due on another day."""
    draft = queries.draft_or_404(request.actor, task_id)
    form = DueDayForm(request.POST)
    if form.is_valid():
        asked = replace(queries.asked_of(request.actor, draft), due_on=form.cleaned_data["due_on"])
        actions.change_draft(draft, asked, by=request.actor)
    return address.to_desk(draft.period)
