"""Absences: who is away, reported, confirmed, taken back, ended earlier."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianheng.kernel import clock
from lianheng.organisation import actions, queries
from lianheng.organisation.forms import AbsenceForm, ReturnForm
from lianheng.organisation.request import Request
from lianheng.organisation.terms import OrganisationEvent

from .answers import done, form_page

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def absences(request: Request) -> HttpResponse:
    """Who is away, as far as one may know; what waits for confirmation first."""
    return render(request, "organisation/absences.html", {"sheets": queries.absence_list(request.actor)})


@require_http_methods(GET_OR_POST)
def new_absence(request: Request, person_id: int) -> HttpResponse:
    """Somebody is, or will be, away from his post."""
    actor, found = request.actor, queries.person_or_404(request.actor, person_id)
    queries.may_report_absence(actor, found).or_refuse()
    form = AbsenceForm(request.POST or None, initial={"from_on": clock.today()})

    def report(said: dict[str, Any]) -> HttpResponse:
        actions.report_absence(found, **said, by=actor)
        return done(request, OrganisationEvent.ABSENCE_REPORTED, "person", found.pk)

    return form_page(
        request, "organisation/new_absence.html", form, report, person=found, own=found.pk == actor.id
    )


@require_POST
def confirmation(request: Request, absence_id: int) -> HttpResponse:
    """The one above confirms an absence, or does not."""
    absence = queries.absence_or_404(request.actor, absence_id).absence
    if request.POST.get("outcome") == "decline":
        actions.decline_absence(absence, by=request.actor)
        return done(request, OrganisationEvent.ABSENCE_DECLINED, "absences")
    actions.confirm_absence(absence, by=request.actor)
    return done(request, OrganisationEvent.ABSENCE_CONFIRMED, "absences")


@require_POST
def withdrawal(request: Request, absence_id: int) -> HttpResponse:
    """An absence came to nothing."""
    absence = queries.absence_or_404(request.actor, absence_id).absence
    actions.withdraw_absence(absence, by=request.actor)
    return done(request, OrganisationEvent.ABSENCE_WITHDRAWN, "absences")


@require_http_methods(GET_OR_POST)
def early_return(request: Request, absence_id: int) -> HttpResponse:
    """Somebody is back earlier."""
    sheet = queries.absence_or_404(request.actor, absence_id)
    sheet.may_shorten.or_refuse()
    form = ReturnForm(request.POST or None, initial={"back_on": clock.today()})

    def shorten(said: dict[str, Any]) -> HttpResponse:
        actions.shorten_absence(sheet.absence, back_on=said["back_on"], by=request.actor)
        return done(request, OrganisationEvent.ABSENCE_SHORTENED, "absences")

    return form_page(request, "organisation/early_return.html", form, shorten, sheet=sheet)
