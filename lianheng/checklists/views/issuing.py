"""What an office does before units hear of it: draft, weigh, issue."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianheng.checklists import actions, queries
from lianheng.checklists.forms import DraftForm
from lianheng.checklists.queries.duties import duties_to_ask, duty_offers
from lianheng.checklists.terms import ChecklistEvent
from lianheng.organisation.request import Request

from . import address, drafting


@require_safe
def desk(request: Request) -> HttpResponse:
    """The drafts of a month, and what they would add to what units have to do."""
    chosen = address.numbers(request.GET.getlist("task")) if "chosen" in request.GET else None
    found = queries.desk(request.actor, address.month(request), chosen)
    offers = duty_offers(request.actor, found.month) if found.offices else []
    return render(request, "checklists/desk.html", {"desk": found, "burden": found.burden, "offers": offers})


@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: Request) -> HttpResponse:
    """What will go out to whom; then it goes out."""
    said = request.POST if request.method == "POST" else request.GET
    month = address.month(request)
    found = queries.desk(request.actor, month, address.numbers(said.getlist("task")))
    if request.method != "POST":
        return render(request, "checklists/issue.html", {"desk": found, "burden": found.burden})
    issued = actions.issue(found.chosen, by=request.actor)
    messages.success(request, f"{ChecklistEvent.ISSUED.label}: {len(issued)}")
    return redirect(f"{reverse('checklists:issued')}?month={month}")


@require_http_methods(["GET", "HEAD", "POST"])
def new_draft(request: Request) -> HttpResponse:
    """A task is drafted; what it would add to units' burden is shown beside it while it is written."""
    form = _form(request, initial={"month": address.month(request)})
    if drafting.is_to_be_saved(request) and form.is_valid():
        office = _office(request, form.cleaned_data["office"])
        return _saved(request, actions.draft(form.asked, office=office, by=request.actor))
    return _drafted(request, form, _sketch(request, form))


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: Request, task_id: int) -> HttpResponse:
    """A draft is changed."""
    found = queries.draft_or_404(request.actor, task_id)
    form = _form(request, initial=queries.draft_facts(request.actor, found))
    if drafting.is_to_be_saved(request) and form.is_valid():
        return _saved(request, actions.change_draft(found, form.asked, by=request.actor))
    asked = form.sketch if form.is_bound else queries.asked_of(request.actor, found)
    return _drafted(request, form, drafting.Sketch(found.office, asked, found), task=found)


@require_POST
def removal(request: Request, task_id: int) -> HttpResponse:
    """A draft is dropped."""
    found = queries.draft_or_404(request.actor, task_id)
    actions.drop_draft(found, by=request.actor)
    messages.success(request, f"{ChecklistEvent.DROPPED.label}: {found.title}")
    return address.to_desk(found.period)


@require_POST
def again(request: Request) -> HttpResponse:
    """What was asked last month is drafted once more."""
    month = address.month(request)
    named = address.numbers(request.POST.getlist("task"))
    for office, asked in queries.asked_again(request.actor, month, named):
        actions.draft(asked, office=office, by=request.actor)
    return address.to_desk(month)


@require_POST
def duties(request: Request) -> HttpResponse:
    """What falls due by the duty checklist is drafted."""
    month, office = address.month(request), _office(request, request.POST.get("office", ""))
    for asked in duties_to_ask(request.actor, month, request.POST.getlist("item")):
        actions.draft(asked, office=office, by=request.actor)
    return address.to_desk(month)


def _form(request: Request, initial: dict[str, Any]) -> DraftForm:
    return DraftForm(
        drafting.typed(request),
        initial=initial,
        offices=[(str(unit.pk), str(unit)) for unit in queries.offices(request.actor)],
        groups=queries.scope_choices(request.actor),
        measures=queries.measure_choices(request.actor),
        unknown=partial(queries.unknown_receivers, request.actor),
    )


def _office(request: Request, said: str) -> Any:
    for unit in queries.offices(request.actor):
        if str(unit.pk) == said:
            return unit
    raise Http404


def _sketch(request: Request, form: DraftForm) -> drafting.Sketch:
    asked = form.sketch
    said = form.cleaned_data.get("office") if asked else None
    return drafting.Sketch(_office(request, said) if said else None, asked)


def _drafted(request: Request, form: DraftForm, sketch: drafting.Sketch, **more: Any) -> HttpResponse:
    context = {"form": form, "units": queries.unit_choices(request.actor), **more}
    if sketch.office and sketch.asked:
        about = (request.actor, sketch.office, sketch.asked, sketch.draft)
        context["burden"] = queries.burden_of_draft(*about)
        context["cited"] = queries.cited_task(request.actor, sketch.asked)
        context["duty"] = queries.cited_duty(request.actor, sketch.asked)
    is_wrong = form.errors and drafting.is_to_be_saved(request)
    return render(request, "checklists/draft.html", context, status=422 if is_wrong else 200)


def _saved(request: Request, made: Any) -> HttpResponse:
    """Back to the desk; or on to the other office's task for which the draft is to be given up."""
    into = request.POST.get("merge", "")
    if into.isascii() and into.isdigit():
        return redirect(f"{reverse('checklists:merger', args=[made.pk])}?into={into}")
    return address.to_desk(made.period)
