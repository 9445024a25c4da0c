"""The record of a talk: written, answered by the person concerned, signed, closed."""

from functools import partial

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from lianheng.organisation.request import Request
from lianheng.talks import actions
from lianheng.talks.forms import ClosureForm, ConfirmationForm, RecordForm, RefusalForm
from lianheng.talks.terms import TalkEvent

from .deeds import METHODS, carried_out, done, sheet_of


@require_http_methods(METHODS)
def record(request: Request, talk_id: int) -> HttpResponse:
    """What was said, and what was promised until when."""
    sheet = sheet_of(request, talk_id)
    sheet.may_record.or_refuse()
    talk = sheet.talk
    before = {"held_at": sheet.likely_held_at, "said": talk.record, "taken_down": talk.taken_down}
    form = RecordForm(request.POST or None, initial=before, promised=sheet.promised)
    act = partial(actions.record_talk, talk)
    return carried_out(request, sheet, form, act, TalkEvent.HELD, "talks/record.html")


@require_http_methods(METHODS)
def confirmation(request: Request, talk_id: int) -> HttpResponse:
    """The person concerned reads the record and says his own words to it."""
    sheet = sheet_of(request, talk_id)
    sheet.may_confirm.or_refuse()
    form = ConfirmationForm(request.POST or None)
    act = partial(actions.confirm, sheet.talk)
    return carried_out(request, sheet, form, act, TalkEvent.CONFIRMED, "talks/confirmation.html")


@require_http_methods(METHODS)
def refusal(request: Request, talk_id: int) -> HttpResponse:
    """That the person concerned did not confirm is noted."""
    sheet = sheet_of(request, talk_id)
    sheet.may_note_refusal.or_refuse()
    form = RefusalForm(request.POST or None)
    act = partial(actions.note_refusal, sheet.talk)
    return carried_out(request, sheet, form, act, TalkEvent.REFUSAL_NOTED)


@require_POST
def signature(request: Request, talk_id: int) -> HttpResponse:
    """Whoever took part signs the record."""
    actions.sign(sheet_of(request, talk_id).talk, by=request.actor)
    return done(request, talk_id, TalkEvent.SIGNED)


@require_http_methods(METHODS)
def closure(request: Request, talk_id: int) -> HttpResponse:
    """Followed up and closed."""
    sheet = sheet_of(request, talk_id)
    sheet.may_close.or_refuse()
    form = ClosureForm(request.POST or None)
    act = partial(actions.close, sheet.talk)
    return carried_out(request, sheet, form, act, TalkEvent.CLOSED)
