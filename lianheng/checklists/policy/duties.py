"""Who may keep the duty checklist, name posts, record what was done; and who may see it."""

from collections.abc import Iterable
from datetime import date

from lianheng.checklists.models import ASSESSED, DutyItem, DutyRecord, duty_paths
from lianheng.checklists.rules.duties import Due
from lianheng.checklists.terms import DutyReason
from lianheng.kernel.verdict import YES, Verdict, no
from lianheng.organisation.actor import Actor, Placed
from lianheng.organisation.terms import Role

PREPARERS = (Role.SCORER, Role.LEADER)


def may_see_duties(actor: Actor, unit: Placed) -> bool:
    """The unit itself, whoever oversees it, and the offices of its commission."""
    return any(unit.path.startswith(path) for path in duty_paths(actor))


def reads_versions(actor: Actor) -> bool:
    """Everybody in office may read what duties there are."""
    return bool(actor.held)


def may_prepare_duties(actor: Actor, *, is_adopted: bool = False) -> Verdict:
    """A new version is prepared by the scoring office or the leader; what was adopted is frozen."""
    if not (actor.is_system or any(actor.holds(role) for role in PREPARERS)):
        return no(DutyReason.NOT_PREPARER)
    return no(DutyReason.ALREADY_ADOPTED) if is_adopted else YES


def may_adopt_duties(actor: Actor, *, is_adopted: bool = False) -> Verdict:
    """The leader adopts it."""
    if not (actor.is_system or actor.holds(Role.LEADER)):
        return no(DutyReason.NOT_LEADER)
    return no(DutyReason.ALREADY_ADOPTED) if is_adopted else YES


def may_assign_duties(actor: Actor, unit: Placed) -> Verdict:
    """The head of the unit says which post is responsible for what."""
    is_head = actor.is_system or actor.holds(Role.UNIT_HEAD, unit)
    return YES if is_head else no(DutyReason.NOT_UNIT_HEAD)


def may_record_duty(
    actor: Actor, unit: Placed, item: DutyItem, due: Due | None, *, today: date, is_closed: bool
) -> Verdict:
    """Whoever works for the unit records, as soon as the period has begun and until its month is closed."""
    if not _works_for(actor, unit):
        return no(DutyReason.NOT_YOUR_UNIT)
    if item.is_counted:
        return no(DutyReason.COUNTED_BY_MEASURE)
    if due is None and not item.is_as_needed:
        return no(DutyReason.NOT_IN_FORCE)
    if due is not None and today < due.since:
        return no(DutyReason.NOT_BEGUN)
    return no(DutyReason.MONTH_CLOSED) if is_closed else YES


def may_record_duties(actor: Actor, unit: Placed, *, is_closed: bool) -> Verdict:
    """Whoever works for the unit, until the month is closed."""
    if not _works_for(actor, unit):
        return no(DutyReason.NOT_YOUR_UNIT)
    return no(DutyReason.MONTH_CLOSED) if is_closed else YES


def may_withdraw_duty_record(
    actor: Actor, record: DutyRecord, *, is_closed: bool, cited_by: Iterable[object]
) -> Verdict:
    """What was recorded by mistake is withdrawn, unless it proves a task already."""
    if not _works_for(actor, record.unit):
        return no(DutyReason.NOT_YOUR_UNIT)
    if record.item.is_counted:
        return no(DutyReason.COUNTED_BY_MEASURE)
    if not record.is_counted:
        return no(DutyReason.ALREADY_WITHDRAWN)
    if is_closed:
        return no(DutyReason.MONTH_CLOSED)
    return no(DutyReason.IS_CITED) if any(cited_by) else YES


def _works_for(actor: Actor, unit: Placed) -> bool:
    return any(actor.holds(role, unit) for role in ASSESSED)
