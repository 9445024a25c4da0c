"""How the installation runs."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lianheng.organisation.request import Request

from . import queries


@require_safe
def state(request: Request) -> HttpResponse:
    """Database, disk, worker, and what could not be done."""
    return render(request, "state/state.html", {"state": queries.state_or_404(request.actor)})
