"""Who may draft, issue, hand in, review, exempt and find falsity; and who may see what."""

from collections.abc import Iterable
from datetime import date, datetime

from lianheng.checklists.models import (
    ASSESSED,
    OVERSEERS,
    REVIEWERS,
    CapRequest,
    Falsity,
    Relief,
    Submission,
    Task,
    UnitTask,
)
from lianheng.checklists.rules import (
    OPEN,
    TASK_WORKFLOW,
    UNIT_TASK_WORKFLOW,
    is_alike,
    may_be_reminded_again,
)
from lianheng.checklists.terms import (
    ChecklistReason,
    ReliefKind,
    TaskMove,
    TaskState,
    UnitTaskMove,
    UnitTaskState,
)
from lianheng.kernel.moments import end_of
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import YES, Verdict, no
from lianheng.kernel.workdays import CALENDAR
from lianheng.organisation.actor import Actor, Placed
from lianheng.organisation.terms import Role

FINDERS = (Role.SCORER, Role.LEADER)
REVIEWED = frozenset({UnitTaskState.ACCEPTED, UnitTaskState.RETURNED})
REPROACHABLE = frozenset({UnitTaskState.SUBMITTED, UnitTaskState.RETURNED, UnitTaskState.ACCEPTED})


def may_see(actor: Actor, unit_task: UnitTask, served: Iterable[Placed] = ()) -> bool:
    """Its unit, the issuing office, the offices that the task serves too, and those who oversee the unit."""
    if _holds(actor, (*ASSESSED, *OVERSEERS), unit_task.unit):
        return True
    return any(_holds(actor, REVIEWERS, office) for office in (unit_task.office, *served))


def is_of_unit(actor: Actor, unit_task: UnitTask) -> bool:
    """Whether the actor works off this task for its unit."""
    return _holds(actor, ASSESSED, unit_task.unit)


def is_of_office(actor: Actor, unit_task: UnitTask) -> bool:
    """Whether the actor reviews this task for the issuing office."""
    return _holds(actor, REVIEWERS, unit_task.office)


def sees_task(actor: Actor, task: Task, receivers: Iterable[Placed], served: Iterable[Placed] = ()) -> bool:
    """The issuing office and those above it see drafts too; a unit, or an office served, what was issued."""
    if _holds(actor, (*REVIEWERS, *OVERSEERS), task.office):
        return True
    if any(_holds(actor, REVIEWERS, office) for office in served):
        return True
    return task.state != TaskState.DRAFT and any(_holds(actor, ASSESSED, unit) for unit in receivers)


def may_draft(actor: Actor, office: Placed) -> Verdict:
    """The head and the clerks of an office draft its tasks."""
    if actor.is_system or _holds(actor, REVIEWERS, office):
        return YES
    return no(ChecklistReason.NOT_YOUR_OFFICE)


def may_change(actor: Actor, task: Task) -> Verdict:
    """A draft is changed or dropped by its office; what was issued is frozen."""
    if task.state != TaskState.DRAFT:
        return no(ChecklistReason.WRONG_STATE)
    return may_draft(actor, task.office)


def may_issue(
    actor: Actor, task: Task, *, today: date, is_closed: bool, receivers: int = 1, exceeds_cap: bool = False
) -> Verdict:
    """The head of the office issues, beyond the cap with consent; a substitute never his own draft."""
    if not TASK_WORKFLOW.allows(TaskState(task.state), TaskMove.ISSUE):
        return no(ChecklistReason.WRONG_STATE)
    if not _heads(actor, task.office):
        return no(ChecklistReason.NOT_OFFICE_HEAD)
    if actor.on_behalf_of is not None and task.drafted_by_id == actor.id:
        return no(ChecklistReason.OWN_ITEM)
    if is_closed:
        return no(ChecklistReason.MONTH_TALLIED)
    if task.due_on not in task.period:
        return no(ChecklistReason.DEADLINE_OUTSIDE)
    if task.due_on < today and not actor.is_system:
        return no(ChecklistReason.DEADLINE_BEFORE_ISSUE)
    if not receivers:
        return no(ChecklistReason.NO_RECEIVERS)
    if exceeds_cap and task.cap_lifted_by_id is None and not actor.is_system:
        return no(ChecklistReason.OVER_CAP)
    return YES


def may_lift_cap(actor: Actor, task: Task) -> Verdict:
    """The deputy in charge of the office agrees that units are asked more than ten tasks (减负)."""
    if task.state != TaskState.DRAFT:
        return no(ChecklistReason.WRONG_STATE)
    if not actor.holds(Role.DEPUTY, task.office):
        return no(ChecklistReason.NOT_DEPUTY)
    return no(ChecklistReason.OWN_ITEM) if task.drafted_by_id in actor.selves else YES


