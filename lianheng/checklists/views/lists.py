"""Lists: units' tasks, a unit's month, a unit's task."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from lianheng.checklists import queries
from lianheng.checklists.forms import UNIT_TASKS
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation.request import Request
from lianheng.organisation.views import saved

from . import address


@require_safe
@saved.opens_with_start
def tasks(request: Request) -> HttpResponse:
    """Units' tasks of a month, as far as one may see them."""
    month = address.month(request)
    rows = queries.unit_tasks(request.actor, month)
    table = UNIT_TASKS.read(request.GET, rows, pinned={"month": str(month)}, **saved.around(request))
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
    hand = queries.at_hand(request.actor, period, unit_id) if not found.is_closed else []
    return render(request, "checklists/month.html", {"month": found, "at_hand": hand})


@require_safe
def unit_task(request: Request, unit_task_id: int) -> HttpResponse:
    """One unit's task: what is asked, what was handed in, what happened, what comes next."""
    found = queries.sheet(request.actor, queries.unit_task_or_404(request.actor, unit_task_id))
    context = {"sheet": found, "trail": queries.trail(request.actor, found)}
    return render(request, "checklists/unit_task.html", context)
