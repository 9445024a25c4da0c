"""Talks within sight, and one of them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lianheng.organisation.request import Request
from lianheng.talks import queries
from lianheng.talks.terms import TalkKind


def _page_number(request: Request) -> int:
    said = request.GET.get("page", "")
    return max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 6 else 1


@require_safe
def talks(request: Request) -> HttpResponse:
    """Talks under way, or settled."""
    chosen = {name: request.GET.get(name, "").replace("\0", "").strip()[:40] for name in ("state", "kind")}
    search = request.GET.get("search", "").replace("\0", "").strip()[:40]
    found = queries.talk_list(request.actor, **chosen, search=search, page=_page_number(request))
    return render(request, "talks/talks.html", {"list": found, "kinds": TalkKind.choices})


@require_safe
def talk(request: Request, talk_id: int) -> HttpResponse:
    """A talk: why, with whom, what was said, what the person says, what was promised."""
    found = queries.sheet(request.actor, queries.talk_or_404(request.actor, talk_id))
    return render(request, "talks/talk.html", {"sheet": found})
