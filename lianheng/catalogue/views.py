"""The pages on which measures are explained, down to the records."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation.request import Request

from . import queries
from .records import PLACES


@require_safe
def measures(request: Request) -> HttpResponse:
    """All measures, each with what it means."""
    context = {
        "measures": queries.measure_list(request.actor),
        "may_read": queries.may_read_values(request.actor),
    }
    return render(request, "catalogue/measures.html", context)


@require_safe
def measure(request: Request, code: str) -> HttpResponse:
    """One measure for each unit within sight."""
    found = queries.values(request.actor, code, _period(request))
    return render(request, "catalogue/measure.html", {"values": found})


@require_safe
def grounds(request: Request, code: str, unit_id: int) -> HttpResponse:
    """One unit's value, and the records behind it."""
    found = queries.grounds(request.actor, code, _period(request), unit_id)
    return render(request, "catalogue/grounds.html", {"grounds": found})


@require_safe
def record(request: Request, kind: str, number: int) -> HttpResponse:
    """A record of any kind, where it is looked at; whether one may is asked there."""
    if kind not in PLACES:
        raise Http404
    return redirect(PLACES[kind](request.actor, number))


def _period(request: Request) -> Period:
    """The period asked for; this month when nothing sensible is said."""
    try:
        return Period.parse(request.GET.get("period", ""))
    except ValueError:
        return Period.month_of(clock.today())
