"""The page on which every measure is explained."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lianheng.organisation.request import Request

from . import queries


@require_safe
def measures(request: Request) -> HttpResponse:
    """All measures, each with what it means."""
    return render(request, "catalogue/measures.html", {"measures": queries.measure_list(request.actor)})
