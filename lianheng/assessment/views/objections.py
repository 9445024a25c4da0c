"""Objections: an entry is contested, somebody else answers; an entry is corrected."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lianheng.assessment import actions, queries
from lianheng.assessment.forms import AnswerForm, CorrectionForm, ObjectionForm
from lianheng.assessment.tables import listed_objections
from lianheng.assessment.terms import ObjectionState
from lianheng.organisation.request import Request
from lianheng.organisation.views import saved

from . import asked


@require_safe
@saved.opens_with_start
def objections(request: Request) -> HttpResponse:
    """Objections that wait for an answer, or were answered."""
    state = queries.wanted_state(request.actor, asked.text(request, "state"))
    rows = queries.objection_rows(request.actor, state)
    listed = listed_objections(state)
    table = listed.read(request.GET, rows, pinned={"state": state.value}, **saved.around(request))
    context = {"table": table, "state": state, "states": ObjectionState.choices}
    return render(request, "assessment/objections.html", context)


@require_safe
def objection(request: Request, objection_id: int) -> HttpResponse:
    """An objection beside the entry that it contests."""
    sheet = queries.objection_or_404(request.actor, objection_id)
    return render(request, "assessment/objection.html", {"sheet": sheet, "form": AnswerForm()})


@require_POST
def answer(request: Request, objection_id: int) -> HttpResponse:
    """The answer to an objection: the entry is corrected, or it stands."""
    sheet = queries.objection_or_404(request.actor, objection_id)
    form = AnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "assessment/objection.html", {"sheet": sheet, "form": form}, status=422)
    actions.answer_objection(
        sheet.objection,
        uphold=form.uphold,
        answer=form.cleaned_data["answer"],
        remaining=form.remaining,
        uploads=form.cleaned_data["uploads"],
        by=request.actor,
    )
    return redirect("assessment:objection", objection_id)


def new_objection(request: Request, entry_id: int) -> HttpResponse:
    """The unit says why an entry is wrong."""
    found = queries.entry_or_404(request.actor, entry_id)
    form = ObjectionForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        filed = actions.file_objection(found.entry, **form.cleaned_data, by=request.actor)
        return redirect("assessment:objection", filed.pk)
    status = 422 if form.is_bound else 200
    return render(request, "assessment/new_objection.html", {"found": found, "form": form}, status=status)


def correction(request: Request, entry_id: int) -> HttpResponse:
    """An error found without an objection is corrected by a line of its own."""
    found = queries.entry_or_404(request.actor, entry_id)
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.correct(found.entry, reason=reason, remaining=form.remaining, by=request.actor)
        return redirect("assessment:score", found.entry.month.period, found.entry.unit_id)
    status = 422 if form.is_bound else 200
    return render(request, "assessment/correction.html", {"found": found, "form": form}, status=status)
