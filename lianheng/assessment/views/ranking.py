"""Ranking of a class in a month, a quarter or a year."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from lianheng.assessment import queries
from lianheng.kernel.period import Period
from lianheng.organisation.request import Request
from lianheng.organisation.views import saved

from . import asked


@require_safe
def latest(request: Request) -> HttpResponse:
    """The period asked for, or the latest month that can be ranked; a unit finds its place with its score."""
    if queries.own_unit_id(request.actor) is not None:
        return redirect("assessment:scores_latest")
    choices = queries.ranking_periods(request.actor)
    if not choices:
        raise Http404
    known = {str(each.period) for found in choices.values() for each in found}
    if not known:
        return render(request, "assessment/nothing_ranked.html")
    wanted = asked.text(request, "period")
    url = reverse("assessment:ranking", args=[wanted if wanted in known else choices[1][0].period])
    peer_class = urlencode({"peer_class": asked.text(request, "peer_class")})
    return redirect(f"{url}?{peer_class}")


@require_safe
def ranking(request: Request, period: Period) -> HttpResponse:
    """A class in its order."""
    said, base = asked.text(request, "peer_class"), saved.frame(request)
    if base == saved.PRINT:
        found = queries.whole_ranking_or_404(request.actor, period, said)
    else:
        found = queries.ranking_or_404(request.actor, period, said, asked.page(request))
    tools = saved.tools(request, "ranking", period=str(period), peer_class=found.peer_class)
    choices = queries.ranking_periods(request.actor)
    context = {"ranking": found, "choices": choices, "tools": tools, "base": base}
    return render(request, "assessment/ranking.html", context)