def may_ask_cap(actor: Actor, task: Task, *, exceeds_cap: bool, has_open: bool) -> Verdict:
    """The office asks the deputy in charge, once at a time, and only when a unit would be asked too much."""
    verdict = may_change(actor, task)
    if not verdict:
        return verdict
    if has_open:
        return no(ChecklistReason.CAP_ASKED)
    if not exceeds_cap or task.cap_lifted_by_id is not None:
        return no(ChecklistReason.NOT_OVER_CAP)
    return YES


def may_decide_cap(actor: Actor, request: CapRequest) -> Verdict:
    """The deputy in charge decides, never on what he asked for or drafted himself."""
    if request.decided_at is not None:
        return no(ChecklistReason.WRONG_STATE)
    if request.asked_by_id in actor.selves:
        return no(ChecklistReason.OWN_ITEM)
    return may_lift_cap(actor, request.task)


def may_merge(actor: Actor, task: Task, into: Task, *, shared: int, is_closed: bool) -> Verdict:
    """A draft is given up for another office's task of that month that asks nearly the same."""
    verdict = may_change(actor, task)
    if not verdict:
        return verdict
    if into.state != TaskState.ISSUED:
        return no(ChecklistReason.NOT_ISSUED)
    if is_closed:
        return no(ChecklistReason.MONTH_TALLIED)
    if into.month != task.month:
        return no(ChecklistReason.NOT_SAME_MONTH)
    if into.office_id == task.office_id or not is_alike(task.title, into.title):
        return no(ChecklistReason.NOT_ALIKE)
    return YES if shared else no(ChecklistReason.NOTHING_SHARED)


def may_remind(
    actor: Actor, task: Task, *, open_parts: int, last_on: date | None, today: date, is_closed: bool
) -> Verdict:
    """The issuing office reminds whoever has not handed in, once a working day at most."""
    if task.state != TaskState.ISSUED:
        return no(ChecklistReason.WRONG_STATE)
    if not _holds(actor, REVIEWERS, task.office):
        return no(ChecklistReason.NOT_YOUR_OFFICE)
    if is_closed:
        return no(ChecklistReason.MONTH_TALLIED)
    if not open_parts:
        return no(ChecklistReason.NOBODY_TO_REMIND)
    again = may_be_reminded_again(last_on, today, CALENDAR)
    return YES if again else no(ChecklistReason.REMINDED_TODAY)


def may_close_by_record(actor: Actor, unit_task: UnitTask, *, is_closed: bool) -> Verdict:
    """Only the machine closes what records show to be done, and only what the unit still has to do."""
    if not actor.is_system:
        return no(ChecklistReason.NOT_YOUR_OFFICE)
    return _open_for(unit_task, UnitTaskMove.PROVE, is_closed)


def may_withdraw(actor: Actor, task: Task, *, is_closed: bool) -> Verdict:
    """The head of the office takes back what was issued, until the month is tallied."""
    if not TASK_WORKFLOW.allows(TaskState(task.state), TaskMove.WITHDRAW):
        return no(ChecklistReason.WRONG_STATE)
    if not _heads(actor, task.office):
        return no(ChecklistReason.NOT_OFFICE_HEAD)
    return no(ChecklistReason.MONTH_TALLIED) if is_closed else YES


def may_submit(actor: Actor, unit_task: UnitTask, *, is_closed: bool) -> Verdict:
    """The unit itself hands in, late too, until the month is tallied."""
    if not _holds(actor, ASSESSED, unit_task.unit):
        return no(ChecklistReason.NOT_YOUR_UNIT)
    return _open_for(unit_task, UnitTaskMove.SUBMIT, is_closed)


def may_return(
    actor: Actor, unit_task: UnitTask, submission: Submission | None, *, is_closed: bool
) -> Verdict:
    """The issuing office returns what is not good enough."""
    return _may_review(actor, unit_task, submission, UnitTaskMove.RETURN, is_closed)


def may_accept(
    actor: Actor, unit_task: UnitTask, submission: Submission | None, *, is_closed: bool
) -> Verdict:
    """The issuing office accepts; nobody accepts what he handed in himself."""
    return _may_review(actor, unit_task, submission, UnitTaskMove.ACCEPT, is_closed)


