"""Units: the list, one unit, its facts, its end."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation import actions, policy, queries, tables
from lianheng.organisation.forms import ClosureForm, UnitForm
from lianheng.organisation.request import Request
from lianheng.organisation.terms import OrganisationEvent

from . import saved
from .answers import done, form_page

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
@saved.opens_with_start
def units(request: Request) -> HttpResponse:
    """The units that one may see, in official order."""
    rows = queries.unit_list(request.actor, request.GET.get("state", ""))
    classes = [(name, name) for name in queries.peer_classes(request.actor)]
    table = tables.UNITS.read(request.GET, rows, choices={"peer_class": classes}, **saved.around(request))
    context = {"table": table, "may_add": policy.may_manage_units(request.actor)}
    return render(request, "organisation/units.html", context)


@require_safe
def unit(request: Request, unit_id: int) -> HttpResponse:
    """One unit: facts, posts and who holds them, what stands below."""
    found = queries.unit_or_404(request.actor, unit_id)
    context = {
        "unit": found,
        "above": queries.units_above(request.actor, found),
        "below": queries.units_below(request.actor, found),
        "hosts": queries.hosts_of(request.actor, found),
        "posts": queries.posts_of(request.actor, found),
        **_changes(request, found),
        "may_change": policy.may_manage_units(request.actor, found),
        "trail": queries.history_of(request.actor, found),
        "month": Period.month_of(clock.today()),
    }
    return render(request, "organisation/unit.html", context)


def _changes(request: Request, found: Any) -> dict[str, Any]:
    """Who held its posts before, who is away, who stands in, what is handed over."""
    return {
        "past": queries.past_holders(request.actor, found),
        "absences": queries.absences_in(request.actor, found),
        "delegations": queries.delegations_in(request.actor, found),
        "handovers": queries.handovers_in(request.actor, found),
    }


@require_http_methods(GET_OR_POST)
def new_unit(request: Request) -> HttpResponse:
    """A unit is set up."""
    policy.may_manage_units(request.actor).or_refuse()
    form = UnitForm(request.POST or None, find=partial(queries.unit_named, request.actor))

    def add(said: dict[str, Any]) -> HttpResponse:
        added = actions.add_unit(**said | {"peer_class": said["peer_class"] or None}, by=request.actor)
        return done(request, OrganisationEvent.UNIT_ADDED, "unit", added.pk)

    return form_page(request, "organisation/new_unit.html", form, add)


@require_http_methods(GET_OR_POST)
def unit_facts(request: Request, unit_id: int) -> HttpResponse:
    """What is known of a unit is put right."""
    found = queries.unit_or_404(request.actor, unit_id)
    policy.may_manage_units(request.actor, found).or_refuse()
    facts = queries.unit_facts(request.actor, found)
    form = UnitForm(request.POST or None, find=partial(queries.unit_named, request.actor), initial=facts)

    def change(said: dict[str, Any]) -> HttpResponse:
        superior, hosts = said.pop("superior"), said.pop("hosts")
        actions.change_unit(found, said, superior=superior, hosts=hosts, by=request.actor)
        return done(request, OrganisationEvent.UNIT_CHANGED, "unit", found.pk)

    return form_page(request, "organisation/unit_facts.html", form, change, unit=found)


@require_http_methods(GET_OR_POST)
def closure(request: Request, unit_id: int) -> HttpResponse:
    """A unit is no more from a day on."""
    found = queries.unit_or_404(request.actor, unit_id)
    policy.may_manage_units(request.actor, found).or_refuse()
    form = ClosureForm(request.POST or None, initial={"on": clock.today()})

    def close(said: dict[str, Any]) -> HttpResponse:
        actions.close_unit(found, on=said["on"], by=request.actor)
        return done(request, OrganisationEvent.UNIT_CLOSED, "unit", found.pk)

    return form_page(request, "organisation/closure.html", form, close, unit=found)
