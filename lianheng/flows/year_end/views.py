"""Years: the list, one year, its preparation, its publication; and what is documented about a unit."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lianheng.assessment import actions
from lianheng.assessment import queries as assessment
from lianheng.assessment.views import asked
from lianheng.flows import year_end
from lianheng.kernel.period import Period
from lianheng.organisation.request import Request

from . import queries
from .forms import DocumentedForm


@require_safe
def years(request: Request) -> HttpResponse:
    """The years with how far each has come; a unit is led to its own score."""
    if assessment.own_unit_id(request.actor) is not None:
        return redirect("assessment:year_scores_latest")
    keeps = assessment.may_propose(request.actor)
    context = {"sheets": queries.year_list(request.actor), "may_keep_rounds": keeps}
    return render(request, "year_end/years.html", context)


@require_safe
def year(request: Request, period: Period) -> HttpResponse:
    """What a year still waits for, and what can be done."""
    return render(request, "year_end/year.html", {"found": queries.year_or_404(request.actor, period)})


@require_POST
def preparation(request: Request, period: Period) -> HttpResponse:
    """Every unit's year is worked out and shown."""
    queries.year_or_404(request.actor, period)
    year_end.prepare(period, by=request.actor)
    return redirect("year_end:year", period)


@require_POST
def publication(request: Request, period: Period) -> HttpResponse:
    """The year is closed for good."""
    queries.year_or_404(request.actor, period)
    year_end.publish(period, by=request.actor)
    return redirect("year_end:year", period)


def new_documented(request: Request, period: Period) -> HttpResponse:
    """A bonus or a negative ground is proposed: first of which unit, then what and on which record."""
    unit = queries.unit_to_document(request.actor, asked.number(request, "unit"))
    if unit is None:
        context = {"period": period, "units": queries.units_to_document(request.actor)}
        return render(request, "year_end/new_documented.html", context)
    form = DocumentedForm(request.POST or None, records=queries.records_of(request.actor, unit, period))
    if request.method == "POST" and form.is_valid():
        item = actions.document(unit, year=period, by=request.actor, **form.facts)
        return redirect("assessment:document", item.pk)
    context = {"period": period, "unit": unit, "form": form}
    return render(request, "year_end/new_documented.html", context, status=422 if form.is_bound else 200)
