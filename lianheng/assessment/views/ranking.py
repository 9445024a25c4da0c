"""Ranking of a class in a month, a quarter or a year."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from lianheng.assessment import queries
from lianheng.kernel.period import Period

from . import asked


@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    """The latest month that can be ranked."""
    choices = queries.ranking_periods(request.actor)
    if not choices:
        raise Http404
    if not choices[1]:
        return render(request, "assessment/nothing_ranked.html")
    return redirect("assessment:ranking", choices[1][0].period)


@require_safe
def ranking(request: HttpRequest, period: Period) -> HttpResponse:
    """A class in its order."""
    found = queries.ranking_or_404(
        request.actor, period, asked.text(request, "peer_class"), asked.page(request)
    )
    choices = queries.ranking_periods(request.actor)
    return render(request, "assessment/ranking.html", {"ranking": found, "choices": choices})
