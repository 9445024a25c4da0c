"""Talks within sight, and one of them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lianheng.organisation.request import Request
from lianheng.organisation.views import saved
from lianheng.talks import queries
from lianheng.talks.tables import listed_talks
from lianheng.talks.terms import TalkListed


@require_safe
@saved.opens_with_start
def talks(request: Request) -> HttpResponse:
    """Talks under way, or settled."""
    state, rows = queries.talk_rows(request.actor, request.GET.get("state", ""))
    around = saved.around(request)
    table = listed_talks(state).read(request.GET, rows, pinned={"state": state.value}, **around)
    context = {"table": table, "base": table.base, "state": state, "states": TalkListed.choices}
    return render(request, "talks/talks.html", context)


@require_safe
def talk(request: Request, talk_id: int) -> HttpResponse:
    """A talk: why, with whom, what was said, what the person says, what was promised."""
    found = queries.sheet(request.actor, queries.talk_or_404(request.actor, talk_id))
    return render(request, "talks/talk.html", {"sheet": found})
