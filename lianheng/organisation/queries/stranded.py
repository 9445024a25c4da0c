"""What nobody answers for: units without a head or clerk, heads away, posts and accounts left behind."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from lianheng.kernel import clock
from lianheng.kernel.period import months_before
from lianheng.kernel.verdict import Verdict
from lianheng.organisation import policy
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import (
    Absence,
    AbsenceQuerySet,
    Account,
    Appointment,
    Grant,
    Handover,
    HandoverQuerySet,
    Unit,
    UnitQuerySet,
)
from lianheng.organisation.rules import RANKED_KINDS, RECUSAL_MONTHS, places_above
from lianheng.organisation.terms import HandoverState, Role, UnitKind

LOOKING = (Role.LEADER, Role.DEPUTY, Role.SCORER, Role.SYSTEM_ADMIN)


def may_see_stranded(actor: Actor) -> Verdict:
    """Whether one looks after what nobody answers for."""
    return policy.may_see_stranded(actor)


def who_served(actor: Actor, units: Iterable[Unit]) -> dict[int, set[int]]:
    """For each unit who serves there or did within the last three years, and so answers on nothing of it."""
    today, units = clock.today(), list(units)
    rows = Appointment.objects.since(months_before(today, RECUSAL_MONTHS), today)
    there = rows.filter(post__unit__in=Unit.objects.within(tuple(unit.path for unit in units)))
    found = list(there.values_list("post__unit__path", "person_id"))
    return {unit.pk: {who for path, who in found if path.startswith(unit.path)} for unit in units}


def looked_after(actor: Actor) -> UnitQuerySet:
    """The units for which the actor looks after that."""
    return Unit.objects.within(actor.paths(*LOOKING)).standing(clock.today())


def units_without(actor: Actor, role: Role) -> UnitQuerySet:
    """Units that need somebody in this role and have nobody: grassroots bodies and offices."""
    kinds = (UnitKind.OFFICE,) if role == Role.OFFICE_HEAD else RANKED_KINDS
    held = Grant.objects.running(clock.today()).filter(unit=OuterRef("pk"), role=role)
    return looked_after(actor).filter(~Exists(held), kind__in=kinds).order_by("position", "code")


def heads_away(actor: Actor) -> AbsenceQuerySet:
    """Heads who are away today while nobody stands in for them."""
    today = clock.today()
    stood_in = Grant.objects.running(today).filter(lent_from__person=OuterRef("person"))
    rows = Absence.objects.confirmed().running(today).filter(is_of_head=True)
    rows = rows.filter(~Exists(stood_in), unit__in=looked_after(actor))
    return rows.select_related("person", "unit").order_by("from_on", "id")


def posts_left(actor: Actor) -> HandoverQuerySet:
    """Posts that were left and for which nobody is named who takes over."""
    open_ = (HandoverState.OPENED, HandoverState.SIGNED)
    rows = Handover.objects.filter(successor=None, state__in=open_, left_on__lt=clock.today())
    rows = rows.filter(unit__in=looked_after(actor))
    return rows.select_related("unit", "post", "leaver").order_by("left_on", "id")


def accounts_left(actor: Actor) -> QuerySet[Account]:
    """Accounts that are still open though their people hold neither post nor role; they open nothing."""
    if not (actor.holds(Role.SYSTEM_ADMIN) or actor.holds(Role.LEADER)):
        return Account.objects.none()
    today = clock.today()
    serving = Appointment.objects.running(today).filter(person=OuterRef("person"))
    held = Grant.objects.own().running(today).filter(person=OuterRef("person"))
    rows = Account.objects.filter(~Exists(serving), ~Exists(held), is_active=True)
    return rows.select_related("person").order_by("username")


class Present(NamedTuple):
    """Who holds which role where today and is there, or stands in for somebody."""

    holders: dict[tuple[str, str], set[int]]

    def anybody(self, role: str, path: str, *, but: Iterable[int | None] = ()) -> bool:
        """Whether somebody holds the role for that place or above it, other than these."""
        excluded = set(but)
        return any(self.holders.get((role, place), set()) - excluded for place in places_above(path))

    def anywhere(self, role: str, *, but: Iterable[int | None] = ()) -> bool:
        """Whether somebody holds the role at all, other than these."""
        excluded = set(but)
        return any(held - excluded for (each, _), held in self.holders.items() if each == role)


def present(actor: Actor, roles: Iterable[str]) -> Present:
    """Who of these roles is there today; whoever is away counts only through his substitute."""
    today = clock.today()
    away = Absence.objects.confirmed().running(today).filter(person=OuterRef("person"))
    rows = Grant.objects.running(today).filter(~Exists(away), role__in=list(roles))
    found: dict[tuple[str, str], set[int]] = {}
    for role, path, person_id in rows.order_by().values_list("role", "unit__path", "person_id"):
        found.setdefault((role, path), set()).add(person_id)
    return Present(found)


def still_serves(actor: Actor, person: str, unit: str) -> Q:
    """Rows whose person still serves in, or holds a role for, the unit of the row."""
    today = clock.today()
    serving = Appointment.objects.running(today).filter(person=OuterRef(person), post__unit=OuterRef(unit))
    held = Grant.objects.running(today).filter(person=OuterRef(person), unit=OuterRef(unit))
    return Q(Exists(serving)) | Q(Exists(held))
