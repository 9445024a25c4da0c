"""Scores: one unit's with its explanation, a month's list, units by months, the standard."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from lianheng.assessment import queries
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation.request import Request

from . import asked


@require_safe
def latest(request: Request) -> HttpResponse:
    """Whoever comes without a month is shown the latest: a unit its own score, others the list."""
    month = queries.latest_month(request.actor)
    unit_id = queries.own_unit_id(request.actor)
    if unit_id is not None:
        return redirect("assessment:score", month or Period.month_of(clock.today()), unit_id)
    return redirect("assessment:scores", month) if month else redirect("assessment:overview")


@require_safe
def score(request: Request, period: Period, unit_id: int) -> HttpResponse:
    """A unit's score of a month, every entry explained."""
    found = queries.score_or_404(request.actor, period, unit_id)
    months = queries.months_for_choice(request.actor)
    return render(request, "assessment/score.html", {"score": found, "months": months})


@require_safe
def scores(request: Request, period: Period) -> HttpResponse:
    """A month's scores across units."""
    chosen = {name: asked.text(request, name) for name in ("peer_class", "search", "sort")}
    found = queries.score_list_or_404(request.actor, period, **chosen, page=asked.page(request))
    months = queries.months_for_choice(request.actor)
    return render(request, "assessment/scores.html", {"list": found, "months": months, **chosen})


@require_safe
def overview(request: Request) -> HttpResponse:
    """Units by months."""
    found = queries.overview(
        request.actor, peer_class=asked.text(request, "peer_class"), page=asked.page(request)
    )
    return render(request, "assessment/overview.html", {"overview": found})


@require_safe
def schemes(request: Request) -> HttpResponse:
    """The scoring standard in force, its versions, and drafts of new ones."""
    context = {
        "classes": queries.scheme_classes(request.actor),
        "drafts": queries.draft_list(request.actor),
        "may_draft": queries.may_draft(request.actor),
    }
    return render(request, "assessment/schemes.html", context)
