"""The year score: a class in its list, a unit's own sheet, objections to its items."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lianheng.assessment import actions, queries
from lianheng.assessment.forms import ObjectionForm, YearAnswerForm
from lianheng.assessment.terms import ObjectionState
from lianheng.kernel.period import Period
from lianheng.organisation.request import Request

from . import asked


@require_safe
def latest(request: Request) -> HttpResponse:
    """A unit is led to its own latest year, whoever reads across units to the latest list."""
    years = queries.scored_years(request.actor)
    unit_id = queries.own_unit_id(request.actor)
    if not years:
        return render(request, "assessment/no_year.html")
    if unit_id is not None:
        return redirect("assessment:year_score", years[0], unit_id)
    return redirect("assessment:year_scores", years[0])


@require_safe
def scores(request: Request, period: Period) -> HttpResponse:
    """The units of a class with their year scores."""
    chosen = {name: asked.text(request, name) for name in ("peer_class", "sort")}
    found = queries.year_score_list_or_404(request.actor, period, **chosen, page=asked.page(request))
    return render(request, "assessment/year_scores.html", {"list": found, "sort": chosen["sort"]})


@require_safe
def score(request: Request, period: Period, unit_id: int) -> HttpResponse:
    """A unit's year, every item explained."""
    found = queries.year_score_or_404(request.actor, period, unit_id)
    years = queries.scored_years(request.actor)
    return render(request, "assessment/year_score.html", {"sheet": found, "years": years})


def new_objection(request: Request, item_id: int) -> HttpResponse:
    """The unit says why an item of its year is wrong."""
    found = queries.year_item_or_404(request.actor, item_id)
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        filed = actions.object_to_item(found.item, reason=form.cleaned_data["reason"], by=request.actor)
        return redirect("assessment:year_objection", filed.pk)
    status = 422 if form.is_bound else 200
    return render(request, "assessment/new_year_objection.html", {"line": found, "form": form}, status=status)


@require_safe
def objections(request: Request) -> HttpResponse:
    """Objections to items of a year that wait for an answer, or were answered."""
    state = asked.text(request, "state") or ObjectionState.FILED.value
    found = queries.year_objection_list(request.actor, state=state)
    choices = {"states": ObjectionState.choices, "state": state}
    return render(request, "assessment/year_objections.html", {"rows": found, **choices})


@require_safe
def objection(request: Request, objection_id: int) -> HttpResponse:
    """An objection beside the item that it contests."""
    sheet = queries.year_objection_or_404(request.actor, objection_id)
    return render(request, "assessment/year_objection.html", {"sheet": sheet, "form": YearAnswerForm()})


@require_POST
def answer(request: Request, objection_id: int) -> HttpResponse:
    """The answer to an objection: the item is corrected, or it stands."""
    sheet = queries.year_objection_or_404(request.actor, objection_id)
    form = YearAnswerForm(request.POST)
    if not form.is_valid():
        return render(request, "assessment/year_objection.html", {"sheet": sheet, "form": form}, status=422)
    said = {name: form.cleaned_data[name] for name in ("answer", "points")}
    actions.answer_on_item(sheet.objection, uphold=form.uphold, by=request.actor, **said)
    return redirect("assessment:year_objection", objection_id)
