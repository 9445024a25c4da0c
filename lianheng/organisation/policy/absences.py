"""Who reports, confirms and takes back an absence, and who learns of it."""

from lianheng.kernel.verdict import YES, Verdict, no
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Absence, Unit
from lianheng.organisation.rules import ABSENCE_WORKFLOW, HEADS
from lianheng.organisation.terms import AbsenceMove, AbsenceState, OrganisationReason, Role, UnitKind

NOT_IN_OFFICE = no(OrganisationReason.NOT_IN_OFFICE)


def stands_above(actor: Actor, unit: Unit) -> bool:
    """Whoever heads the unit or is in charge of it; in the commission itself its deputies count too."""
    if any(actor.holds(role, unit) for role in HEADS):
        return True
    return unit.kind == UnitKind.COMMISSION and actor.holds(Role.DEPUTY)


def sees_absence(actor: Actor, absence: Absence) -> bool:
    """The one concerned, whoever heads or is in charge of the unit, and the scoring office there."""
    if absence.person_id == actor.id or actor.holds(Role.SCORER, absence.unit):
        return True
    return stands_above(actor, absence.unit)


def sees_reason(actor: Actor, absence: Absence) -> bool:
    """Why somebody is away is told to him, to the head of the unit and to the scoring office alone.

    When the head himself is away, whoever is in charge of the unit stands where the head would.
    """
    if absence.person_id == actor.id or actor.holds(Role.SCORER, absence.unit):
        return True
    if absence.is_of_head:
        return stands_above(actor, absence.unit)
    return any(actor.holds(role, absence.unit) for role in (Role.UNIT_HEAD, Role.OFFICE_HEAD))


def may_report_absence(actor: Actor, person_id: int, unit: Unit) -> Verdict:
    """The one concerned, or whoever stands above him; not by somebody in another's stead for himself."""
    if person_id == actor.id:
        return no(OrganisationReason.IN_STEAD) if actor.on_behalf_of else YES
    return YES if stands_above(actor, unit) else no(OrganisationReason.NOT_ABOVE)


def may_decide_absence(actor: Actor, absence: Absence) -> Verdict:
    """Whoever stands above confirms or does not; nobody confirms his own."""
    if not ABSENCE_WORKFLOW.allows(AbsenceState(absence.state), AbsenceMove.CONFIRM):
        return no(OrganisationReason.WRONG_STATE)
    if absence.person_id in actor.selves:
        return no(OrganisationReason.OWN_ITEM)
    return YES if stands_above(actor, absence.unit) else no(OrganisationReason.NOT_ABOVE)


def may_withdraw_absence(actor: Actor, absence: Absence) -> Verdict:
    """Whoever it concerns takes it back until it is confirmed; afterwards whoever stands above him."""
    if not ABSENCE_WORKFLOW.allows(AbsenceState(absence.state), AbsenceMove.WITHDRAW):
        return no(OrganisationReason.WRONG_STATE)
    if absence.person_id in actor.selves:
        is_open = absence.state == AbsenceState.REPORTED
        return YES if is_open else no(OrganisationReason.OWN_ITEM)
    return YES if stands_above(actor, absence.unit) else no(OrganisationReason.NOT_ABOVE)


def may_shorten_absence(actor: Actor, absence: Absence) -> Verdict:
    """Whoever is back earlier says so himself, or the one above says it."""
    if absence.state != AbsenceState.CONFIRMED:
        return no(OrganisationReason.WRONG_STATE)
    if absence.person_id == actor.id or stands_above(actor, absence.unit):
        return YES
    return no(OrganisationReason.NOT_ABOVE)
