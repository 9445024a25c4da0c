"""What a unit does: hand in, ask to be exempted or for more time."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lianheng.checklists import actions, queries
from lianheng.checklists.forms import ReliefForm, SubmissionForm
from lianheng.checklists.terms import ChecklistEvent, ReliefKind
from lianheng.organisation.request import Request

from . import address


@require_http_methods(["GET", "HEAD", "POST"])
def submission(request: Request, unit_task_id: int) -> HttpResponse:
    """A unit hands in: words, files, records that are already there."""
    found = queries.sheet(request.actor, queries.unit_task_or_404(request.actor, unit_task_id))
    number = address.posted_number(request, "number") or 0
    if queries.handed_in_under(request.actor, found.unit_task, number):
        return redirect("checklists:unit_task", unit_task_id)
    found.may_submit.or_refuse()
    form = _form(request, found)
    if form.is_valid():
        return _submitted(request, found, form)
    context = {"sheet": found, "form": form}
    return render(request, "checklists/submission.html", context, status=422 if form.errors else 200)


def _form(request: Request, found: queries.UnitTaskSheet) -> SubmissionForm:
    records = queries.citable_records(request.actor, found.unit_task)
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    return SubmissionForm(
        *typed,
        records=[(str(each.ref), f"{each.label} ({each.said})") for each in records],
        demands_record=found.unit_task.task.demands_record,
        initial={"number": len(found.handed_in) + 1, "cited": request.GET.getlist("cite")},
    )


def _submitted(request: Request, found: queries.UnitTaskSheet, form: SubmissionForm) -> HttpResponse:
    said = form.cleaned_data
    actions.submit(
        found.unit_task,
        text=said["text"],
        uploads=said["uploads"],
        cited=form.refs,
        number=said["number"],
        by=request.actor,
    )
    messages.success(request, ChecklistEvent.SUBMITTED.label)
    return redirect("checklists:unit_task", found.unit_task.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def relief(request: Request, unit_task_id: int) -> HttpResponse:
    """A unit asks to be exempted or for more time."""
    found = queries.sheet(request.actor, queries.unit_task_or_404(request.actor, unit_task_id))
    likely = ReliefKind.EXTENSION if found.may_ask_extension else ReliefKind.EXEMPTION
    form = ReliefForm(request.POST or None, initial={"kind": likely})
    if request.method == "POST" and form.is_valid():
        kind, reason = form.cleaned_data["kind"], form.cleaned_data["reason"]
        actions.ask_relief(found.unit_task, kind=kind, reason=reason, until=form.later, by=request.actor)
        return redirect("checklists:unit_task", unit_task_id)
    found.may_ask_exemption.or_refuse()
    context = {"sheet": found, "form": form}
    return render(request, "checklists/relief.html", context, status=422 if form.errors else 200)
