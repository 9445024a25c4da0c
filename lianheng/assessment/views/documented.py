"""The desk of bonuses and of the negative list: what waits for a second person, and its decision."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lianheng.assessment import actions, queries
from lianheng.assessment.forms import DocumentedDecisionForm
from lianheng.assessment.terms import DocumentedState
from lianheng.organisation.request import Request

from . import asked


@require_safe
def documented(request: Request) -> HttpResponse:
    """Bonuses and negative grounds within sight."""
    state = asked.text(request, "state")
    found = queries.documented_list(request.actor, state=state, year=asked.number(request, "year"))
    context = {"sheets": found, "states": DocumentedState.choices, "state": state}
    return render(
        request, "assessment/documented.html", context | {"may_propose": queries.may_propose(request.actor)}
    )


@require_safe
def document(request: Request, documented_id: int) -> HttpResponse:
    """One of them, with its record and its reasons."""
    sheet = queries.documented_or_404(request.actor, documented_id)
    return render(request, "assessment/document.html", {"sheet": sheet, "form": DocumentedDecisionForm()})


@require_POST
def decision(request: Request, documented_id: int) -> HttpResponse:
    """A second person confirms or declines."""
    sheet = queries.documented_or_404(request.actor, documented_id)
    form = DocumentedDecisionForm(request.POST)
    if not form.is_valid():
        return render(request, "assessment/document.html", {"sheet": sheet, "form": form}, status=422)
    answer = form.cleaned_data["answer"]
    actions.decide_documented(sheet.item, confirm=form.confirm, answer=answer, by=request.actor)
    return redirect("assessment:document", documented_id)
