"""Arranging a talk: the plan, the notice, putting it off, cancelling it."""

from functools import partial

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from lianheng.organisation.request import Request
from lianheng.talks import actions, queries
from lianheng.talks.forms import CancellationForm, NoticeForm, PlanForm, PostponementForm
from lianheng.talks.terms import TalkEvent

from .deeds import METHODS, carried_out, sheet_of


@require_http_methods(METHODS)
def plan(request: Request, talk_id: int) -> HttpResponse:
    """When, where, and who takes part."""
    sheet = sheet_of(request, talk_id)
    sheet.may_plan.or_refuse()
    talk = sheet.talk
    before = {"at": talk.planned_at, "place": talk.place, "led_by": talk.led_by_id}
    before |= {"second": talk.second_id, "recorder": talk.recorder_id}
    form = PlanForm(request.POST or None, initial=before, people=queries.choices(request.actor, talk))
    act = partial(actions.plan, talk)
    return carried_out(request, sheet, form, act, TalkEvent.PLANNED)


@require_http_methods(METHODS)
def notice(request: Request, talk_id: int) -> HttpResponse:
    """The notice to the person concerned."""
    sheet = sheet_of(request, talk_id)
    sheet.may_notify.or_refuse()
    proposed = queries.proposed_notice(request.actor, sheet.talk)
    form = NoticeForm(request.POST or None, initial={"notice": proposed})
    act = partial(actions.notify, sheet.talk)
    return carried_out(request, sheet, form, act, TalkEvent.NOTIFIED)


@require_http_methods(METHODS)
def postponement(request: Request, talk_id: int) -> HttpResponse:
    """A talk is put off to another day."""
    sheet = sheet_of(request, talk_id)
    sheet.may_postpone.or_refuse()
    form = PostponementForm(request.POST or None, initial={"at": sheet.talk.planned_at})
    act = partial(actions.postpone, sheet.talk)
    return carried_out(request, sheet, form, act, TalkEvent.POSTPONED)


@require_http_methods(METHODS)
def cancellation(request: Request, talk_id: int) -> HttpResponse:
    """A talk that was not held is cancelled."""
    sheet = sheet_of(request, talk_id)
    sheet.may_cancel.or_refuse()
    form = CancellationForm(request.POST or None)
    act = partial(actions.cancel, sheet.talk)
    return carried_out(request, sheet, form, act, TalkEvent.CANCELLED)
