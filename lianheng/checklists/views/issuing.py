"""What an office does before units hear of it: draft, weigh, issue; the deputy agrees beyond the cap."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianheng.checklists import actions, queries
from lianheng.checklists.forms import DraftForm
from lianheng.checklists.terms import ChecklistEvent
from lianheng.kernel.period import Period
from lianheng.organisation.request import Request

from . import address


@require_safe
def desk(request: Request) -> HttpResponse:
    """The drafts of a month, and what they would add to what units have to do."""
    chosen = address.numbers(request.GET.getlist("task")) if "chosen" in request.GET else None
    found = queries.desk(request.actor, address.month(request), chosen)
    return render(request, "checklists/desk.html", {"desk": found, "burden": found.burden})


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
    """A task is drafted."""
    form = _form(request, initial={"month": address.month(request)})
    if request.method == "POST" and form.is_valid():
        office = _office(request, form.cleaned_data["office"])
        made = actions.draft(form.asked, office=office, by=request.actor)
        return _to_desk(made.period)
    return _drafted(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: Request, task_id: int) -> HttpResponse:
    """A draft is changed."""
    found = queries.draft_or_404(request.actor, task_id)
    form = _form(request, initial=queries.draft_facts(request.actor, found))
    if request.method == "POST" and form.is_valid():
        made = actions.change_draft(found, form.asked, by=request.actor)
        return _to_desk(made.period)
    return _drafted(request, form, task=found)


@require_POST
def removal(request: Request, task_id: int) -> HttpResponse:
    """A draft is dropped."""
    found = queries.draft_or_404(request.actor, task_id)
    actions.drop_draft(found, by=request.actor)
    messages.success(request, f"{ChecklistEvent.DROPPED.label}: {found.title}")
    return _to_desk(found.period)


@require_POST
def again(request: Request) -> HttpResponse:
    """What was asked last month is drafted once more."""
    month = address.month(request)
    named = address.numbers(request.POST.getlist("task"))
    for office, asked in queries.asked_again(request.actor, month, named):
        actions.draft(asked, office=office, by=request.actor)
    return _to_desk(month)


@require_safe
def caps(request: Request) -> HttpResponse:
    """Drafts beyond the cap, for the deputy in charge."""
    return render(request, "checklists/caps.html", {"burdens": queries.drafts_to_agree(request.actor)})


@require_POST
def cap(request: Request, task_id: int) -> HttpResponse:
    """The deputy agrees to one of them."""
    found = actions.lift_cap(queries.draft_or_404(request.actor, task_id), by=request.actor)
    messages.success(request, f"{ChecklistEvent.CAP_LIFTED.label}: {found.title}")
    return redirect("checklists:caps")


def _form(request: Request, initial: dict[str, Any]) -> DraftForm:
    return DraftForm(
        request.POST or None,
        initial=initial,
        offices=[(str(unit.pk), str(unit)) for unit in queries.offices(request.actor)],
        groups=queries.scope_choices(request.actor),
        unknown=partial(queries.unknown_receivers, request.actor),
    )


def _office(request: Request, said: str) -> Any:
    for unit in queries.offices(request.actor):
        if str(unit.pk) == said:
            return unit
    raise Http404


def _drafted(request: Request, form: DraftForm, **more: Any) -> HttpResponse:
    context = {"form": form, "units": queries.unit_choices(request.actor), **more}
    return render(request, "checklists/draft.html", context, status=422 if form.errors else 200)


def _to_desk(month: Period) -> HttpResponse:
    return redirect(f"{reverse('checklists:desk')}?month={month}")
