"""Units are added, changed, moved in the tree and closed."""

from collections.abc import Iterable
from datetime import date
from types import EllipsisType
from typing import Any

from django.db import connection, transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr

from lianheng.journal.actions import record
from lianheng.kernel.verdict import Refused
from lianheng.organisation import policy
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Appointment, Unit
from lianheng.organisation.rules import default_peer_class, moves_into_itself, path_below
from lianheng.organisation.terms import OrganisationEvent, OrganisationReason

FACTS = ("code", "name", "short_name", "kind", "peer_class", "position", "founded_on", "is_larger")


def lock_tree() -> None:
    """One change of the tree at a time: two moves at once could otherwise close a circle."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('organisation.tree'))")


@transaction.atomic
def add_unit(
    *,
    code: str,
    name: str,
    kind: str,
    by: Actor,
    superior: Unit | None = None,
    peer_class: str | None = None,
    hosts: Iterable[Unit] = (),
    **facts: Any,
) -> Unit:
    """A new unit below its superior; its class is that of its kind unless said otherwise."""
    policy.may_manage_units(by, superior).or_refuse()
    lock_tree()
    _refuse_taken(code)
    if superior:
        superior.refresh_from_db(fields=["path"])
    unit = Unit(code=code, name=name, kind=kind, superior=superior, **_known(facts))
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
    *,
    by: Actor,
    superior: Unit | EllipsisType | None = ...,
    hosts: Iterable[Unit] | None = None,
    **facts: Any,
) -> Unit:
    """Other facts, other hosts or another superior; what is not said stays as it is."""
    lock_tree()
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    policy.may_manage_units(by, unit).or_refuse()
    changed = [name for name, value in _known(facts).items() if getattr(unit, name) != value]
    if "code" in changed:
        _refuse_taken(facts["code"])
    for name in changed:
        setattr(unit, name, facts[name])
    if superior is not ... and unit.superior_id != (superior.pk if superior else None):
        policy.may_manage_units(by, superior).or_refuse()
        _move(unit, superior)
        changed.append("superior")
    if changed:
        unit.save()
    if hosts is not None and {host.pk for host in hosts} != set(unit.hosts.values_list("pk", flat=True)):
        unit.hosts.set(hosts)
        changed.append("hosts")
    if changed:
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


def move_subtree(old: str, new: str) -> None:
    """A unit and all below it stand elsewhere from now on."""
    moved = Concat(Value(new), Substr("path", len(old) + 1))
    Unit.objects.filter(path__startswith=old).update(path=moved)


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


def _known(facts: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(facts) - set(FACTS):
        raise TypeError(f"a unit has no {', '.join(sorted(unknown))}")
    return facts


def _refuse_taken(code: str) -> None:
    if Unit.objects.filter(code=code).exists():
        raise Refused(OrganisationReason.CODE_TAKEN, code)
