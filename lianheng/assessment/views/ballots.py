"""The ballot: filled in, looked over, cast; by whoever signs in, or by whoever holds a slip."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from lianheng.assessment import actions, queries
from lianheng.assessment.forms import BallotPaper, CodeForm
from lianheng.assessment.queries.evaluations import Paper
from lianheng.assessment.terms import AssessmentReason
from lianheng.organisation.request import Request

CAST, SUMMED_UP, FILLING = "cast", "check", "fill"
READING = ["GET", "HEAD", "POST"]


@require_http_methods(READING)
def ballot(request: Request, round_id: int) -> HttpResponse:
    """Somebody who signed in votes."""
    paper = queries.ballot_or_404(request.actor, round_id)
    return _voting(request, paper, is_sent=request.method == "POST")


@login_not_required
@require_http_methods(READING)
def by_code(request: Request) -> HttpResponse:
    """Whoever holds a slip votes with its code; who that is nobody asks."""
    form = CodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(
            request, "assessment/ballot_code.html", {"form": form}, status=422 if form.is_bound else 200
        )
    paper = queries.ballot_by_code(request.actor, form.cleaned_data["code"])
    if paper is None:
        form.add_error("code", AssessmentReason.CODE_UNKNOWN.label)
        return render(request, "assessment/ballot_code.html", {"form": form}, status=422)
    return _voting(request, paper, is_sent="step" in request.POST)


def _voting(request: Request, paper: Paper, *, is_sent: bool) -> HttpResponse:
    """Fill in, look over, cast: what was typed travels along and is kept nowhere before."""
    form = _paper(request, paper, is_sent)
    step = request.POST.get("step", "") if is_sent else FILLING
    if not paper.may_vote or step in ("", FILLING) or not form.is_valid():
        status = 422 if is_sent and step != FILLING and form.errors else 200
        return _page(request, paper, form, FILLING, status)
    if step == CAST:
        actions.cast_ballot(paper.entitlement, form.answers)
        return _page(request, paper, form, CAST, 200)
    return _page(request, paper, form, SUMMED_UP, 200)


def _paper(request: Request, paper: Paper, is_sent: bool) -> BallotPaper:
    units = [(unit.pk, str(unit)) for unit in paper.units]
    said = {"units": units, "questions": paper.round.questions, "form": paper.round.form}
    return BallotPaper(request.POST if is_sent else None, **said)


def _page(request: Request, paper: Paper, form: BallotPaper, step: str, status: int) -> HttpResponse:
    context = {"paper": paper, "form": form, "step": step, "code": request.POST.get("code", "")}
    return render(request, "assessment/ballot.html", context, status=status)
