"""An installation in earnest begins with three administrators, three persons; nobody stands above them."""

from collections.abc import Mapping

from django.db import transaction

from lianheng.journal.actions import record
from lianheng.kernel.verdict import Refused
from lianheng.organisation import policy
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Grant, Person, Unit
from lianheng.organisation.rules import ADMINISTRATORS
from lianheng.organisation.terms import (
    InstanceKind,
    OrganisationEvent,
    OrganisationReason,
    Role,
    UnitKind,
)
from lianheng.organisation.tree import lock_tree

from .accounts import mark_instance, open_account
from .grants import grant
from .people import add_person
from .units import add_unit


@transaction.atomic
def found_administrators(
    administrators: Mapping[Role, tuple[str, str]], *, commission: tuple[str, str] | None = None, by: Actor
) -> dict[Role, str]:
    """Numbers and names become persons with a role and a password for once; it is done once only."""
    lock_tree()
    policy.may_mark_instance(by).or_refuse()
    if Grant.objects.filter(role__in=ADMINISTRATORS).exists():
        raise Refused(OrganisationReason.ADMINISTRATORS_KNOWN)
    instance = mark_instance(InstanceKind.LIVE, by=by)
    if instance.kind != InstanceKind.LIVE:
        raise Refused(OrganisationReason.NOT_LIVE)
    if set(administrators) != ADMINISTRATORS or len({number for number, _ in administrators.values()}) < 3:
        raise Refused(OrganisationReason.THREE_PERSONS)
    unit = _commission(commission, by)
    passwords = {}
    for role, (number, name) in administrators.items():
        person = Person.objects.filter(number=number).first() or add_person(number=number, name=name, by=by)
        grant(person, role, unit, by=by)
        passwords[role] = open_account(person, by=by)
    record(OrganisationEvent.ADMINISTRATORS_FOUNDED, instance.ref, by=by)
    return passwords


def _commission(said: tuple[str, str] | None, by: Actor) -> Unit:
    """The commission that stands; else one of that code and name is set up."""
    known = Unit.objects.filter(kind=UnitKind.COMMISSION, closed_on=None).order_by("pk").first()
    if known is not None:
        return known
    if said is None:
        raise Refused(OrganisationReason.NO_COMMISSION)
    return add_unit(code=said[0], name=said[1], kind=UnitKind.COMMISSION, by=by)
