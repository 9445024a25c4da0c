"""Months: the list, one month, its tally, its publication."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lianheng.flows import month_end
from lianheng.kernel.period import Period
from lianheng.organisation.request import Request

from . import queries
from .forms import PublicationForm


@require_safe
def periods(request: Request) -> HttpResponse:
    """The months, with how far each has come."""
    return render(request, "periods/periods.html", {"sheets": queries.period_list(request.actor)})


@require_safe
def period(request: Request, period: Period) -> HttpResponse:
    """What a month still waits for, and what can be done."""
    found = queries.period_or_404(request.actor, period)
    return render(request, "periods/period.html", {"found": found, "form": PublicationForm()})


@require_POST
def tally(request: Request, period: Period) -> HttpResponse:
    """The month's entries are posted and shown to the units."""
    queries.period_or_404(request.actor, period)
    month_end.tally(period, by=request.actor)
    return redirect("periods:period", period)


@require_POST
def publication(request: Request, period: Period) -> HttpResponse:
    """The month is ranked and frozen."""
    found = queries.period_or_404(request.actor, period)
    form = PublicationForm(request.POST, needs_reason=found.sheet.needs_reason)
    if not form.is_valid():
        return render(request, "periods/period.html", {"found": found, "form": form}, status=422)
    month_end.publish(period, by=request.actor, because=form.cleaned_data["because"])
    return redirect("periods:period", period)
