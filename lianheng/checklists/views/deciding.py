"""What is decided beside the queue: requests of units, false evidence."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lianheng.checklists import actions, queries
from lianheng.checklists.forms import FALSITIES, RELIEFS, FalsityForm, FindingForm, ReliefAnswerForm
from lianheng.organisation.request import Request
from lianheng.organisation.views import saved


@require_safe
@saved.opens_with_start
def reliefs(request: Request) -> HttpResponse:
    """Requests that wait for an answer."""
    table = RELIEFS.read(request.GET, queries.reliefs(request.actor), **saved.around(request))
    return render(request, "checklists/reliefs.html", {"table": table})


@require_http_methods(["GET", "HEAD", "POST"])
def relief(request: Request, relief_id: int) -> HttpResponse:
    """A request is granted or refused."""
    found = queries.relief_or_404(request.actor, relief_id)
    form = ReliefAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data["answer"]
        actions.decide_relief(found.relief, is_granted=form.is_granted, answer=answer, by=request.actor)
        return redirect("checklists:reliefs")
    context = {"sheet": found, "form": form}
    return render(request, "checklists/relief_answer.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def finding(request: Request, unit_task_id: int) -> HttpResponse:
    """False evidence is found, with its facts."""
    found = queries.sheet(request.actor, queries.unit_task_or_404(request.actor, unit_task_id))
    form = FindingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.find_falsity(found.unit_task, because=form.cleaned_data["because"], by=request.actor)
        return redirect("checklists:falsity", made.pk)
    found.may_find_falsity.or_refuse()
    context = {"sheet": found, "form": form}
    return render(request, "checklists/finding.html", context, status=422 if form.errors else 200)


@require_safe
@saved.opens_with_start
def falsities(request: Request) -> HttpResponse:
    """Findings, those that wait for a second person first."""
    table = FALSITIES.read(request.GET, queries.falsities(request.actor), **saved.around(request))
    return render(request, "checklists/falsities.html", {"table": table})


@require_http_methods(["GET", "HEAD", "POST"])
def falsity(request: Request, falsity_id: int) -> HttpResponse:
    """A finding is confirmed by a second person, or not."""
    found = queries.falsity_or_404(request.actor, falsity_id)
    form = FalsityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        decide = actions.confirm_falsity if form.is_confirmed else actions.dismiss_falsity
        decide(found.falsity, by=request.actor)
        return redirect("checklists:falsity", falsity_id)
    context = {"sheet": found, "form": form}
    return render(request, "checklists/falsity.html", context, status=422 if form.errors else 200)
