"""Following up what was promised."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianheng.organisation.request import Request
from lianheng.talks import actions, queries
from lianheng.talks.forms import ReportForm, ReturnForm
from lianheng.talks.terms import TalkEvent

from .deeds import METHODS, carried_out, done, sheet_of


@require_safe
def commitment(request: Request, commitment_id: int) -> HttpResponse:
    """A promise stands in its talk."""
    found = queries.commitment_or_404(request.actor, commitment_id)
    return redirect(f"{reverse('talks:talk', args=[found.talk_id])}#promise-{found.pk}")


@require_http_methods(METHODS)
def report(request: Request, commitment_id: int) -> HttpResponse:
    """The person concerned says what was done."""
    found = queries.commitment_or_404(request.actor, commitment_id)
    sheet = sheet_of(request, found.talk_id)
    sheet.promise(found.pk).may_report.or_refuse()
    form = ReportForm(request.POST or None, initial={"report": found.report})
    act = partial(actions.report_commitment, found)
    return carried_out(request, sheet.about(found.pk), form, act, TalkEvent.COMMITMENT_REPORTED)


@require_POST
def kept(request: Request, commitment_id: int) -> HttpResponse:
    """What was promised is done."""
    found = queries.commitment_or_404(request.actor, commitment_id)
    actions.confirm_commitment(found, by=request.actor)
    return done(request, found.talk_id, TalkEvent.COMMITMENT_CONFIRMED)


@require_http_methods(METHODS)
def return_(request: Request, commitment_id: int) -> HttpResponse:
    """A report comes back with what is missing."""
    found = queries.commitment_or_404(request.actor, commitment_id)
    sheet = sheet_of(request, found.talk_id)
    sheet.promise(found.pk).may_return.or_refuse()
    form = ReturnForm(request.POST or None)
    act = partial(actions.return_commitment, found)
    return carried_out(request, sheet.about(found.pk), form, act, TalkEvent.COMMITMENT_RETURNED)
