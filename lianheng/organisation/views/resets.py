"""Lost factors: asked for by the system administrator, decided by the security administrator."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianheng.kernel import clock
from lianheng.organisation import actions, queries
from lianheng.organisation.forms import ResetDecisionForm, ResetForm
from lianheng.organisation.request import Request
from lianheng.organisation.terms import OrganisationEvent

from .answers import done, form_page

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def resets(request: Request) -> HttpResponse:
    """What waits first, then the latest."""
    return render(request, "organisation/resets.html", {"sheets": queries.reset_list(request.actor)})


@require_http_methods(GET_OR_POST)
def new_reset(request: Request, person_id: int) -> HttpResponse:
    """Somebody has lost what he signs in with, and has asked for help."""
    actor, person = request.actor, queries.person_or_404(request.actor, person_id)
    queries.may_ask_reset(actor, person.pk).or_refuse()

    def ask(said: dict[str, Any]) -> HttpResponse:
        reset = actions.ask_factor_reset(person, **said, by=actor)
        return done(request, OrganisationEvent.RESET_ASKED, "reset", reset.pk)

    form = ResetForm(request.POST or None)
    return form_page(request, "organisation/new_reset.html", form, ask, person=person)


@require_safe
def reset(request: Request, reset_id: int) -> HttpResponse:
    """Who lost what, who asked, who answers for it."""
    sheet = queries.reset_or_404(request.actor, reset_id)
    return render(request, "organisation/reset.html", {"sheet": sheet, "form": ResetDecisionForm()})


@require_POST
def reset_decision(request: Request, reset_id: int) -> HttpResponse:
    """The other administrator agrees, or does not."""
    found = queries.reset_or_404(request.actor, reset_id).reset
    said = request.POST.get("answer", "")[:300]
    if request.POST.get("outcome") == "approve":
        actions.approve_factor_reset(found, answer=said, by=request.actor)
        return done(request, OrganisationEvent.RESET_APPROVED, "reset", found.pk)
    actions.refuse_factor_reset(found, answer=said, by=request.actor)
    return done(request, OrganisationEvent.RESET_REFUSED, "reset", found.pk)


@require_POST
def reset_end(request: Request, reset_id: int) -> HttpResponse:
    """It was not asked for, or is not needed any more."""
    found = queries.reset_or_404(request.actor, reset_id).reset
    actions.stop_factor_reset(found, by=request.actor)
    return done(request, OrganisationEvent.RESET_STOPPED, "reset", found.pk)


@require_safe
def stale(request: Request) -> HttpResponse:
    """Accounts that nobody has used for ninety days."""
    accounts = queries.stale_accounts(request.actor, clock.now())
    return render(request, "organisation/stale_accounts.html", {"accounts": accounts})
