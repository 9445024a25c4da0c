"""People: the roster, one person, posts taken up and given up, roles entrusted and taken back."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianheng.kernel import clock
from lianheng.organisation import actions, policy, queries, tables
from lianheng.organisation.forms import AppointmentForm, GrantForm, PersonForm, ReliefForm
from lianheng.organisation.request import Request
from lianheng.organisation.terms import OrganisationEvent

from . import saved
from .answers import done, form_page

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
@saved.opens_with_start
def people(request: Request) -> HttpResponse:
    """The people whom one may see, by the sound of their names."""
    rows = queries.person_list(request.actor)
    table = tables.PEOPLE.read(request.GET, rows, **saved.around(request))
    context = {"table": table, "may_add": policy.may_manage_people(request.actor)}
    return render(request, "organisation/people.html", context)


@require_safe
def person(request: Request, person_id: int) -> HttpResponse:
    """One person: posts, roles, and the account."""
    actor, found = request.actor, queries.person_or_404(request.actor, person_id)
    context = {
        "person": found,
        "appointments": queries.appointments_of(actor, found),
        "units_in_sight": queries.units_of(actor, found),
        "roles": queries.held_roles(actor, found),
        "account": queries.account_of(actor, found),
        "may_change": policy.may_manage_people(actor),
        "may_entrust": policy.may_revoke(actor, found.pk),
        "may_open": policy.may_open_account(actor, found.pk),
        "trail": queries.history_of(actor, found),
    }
    return render(request, "organisation/person.html", context | _changes(actor, found))


def _changes(actor: Any, found: Any) -> dict[str, Any]:
    """When the person was away, for whom he stood in or who for him, what he handed over."""
    return {
        "today": clock.today(),
        "absences": queries.absences_of(actor, found),
        "delegations": queries.delegations_of(actor, found),
        "handovers": queries.handovers_of(actor, found),
        "may_report": queries.may_report_absence(actor, found),
        "may_lend": queries.may_lend_for(actor, found),
    }


@require_http_methods(GET_OR_POST)
def new_person(request: Request) -> HttpResponse:
    """Somebody new on the roster."""
    policy.may_manage_people(request.actor).or_refuse()

    def add(said: dict[str, Any]) -> HttpResponse:
        added = actions.add_person(number=said["number"], name=said["name"], facts=said, by=request.actor)
        return done(request, OrganisationEvent.PERSON_ADDED, "new_appointment", added.pk)

    return form_page(request, "organisation/new_person.html", PersonForm(request.POST or None), add)


@require_http_methods(GET_OR_POST)
def person_facts(request: Request, person_id: int) -> HttpResponse:
    """What the roster says of a person is put right."""
    found = queries.person_or_404(request.actor, person_id)
    policy.may_manage_people(request.actor).or_refuse()
    form = PersonForm(request.POST or None, initial=queries.person_facts(request.actor, found))

    def change(said: dict[str, Any]) -> HttpResponse:
        actions.change_person(found, said, by=request.actor)
        return done(request, OrganisationEvent.PERSON_CHANGED, "person", found.pk)

    return form_page(request, "organisation/person_facts.html", form, change, person=found)


@require_http_methods(GET_OR_POST)
def new_appointment(request: Request, person_id: int) -> HttpResponse:
    """A person takes up a post."""
    actor, found = request.actor, queries.person_or_404(request.actor, person_id)
    policy.may_manage_people(actor).or_refuse()
    held = {each.pk: each for each in found.in_office}
    form = AppointmentForm(request.POST or None, find=partial(queries.unit_named, actor), held=held.items())

    def appoint(said: dict[str, Any]) -> HttpResponse:
        given_up = held.get(said.pop("instead_of"))
        actions.appoint(found, said.pop("unit"), said.pop("post"), **said, instead_of=given_up, by=actor)
        return done(request, OrganisationEvent.APPOINTED, "person", found.pk)

    return form_page(request, "organisation/new_appointment.html", form, appoint, person=found)


@require_http_methods(GET_OR_POST)
def relief(request: Request, person_id: int, appointment_id: int) -> HttpResponse:
    """A person gives up a post."""
    found = queries.person_or_404(request.actor, person_id)
    held = queries.appointment_or_404(request.actor, found, appointment_id)
    policy.may_manage_people(request.actor, held.post.unit).or_refuse()
    form = ReliefForm(request.POST or None, initial={"on": clock.today()})

    def relieve(said: dict[str, Any]) -> HttpResponse:
        actions.relieve(held, on=said["on"], by=request.actor)
        return done(request, OrganisationEvent.RELIEVED, "person", found.pk)

    return form_page(request, "organisation/relief.html", form, relieve, person=found, appointment=held)


@require_http_methods(GET_OR_POST)
def new_grant(request: Request, person_id: int) -> HttpResponse:
    """A role is entrusted to a person, or asked for when one person alone does not entrust it."""
    actor, found = request.actor, queries.person_or_404(request.actor, person_id)
    policy.may_revoke(actor, found.pk).or_refuse()
    find = partial(queries.unit_named, actor)
    form = GrantForm(request.POST or None, find=find, initial={"from_on": clock.today()})
    act = partial(_entrust, request, found)
    return form_page(request, "organisation/new_grant.html", form, act, person=found)


def _entrust(request: Request, found: Any, said: dict[str, Any]) -> HttpResponse:
    role, unit = said.pop("role"), said.pop("unit")
    if queries.needs_second(request.actor, role, said["from_on"]):
        asked = actions.ask_grant(found, role, unit, **said, by=request.actor)
        return done(request, OrganisationEvent.GRANT_ASKED, "grant_request", asked.pk)
    actions.grant(found, role, unit, **said, by=request.actor)
    return done(request, OrganisationEvent.GRANTED, "person", found.pk)


@require_POST
def revocation(request: Request, person_id: int, grant_id: int) -> HttpResponse:
    """A role is taken back at once."""
    found = queries.person_or_404(request.actor, person_id)
    actions.revoke(queries.grant_or_404(request.actor, found, grant_id), by=request.actor)
    return done(request, OrganisationEvent.REVOKED, "person", found.pk)


@never_cache
@require_POST
def password(request: Request, person_id: int) -> HttpResponse:
    """An account is opened, or its password reset; the new one is shown this once and kept nowhere."""
    found = queries.person_or_404(request.actor, person_id)
    account = queries.account_of(request.actor, found)
    renew = actions.reset_password if account and account.is_active else actions.open_account
    context = {"person": found, "password": renew(found, by=request.actor)}
    return render(request, "organisation/password.html", context)


@require_POST
def account_closure(request: Request, person_id: int) -> HttpResponse:
    """Nobody signs in with this account any more."""
    found = queries.person_or_404(request.actor, person_id)
    actions.close_account(found, by=request.actor)
    return done(request, OrganisationEvent.ACCOUNT_CLOSED, "person", found.pk)
