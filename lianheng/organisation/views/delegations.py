"""Delegations: who stands in for whom; asked for, agreed to, taken back; and acting in somebody's stead."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianheng.kernel import clock
from lianheng.organisation import actions, queries
from lianheng.organisation.forms import ConsentForm, DelegationForm
from lianheng.organisation.middleware import STANDING_IN
from lianheng.organisation.request import Request
from lianheng.organisation.terms import OrganisationEvent

from .answers import done, form_page

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def delegations(request: Request) -> HttpResponse:
    """The delegations that one may know of; what waits for consent first."""
    sheets = queries.delegation_list(request.actor)
    return render(request, "organisation/delegations.html", {"sheets": sheets})


@require_http_methods(GET_OR_POST)
def new_delegation(request: Request, person_id: int) -> HttpResponse:
    """A person lends a role, or it is lent for him."""
    actor, found = request.actor, queries.person_or_404(request.actor, person_id)
    queries.may_lend_for(actor, found).or_refuse()
    form, people = _lending(request, found), queries.colleagues_of(actor, found)

    def lend(said: dict[str, Any]) -> HttpResponse:
        role, unit_id = said.pop("lent")
        unit = queries.unit_or_404(actor, unit_id)
        lent = actions.lend_role(found, said.pop("substitute"), role=role, unit=unit, **said, by=actor)
        return done(request, OrganisationEvent.DELEGATION_ASKED, "delegation", lent.pk)

    return form_page(request, "organisation/new_delegation.html", form, lend, person=found, people=people)


def _lending(request: Request, found: Any) -> DelegationForm:
    find, lendable = (
        partial(queries.person_named, request.actor),
        queries.lendable_roles(request.actor, found),
    )
    first = {"from_on": clock.today()}
    return DelegationForm(request.POST or None, find=find, lendable=lendable, initial=first)


@require_safe
def delegation(request: Request, delegation_id: int) -> HttpResponse:
    """One delegation: who for whom, what for, who agreed."""
    sheet = queries.delegation_or_404(request.actor, delegation_id)
    trail = queries.trail_of(request.actor, sheet.delegation)
    context = {"sheet": sheet, "trail": trail, "form": ConsentForm()}
    return render(request, "organisation/delegation.html", context)


@require_safe
def delegation_sheet(request: Request, delegation_id: int) -> HttpResponse:
    """The delegation on paper."""
    sheet = queries.delegation_or_404(request.actor, delegation_id)
    return render(request, "organisation/delegation_sheet.html", {"sheet": sheet})


@require_POST
def consent(request: Request, delegation_id: int) -> HttpResponse:
    """Whoever stands above agrees, or does not."""
    found = queries.delegation_or_404(request.actor, delegation_id).delegation
    answer = str(request.POST.get("answer", ""))[:300]
    if request.POST.get("outcome") == "refuse":
        actions.refuse_delegation(found, answer=answer, by=request.actor)
        return done(request, OrganisationEvent.DELEGATION_REFUSED, "delegation", found.pk)
    actions.approve_delegation(found, answer=answer, by=request.actor)
    return done(request, OrganisationEvent.DELEGATION_APPROVED, "delegation", found.pk)


@require_POST
def delegation_end(request: Request, delegation_id: int) -> HttpResponse:
    """The role is taken back at once."""
    found = queries.delegation_or_404(request.actor, delegation_id).delegation
    actions.revoke_delegation(found, by=request.actor)
    return done(request, OrganisationEvent.DELEGATION_REVOKED, "delegation", found.pk)


@require_POST
def stead(request: Request) -> HttpResponse:
    """From now on one acts in somebody's stead, or as oneself again; the frame of every page says which."""
    wanted = request.POST.get("delegation", "")
    lent = next((each for each in request.actor.standing_in if str(each.delegation_id) == wanted), None)
    if lent is None:
        request.session.pop(STANDING_IN, None)
    else:
        request.session[STANDING_IN] = lent.delegation_id
    to = request.POST.get("next", "/")
    return redirect(to if url_has_allowed_host_and_scheme(to, allowed_hosts=None) else "/")