def may_ask_relief(
    actor: Actor, unit_task: UnitTask, kind: str, *, now: datetime, is_closed: bool, has_open: bool
) -> Verdict:
    """The unit asks to be exempted until the month is tallied, for more time until the deadline only."""
    if not _holds(actor, ASSESSED, unit_task.unit):
        return no(ChecklistReason.NOT_YOUR_UNIT)
    verdict = _open_for(unit_task, UnitTaskMove.EXEMPT, is_closed)
    if not verdict:
        return verdict
    if has_open:
        return no(ChecklistReason.RELIEF_OPEN)
    if kind == ReliefKind.EXTENSION:
        if unit_task.state not in OPEN:
            return no(ChecklistReason.WRONG_STATE)
        if now > end_of(unit_task.due_on):
            return no(ChecklistReason.DEADLINE_PASSED)
    return YES


def may_extend(unit_task: UnitTask, until: date | None) -> Verdict:
    """A later deadline lies after the old one, and before the month is over."""
    if until is None:
        return no(ChecklistReason.NO_DEADLINE)
    if until <= unit_task.due_on:
        return no(ChecklistReason.NOT_LATER)
    return YES if until in Period(unit_task.month, 1) else no(ChecklistReason.DEADLINE_OUTSIDE)


def may_decide_relief(actor: Actor, relief: Relief, *, is_closed: bool) -> Verdict:
    """The head of the issuing office decides, never on what he asked for himself."""
    if relief.decided_at is not None:
        return no(ChecklistReason.WRONG_STATE)
    if not _heads(actor, relief.unit_task.office):
        return no(ChecklistReason.NOT_OFFICE_HEAD)
    if relief.asked_by_id in actor.selves:
        return no(ChecklistReason.OWN_ITEM)
    return _open_for(relief.unit_task, UnitTaskMove.EXEMPT, is_closed)


def may_find_falsity(actor: Actor, unit_task: UnitTask, *, is_closed: bool) -> Verdict:
    """A reviewer, the scoring office or the leader finds that evidence is false; once for a task."""
    if not (_holds(actor, REVIEWERS, unit_task.office) or _holds(actor, FINDERS, unit_task.unit)):
        return no(ChecklistReason.NOT_YOUR_OFFICE)
    if hasattr(unit_task, "falsity"):
        return no(ChecklistReason.ALREADY_FOUND)
    if is_closed:
        return no(ChecklistReason.MONTH_TALLIED)
    if unit_task.state not in REPROACHABLE or unit_task.submitted_at is None or unit_task.is_closed_by_system:
        return no(ChecklistReason.NEVER_SUBMITTED)
    return YES


def may_decide_falsity(actor: Actor, falsity: Falsity) -> Verdict:
    """A second person, of the scoring office or the leader, confirms the finding or does not."""
    if falsity.is_confirmed is not None:
        return no(ChecklistReason.WRONG_STATE)
    if not _holds(actor, FINDERS, falsity.unit_task.unit):
        return no(ChecklistReason.NOT_SCORER)
    return no(ChecklistReason.SAME_PERSON) if falsity.found_by_id in actor.selves else YES


def may_confirm_falsity(actor: Actor, falsity: Falsity, *, is_closed: bool) -> Verdict:
    """The finding counts only when it is confirmed before the month is tallied."""
    verdict = may_decide_falsity(actor, falsity)
    return no(ChecklistReason.MONTH_TALLIED) if verdict and is_closed else verdict


def sees_falsity(actor: Actor, falsity: Falsity) -> bool:
    """The unit learns of a finding when it is confirmed; the office and the overseers before."""
    unit_task = falsity.unit_task
    if falsity.is_confirmed:
        return may_see(actor, unit_task)
    return _holds(actor, REVIEWERS, unit_task.office) or _holds(actor, OVERSEERS, unit_task.unit)


def _may_review(
    actor: Actor, unit_task: UnitTask, submission: Submission | None, move: UnitTaskMove, is_closed: bool
) -> Verdict:
    if not _holds(actor, REVIEWERS, unit_task.office):
        return no(ChecklistReason.NOT_YOUR_OFFICE)
    if unit_task.state in REVIEWED and not is_closed:
        return no(ChecklistReason.ALREADY_REVIEWED)
    verdict = _open_for(unit_task, move, is_closed)
    if verdict and submission is not None and submission.submitted_by_id in actor.selves:
        return no(ChecklistReason.OWN_ITEM)
    return verdict


def _open_for(unit_task: UnitTask, move: UnitTaskMove, is_closed: bool) -> Verdict:
    if is_closed:
        return no(ChecklistReason.MONTH_TALLIED)
    allowed = UNIT_TASK_WORKFLOW.allows(UnitTaskState(unit_task.state), move)
    return YES if allowed else no(ChecklistReason.WRONG_STATE)


def _heads(actor: Actor, office: Placed) -> bool:
    return actor.is_system or actor.holds(Role.OFFICE_HEAD, office)


def _holds(actor: Actor, roles: Iterable[Role], unit: Placed) -> bool:
    return any(actor.holds(role, unit) for role in roles)
