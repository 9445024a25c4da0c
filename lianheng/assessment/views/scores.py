"""Scores: one unit's with its explanation, a month's list, units by months, the standard."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lianheng.assessment import queries
from lianheng.assessment.tables import SCORES
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation.request import Request
from lianheng.organisation.views import saved

from . import asked


@require_safe
@saved.opens_with_start
def latest(request: Request) -> HttpResponse:
    """Whoever comes without a month is shown the latest: a unit its own score, others the list."""
    month = queries.latest_month(request.actor)
    unit_id = queries.own_unit_id(request.actor)
    if unit_id is not None:
        return redirect("assessment:score", month or Period.month_of(clock.today()), unit_id)
    said = f"?{request.GET.urlencode()}" if request.GET else ""
    url = reverse("assessment:scores", args=[month]) if month else reverse("assessment:overview")
    return redirect(url + said)


@require_safe
def score(request: Request, period: Period, unit_id: int) -> HttpResponse:
    """A unit's score of a month, every entry explained."""
    found = queries.score_or_404(request.actor, period, unit_id)
    months = queries.months_for_choice(request.actor)
    return render(request, "assessment/score.html", {"score": found, "months": months})


@require_safe
def scores(request: Request, period: Period) -> HttpResponse:
    """A month's scores across units."""
    found = queries.score_list_or_404(request.actor, period)
    around = saved.around(request, reverse("assessment:scores_latest"))
    choices = {"peer_class": [(each, each) for each in found.classes]}
    pinned = {"period": str(period)}
    table = SCORES.read(request.GET, found.rows, choices=choices, pinned=pinned, **around)
    months = queries.months_for_choice(request.actor)
    return render(request, "assessment/scores.html", {"list": found, "table": table, "months": months})


@require_safe
def overview(request: Request) -> HttpResponse:
    """Units by months."""
    said, base = asked.text(request, "peer_class"), saved.frame(request)
    if base == saved.PRINT:
        found = queries.whole_overview(request.actor, peer_class=said)
    else:
        found = queries.overview(request.actor, peer_class=said, page=asked.page(request))
    tools = saved.tools(request, "overview", peer_class=found.peer_class)
    context = {"overview": found, "tools": tools, "base": base, "is_wide": True}
    return render(request, "assessment/overview.html", context)


@require_safe
def schemes(request: Request) -> HttpResponse:
    """The scoring standard in force, its versions, and drafts of new ones."""
    context = {
        "classes": queries.scheme_classes(request.actor),
        "drafts": queries.draft_list(request.actor),
        "may_draft": queries.may_draft(request.actor),
    }
    return render(request, "assessment/schemes.html", context)
