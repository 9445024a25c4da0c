"""Roles: who holds which, what one asks and another approves, what changed in a week; and accounts."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianheng.kernel import clock
from lianheng.organisation import actions, queries, tables
from lianheng.organisation.forms import ConsentForm, ReasonForm
from lianheng.organisation.request import Request
from lianheng.organisation.terms import OrganisationEvent

from . import saved
from .answers import done, form_page

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
@saved.opens_with_start
def grants(request: Request) -> HttpResponse:
    """Who holds which role today."""
    rows = queries.grant_list_or_404(request.actor)
    table = tables.GRANTS.read(request.GET, rows, **saved.around(request))
    return render(request, "organisation/grants.html", {"table": table})


@require_safe
@saved.opens_with_start
def accounts(request: Request) -> HttpResponse:
    """Who can sign in, and who could once."""
    rows = queries.account_list_or_404(request.actor)
    table = tables.ACCOUNTS.read(request.GET, rows, **saved.around(request))
    return render(request, "organisation/accounts.html", {"table": table})


@require_safe
def grant_requests(request: Request) -> HttpResponse:
    """What was asked for; what waits first."""
    sheets = queries.grant_requests_or_404(request.actor)
    return render(request, "organisation/grant_requests.html", {"sheets": sheets})


@require_safe
def grant_request(request: Request, request_id: int) -> HttpResponse:
    """One request: who asks for whom, and who decided."""
    sheet = queries.grant_request_or_404(request.actor, request_id)
    trail = queries.grant_request_trail(request.actor, sheet.request)
    context = {"sheet": sheet, "trail": trail, "form": ConsentForm()}
    return render(request, "organisation/grant_request.html", context)


@require_POST
def grant_decision(request: Request, request_id: int) -> HttpResponse:
    """The second person approves, or does not."""
    found = queries.grant_request_or_404(request.actor, request_id).request
    answer = str(request.POST.get("answer", ""))[:300]
    if request.POST.get("outcome") == "refuse":
        actions.refuse_grant(found, answer=answer, by=request.actor)
        return done(request, OrganisationEvent.GRANT_REFUSED, "grant_request", found.pk)
    actions.approve_grant(found, answer=answer, by=request.actor)
    return done(request, OrganisationEvent.GRANT_APPROVED, "grant_request", found.pk)


@require_POST
def grant_withdrawal(request: Request, request_id: int) -> HttpResponse:
    """Whoever asked does not ask any more."""
    found = queries.grant_request_or_404(request.actor, request_id).request
    actions.withdraw_grant(found, by=request.actor)
    return done(request, OrganisationEvent.GRANT_WITHDRAWN, "grant_request", found.pk)


@require_http_methods(GET_OR_POST)
def new_revocation(request: Request, person_id: int, grant_id: int) -> HttpResponse:
    """It is asked that a role be taken back which nobody takes back alone."""
    actor, found = request.actor, queries.person_or_404(request.actor, person_id)
    held = queries.grant_or_404(actor, found, grant_id)
    queries.may_ask_revocation(actor, held).or_refuse()

    def ask(said: dict[str, Any]) -> HttpResponse:
        asked = actions.ask_revocation(held, reason=said["reason"], by=actor)
        return done(request, OrganisationEvent.GRANT_ASKED, "grant_request", asked.pk)

    form = ReasonForm(request.POST or None)
    return form_page(request, "organisation/new_revocation.html", form, ask, person=found, grant=held)


@require_safe
def changes(request: Request) -> HttpResponse:
    """What changed in accounts and roles, a week at a time."""
    try:
        day = date.fromisoformat(request.GET.get("week", ""))
    except ValueError:
        day = clock.today()
    week = queries.week_or_404(request.actor, day)
    return render(request, "organisation/changes.html", {"week": week})
