"""Sentences: the numbers behind one, its wording, its place; one's own."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from lianheng.assessment import actions as assessment
from lianheng.flows.month_review import queries
from lianheng.flows.month_review.addresses import address
from lianheng.flows.month_review.forms import LeaveOutForm, MoveForm, SentenceForm, WordingForm
from lianheng.organisation.request import Request

from .reviews import page


def sentence(request: Request, sentence_id: int) -> HttpResponse:
    """On which numbers a sentence rests, down to their records; and how it is worded."""
    found = queries.sentence_or_404(request.actor, sentence_id)
    form = WordingForm(request.POST or None, initial=found.wording)
    if request.method == "POST" and form.is_valid():
        assessment.reword_sentence(found.sentence, **form.cleaned_data, by=request.actor)
        return redirect(found.address)
    status = 422 if form.is_bound else 200
    return render(request, "reviews/sentence.html", {"found": found, "form": form}, status=status)


@require_POST
def new_sentence(request: Request, review_id: int) -> HttpResponse:
    """A sentence of one's own."""
    sheet = queries.sheet_or_404(request.actor, review_id)
    form = SentenceForm(request.POST)
    if not form.is_valid():
        return page(request, review_id, 422, new_sentence=form)
    added = assessment.add_sentence(sheet.review, **form.cleaned_data, by=request.actor)
    return redirect(address(added))


@require_POST
def place(request: Request, sentence_id: int) -> HttpResponse:
    """One place up or down."""
    found = queries.sentence_or_404(request.actor, sentence_id)
    form = MoveForm(request.POST)
    if form.is_valid():
        assessment.move_sentence(found.sentence, **form.cleaned_data, by=request.actor)
    return redirect(found.address)


@require_POST
def omission(request: Request, sentence_id: int) -> HttpResponse:
    """Left out, or taken in again."""
    found = queries.sentence_or_404(request.actor, sentence_id)
    form = LeaveOutForm(request.POST)
    if form.is_valid():
        assessment.leave_out_sentence(found.sentence, **form.cleaned_data, by=request.actor)
    return redirect(found.address)
