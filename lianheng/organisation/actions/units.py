"""Units are added, changed, moved in the tree and closed."""

from collections.abc import Collection, Mapping
from datetime import date
from types import EllipsisType, MappingProxyType

from django.db import transaction

from lianheng.journal.actions import record
from lianheng.kernel.verdict import Refused
from lianheng.organisation import policy
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Appointment, Unit
from lianheng.organisation.rules import default_peer_class, moves_into_itself, path_below
from lianheng.organisation.terms import OrganisationEvent, OrganisationReason
from lianheng.organisation.tree import lock_tree, move_subtree

FACTS = frozenset({"code", "name", "short_name", "kind", "peer_class", "position", "founded_on", "is_larger"})


@transaction.atomic
def add_unit(
    *,
    code: str,
    name: str,
    kind: str,
    by: Actor,
    superior: Unit | None = None,
    short_name: str = "",
    peer_class: str | None = None,
    position: int = 0,
    founded_on: date | None = None,
    is_larger: bool = False,
    hosts: Collection[Unit] = (),
) -> Unit:
    """A new unit below its superior; its class is that of its kind unless said otherwise."""
    policy.may_manage_units(by, superior).or_refuse()
    lock_tree()
    _refuse_taken(code)
    if superior is None and not by.is_system:
        raise Refused(OrganisationReason.SUPERIOR_MISSING)
    if superior:
        superior.refresh_from_db(fields=["path"])
    unit = Unit(code=code, name=name, short_name=short_name, kind=kind, superior=superior)
    unit.position, unit.founded_on, unit.is_larger = position, founded_on, is_larger
    unit.peer_class = default_peer_class(kind) if peer_class is None else peer_class
    unit.save()
    unit.path = path_below(superior.path if superior else "", unit.pk)
    unit.save(update_fields=["path"])
    unit.hosts.set(hosts)
    record(OrganisationEvent.UNIT_ADDED, unit.ref, by=by, code=code)
    return unit


@transaction.atomic
def change_unit(
    unit: Unit,
    facts: Mapping[str, object] = MappingProxyType({}),
    *,
    by: Actor,
    superior: Unit | EllipsisType | None = ...,
    hosts: Collection[Unit] | None = None,
) -> Unit:
    """Other facts, other hosts or another superior; what is not said stays as it is."""
    lock_tree()
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    policy.may_manage_units(by, unit).or_refuse()
    changed = [name for name in sorted(FACTS & facts.keys()) if getattr(unit, name) != facts[name]]
    if "code" in changed:
        _refuse_taken(str(facts["code"]))
    for name in changed:
        setattr(unit, name, facts[name])
    if not isinstance(superior, EllipsisType) and unit.superior_id != (superior.pk if superior else None):
        policy.may_manage_units(by, superior).or_refuse()
        _move(unit, superior)
        changed.append("superior")
    if hosts is not None and {host.pk for host in hosts} != set(unit.hosts.values_list("pk", flat=True)):
        unit.hosts.set(hosts)
        changed.append("hosts")
    if changed:
        unit.save()
        record(OrganisationEvent.UNIT_CHANGED, unit.ref, by=by, changed=changed)
    return unit


def _move(unit: Unit, superior: Unit | None) -> None:
    if superior:
        superior.refresh_from_db(fields=["path"])
        if moves_into_itself(unit.path, superior.path):
            raise Refused(OrganisationReason.UNIT_CIRCLE)
    path = path_below(superior.path if superior else "", unit.pk)
    move_subtree(unit.path, path)
    unit.superior, unit.path = superior, path


@transaction.atomic
def close_unit(unit: Unit, *, on: date, by: Actor) -> Unit:
    """From that day the unit is no more; nobody may serve in it or stand below it."""
    lock_tree()
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    policy.may_manage_units(by, unit).or_refuse()
    if unit.closed_on:
        raise Refused(OrganisationReason.UNIT_CLOSED)
    serving = Appointment.objects.running(on).filter(post__unit=unit)
    if serving.exists() or unit.subordinates.standing(on).exists():
        raise Refused(OrganisationReason.UNIT_IN_USE)
    unit.closed_on = on
    unit.save(update_fields=["closed_on"])
    record(OrganisationEvent.UNIT_CLOSED, unit.ref, by=by, on=on.isoformat())
    return unit


def _refuse_taken(code: str) -> None:
    if Unit.objects.filter(code=code).exists():
        raise Refused(OrganisationReason.CODE_TAKEN, code)
