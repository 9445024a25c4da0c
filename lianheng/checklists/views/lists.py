"""Lists: units' tasks, a unit's month, a unit's task, an issued task."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lianheng.checklists import actions, queries
from lianheng.checklists.forms import UNIT_TASKS, WithdrawalForm
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation.request import Request
from lianheng.organisation.views import saved

from . import address


@require_safe
def tasks(request: Request) -> HttpResponse:
    """Units' tasks of a month, as far as one may see them."""
    month = address.month(request)
    rows = queries.unit_tasks(request.actor, month)
    table = UNIT_TASKS.read(request.GET, rows, **saved.around(request))
    return render(request, "checklists/tasks.html", {"table": table, **address.around(month)})


@require_safe
def months(request: Request) -> HttpResponse:
    """Whoever works for a unit is led to its present month; others to the list."""
    unit_id = queries.own_unit_id(request.actor)
    if unit_id is None:
        return redirect("checklists:tasks")
    return redirect("checklists:month", Period.month_of(clock.today()), unit_id)


@require_safe
def month(request: Request, period: Period, unit_id: int) -> HttpResponse:
    """A unit's month."""
    found = queries.unit_month(request.actor, unit_id, period)
    return render(request, "checklists/month.html", {"month": found})


@require_safe
def unit_task(request: Request, unit_task_id: int) -> HttpResponse:
    """One unit's task: what is asked, what was handed in, what happened, what comes next."""
    found = queries.sheet(request.actor, queries.unit_task_or_404(request.actor, unit_task_id))
    context = {"sheet": found, "trail": queries.trail(request.actor, found)}
    return render(request, "checklists/unit_task.html", context)


@require_safe
def issued(request: Request) -> HttpResponse:
    """What was issued in a month, task by task."""
    month = address.month(request)
    context = {"tasks": queries.issued_tasks(request.actor, month), **address.around(month)}
    return render(request, "checklists/issued.html", context)


@require_safe
def task(request: Request, task_id: int) -> HttpResponse:
    """A task and how far its receivers are."""
    found = queries.task_sheet(request.actor, queries.task_or_404(request.actor, task_id))
    return render(request, "checklists/task.html", {"sheet": found})


@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: Request, task_id: int) -> HttpResponse:
    """A task is taken back, and why."""
    found = queries.task_sheet(request.actor, queries.task_or_404(request.actor, task_id))
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw(found.task, because=form.cleaned_data["because"], by=request.actor)
        return redirect("checklists:task", task_id)
    found.may_withdraw.or_refuse()
    context = {"sheet": found, "form": form}
    return render(request, "checklists/withdrawal.html", context, status=422 if form.errors else 200)
