"""Units: the list, one unit, its facts, its end."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation import actions, policy, queries, tables
from lianheng.organisation.forms import DayForm, UnitForm
from lianheng.organisation.request import Request

from . import saved


@require_safe
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
        "may_change": policy.may_manage_units(request.actor, found),
        "month": Period.month_of(clock.today()),
    }
    return render(request, "organisation/unit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_unit(request: Request) -> HttpResponse:
    """A unit is set up."""
    policy.may_manage_units(request.actor).or_refuse()
    form = UnitForm(request.POST or None, find=partial(queries.unit_named, request.actor))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        added = actions.add_unit(**said | {"peer_class": said["peer_class"] or None}, by=request.actor)
        return redirect("organisation:unit", added.pk)
    return _shown(request, "organisation/new_unit.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_facts(request: Request, unit_id: int) -> HttpResponse:
    """What is known of a unit is put right."""
    found = queries.unit_or_404(request.actor, unit_id)
    policy.may_manage_units(request.actor, found).or_refuse()
    facts = queries.unit_facts(request.actor, found)
    form = UnitForm(request.POST or None, find=partial(queries.unit_named, request.actor), initial=facts)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.change_unit(
            found, form.facts(), superior=said["superior"], hosts=said["hosts"], by=request.actor
        )
        return redirect("organisation:unit", found.pk)
    return _shown(request, "organisation/unit_facts.html", form, unit=found)


@require_http_methods(["GET", "HEAD", "POST"])
def closure(request: Request, unit_id: int) -> HttpResponse:
    """A unit is no more from a day on."""
    found = queries.unit_or_404(request.actor, unit_id)
    policy.may_manage_units(request.actor, found).or_refuse()
    form = DayForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        actions.close_unit(found, on=form.cleaned_data["on"], by=request.actor)
        return redirect("organisation:unit", found.pk)
    return _shown(request, "organisation/closure.html", form, unit=found)


def _shown(request: Request, page: str, form: UnitForm | DayForm, **more: object) -> HttpResponse:
    """The form with what was typed; 422 when it cannot be taken as it is."""
    context = {"form": form, "names": queries.unit_names(request.actor), **more}
    return render(request, page, context, status=422 if form.errors else 200)
