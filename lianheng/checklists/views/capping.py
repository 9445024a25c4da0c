"""Beyond the cap (减负): the office asks with its reason, the deputy in charge decides with his."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lianheng.checklists import actions, queries
from lianheng.checklists.forms import CapAnswerForm, CapRequestForm
from lianheng.checklists.terms import ChecklistEvent
from lianheng.organisation.request import Request

from . import address


@require_http_methods(["GET", "HEAD", "POST"])
def cap_request(request: Request) -> HttpResponse:
    """The drafts that go beyond the cap, and why they must."""
    said = request.POST if request.method == "POST" else request.GET
    month = address.month(request)
    found = queries.desk(request.actor, month, address.numbers(said.getlist("task")) or None)
    form = CapRequestForm(request.POST or None)
    tasks = [line.task for line in found.burden.to_ask]
    if request.method == "POST" and form.is_valid() and tasks:
        actions.ask_cap(tasks, reason=form.cleaned_data["reason"], by=request.actor)
        messages.success(request, f"{ChecklistEvent.CAP_ASKED.label}: {len(tasks)}")
        return address.to_desk(month)
    context = {"desk": found, "burden": found.burden, "tasks": tasks, "form": form}
    return render(request, "checklists/cap_request.html", context, status=422 if form.errors else 200)


@require_safe
def caps(request: Request) -> HttpResponse:
    """Requests that wait for the deputy in charge, and what was decided lately."""
    context = {
        "requests": queries.cap_requests(request.actor),
        "decided": queries.decided_cap_requests(request.actor),
    }
    return render(request, "checklists/caps.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def cap(request: Request, request_id: int) -> HttpResponse:
    """One request beside what it would do to units; it is granted or refused, either with its reason."""
    found = queries.cap_request_or_404(request.actor, request_id)
    form = CapAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data["answer"]
        actions.decide_cap(found.request, is_granted=form.is_granted, answer=answer, by=request.actor)
        return redirect("checklists:caps")
    context = {"sheet": found, "burden": found.burden, "form": form}
    return render(request, "checklists/cap.html", context, status=422 if form.errors else 200)
