"""Yellow cards: what cures them, what the unit handed in, what the office confirmed or returned."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianheng.assessment import actions, queries
from lianheng.assessment.forms import CureProofForm, CureReturnForm
from lianheng.assessment.terms import AssessmentEvent
from lianheng.organisation.request import Request
from lianheng.organisation.views import saved
from lianheng.papers.handing_out import handed_out

from . import asked

METHODS = ["GET", "HEAD", "POST"]


@require_safe
def cards(request: Request) -> HttpResponse:
    """Yellow cards in effect, or lifted."""
    lifted = asked.text(request, "lifted") == "1"
    found = queries.card_list(request.actor, lifted=lifted)
    around = {"tools": saved.tools(request, "cards"), "base": saved.frame(request)}
    return render(request, "assessment/cards.html", {"sheets": found, "lifted": lifted, **around})


@require_safe
def card(request: Request, card_id: int) -> HttpResponse:
    """A yellow card with everything that cures it."""
    return render(request, "assessment/card.html", {"sheet": queries.card_or_404(request.actor, card_id)})


@require_safe
def notice(request: Request, card_id: int, ending: str) -> HttpResponse:
    """The paper with which the unit is told of its card."""
    paper = queries.card_letter_or_404(request.actor, card_id)
    return handed_out(paper, f"{paper.title} {card_id}", ending, by=request.actor)


@require_http_methods(METHODS)
def proof(request: Request, cure_id: int) -> HttpResponse:
    """The unit hands in what it did about a cure task."""
    found = queries.cure_or_404(request.actor, cure_id)
    sheet, cure = queries.cure_sheet(request.actor, found)
    cure.may_hand_in.or_refuse()
    form = CureProofForm(*(request.POST, request.FILES) if request.method == "POST" else ())
    if not form.is_valid():
        context = {"sheet": sheet, "cure": cure, "form": form}
        return render(request, "assessment/cure_proof.html", context, status=422 if form.is_bound else 200)
    actions.hand_in_cure(found, **form.cleaned_data, by=request.actor)
    messages.success(request, AssessmentEvent.CURE_HANDED_IN.label)
    return redirect("assessment:card", found.card_id)


@require_http_methods(METHODS)
def return_(request: Request, cure_id: int) -> HttpResponse:
    """What was handed in comes back with a reason."""
    found = queries.cure_or_404(request.actor, cure_id)
    sheet, cure = queries.cure_sheet(request.actor, found)
    cure.may_return.or_refuse()
    form = CureReturnForm(request.POST or None)
    if not form.is_valid():
        context = {"sheet": sheet, "cure": cure, "form": form}
        return render(request, "assessment/cure_return.html", context, status=422 if form.is_bound else 200)
    actions.return_cure(found, **form.cleaned_data, by=request.actor)
    return redirect("assessment:card", found.card_id)


@require_POST
def confirmation(request: Request, cure_id: int) -> HttpResponse:
    """A cure task is confirmed as done."""
    found = queries.cure_or_404(request.actor, cure_id)
    actions.confirm_cure(found, by=request.actor)
    return redirect("assessment:card", found.card_id)
