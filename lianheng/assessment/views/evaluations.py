"""Evaluation rounds for whoever keeps them: planned, opened, slips printed, closed, read."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lianheng.assessment import actions, queries
from lianheng.assessment.actions.evaluating import Asked
from lianheng.assessment.forms import RoundForm
from lianheng.kernel import clock
from lianheng.organisation import queries as organisation
from lianheng.organisation.request import Request


@require_safe
def rounds(request: Request) -> HttpResponse:
    """All rounds, newest first."""
    return render(request, "assessment/rounds.html", {"rounds": queries.round_list(request.actor)})


def new_round(request: Request) -> HttpResponse:
    """A round is planned."""
    queries.round_list(request.actor)
    classes = organisation.peer_classes(request.actor)
    form = RoundForm(request.POST or None, classes=classes, year=clock.today().year)
    if request.method == "POST" and form.is_valid():
        groups = [Asked(*each) for each in form.groups]
        held = actions.plan_round(**form.facts, groups=groups, by=request.actor)
        return redirect("assessment:round", held.pk)
    return render(request, "assessment/new_round.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
def round_(request: Request, round_id: int) -> HttpResponse:
    """One round: how many took part; what came of it once it is over."""
    sheet = queries.round_or_404(request.actor, round_id)
    return render(request, "assessment/round.html", {"sheet": sheet})


@require_POST
def opening(request: Request, round_id: int) -> HttpResponse:
    """Ballots are taken from the first day."""
    actions.open_round(queries.round_or_404(request.actor, round_id).round, by=request.actor)
    return redirect("assessment:round", round_id)


@require_POST
def slips(request: Request, round_id: int) -> HttpResponse:
    """Codes to be printed and cut apart, shown this once."""
    sheet = queries.round_or_404(request.actor, round_id)
    printed = actions.print_slips(sheet.round, by=request.actor)
    return render(request, "assessment/slips.html", {"round": sheet.round, "slips": printed})


@require_POST
def closing(request: Request, round_id: int) -> HttpResponse:
    """The box is sealed, its results can be read."""
    actions.close_round(queries.round_or_404(request.actor, round_id).round, by=request.actor)
    return redirect("assessment:round", round_id)
