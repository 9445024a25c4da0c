"""Rules of the monthly list: the life of a task, lateness, lights, and the cap on what a unit is asked."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from lianheng.checklists.terms import Light, TaskMove, TaskState, UnitTaskMove, UnitTaskState
from lianheng.kernel.moments import end_of
from lianheng.kernel.workdays import WorkCalendar
from lianheng.kernel.workflow import Workflow

MONTHLY_CAP = 10
NEAR_WORKDAYS = 3
WEIGHTS = (1, 2, 3)
ALIKE = 0.6
SAME, LEAST_PAIRS = 0.9, 12
CROWDED = 3
_BETWEEN = re.compile(r"[;；,，、\s]+")
_NO_WORD = re.compile(r"[\W_]+")

OPEN = frozenset({UnitTaskState.ISSUED, UnitTaskState.RETURNED})
UNSETTLED = OPEN | {UnitTaskState.SUBMITTED}

TASK_WORKFLOW: Workflow[TaskState, TaskMove] = Workflow(
    start=TaskState.DRAFT,
    moves={
        TaskMove.ISSUE: ({TaskState.DRAFT}, TaskState.ISSUED),
        TaskMove.WITHDRAW: ({TaskState.ISSUED}, TaskState.WITHDRAWN),
    },
)

UNIT_TASK_WORKFLOW: Workflow[UnitTaskState, UnitTaskMove] = Workflow(
    start=UnitTaskState.ISSUED,
    moves={
        UnitTaskMove.SUBMIT: (OPEN, UnitTaskState.SUBMITTED),
        UnitTaskMove.RETURN: ({UnitTaskState.SUBMITTED}, UnitTaskState.RETURNED),
        UnitTaskMove.ACCEPT: ({UnitTaskState.SUBMITTED}, UnitTaskState.ACCEPTED),
        UnitTaskMove.PROVE: (OPEN, UnitTaskState.ACCEPTED),
        UnitTaskMove.EXEMPT: (UNSETTLED, UnitTaskState.EXEMPTED),
        UnitTaskMove.LAPSE: (UNSETTLED, UnitTaskState.LAPSED),
        UnitTaskMove.WITHDRAW: (UNSETTLED, UnitTaskState.WITHDRAWN),
    },
)


def is_late(submitted_at: datetime, due_on: date) -> bool:
    """Handed in after the last moment of the due day, by the server's time."""
    return submitted_at > end_of(due_on)


def was_in_time(state: str, submitted_at: datetime | None, due_on: date) -> bool:
    """Accepted, and handed in by the due day."""
    return state == UnitTaskState.ACCEPTED and submitted_at is not None and not is_late(submitted_at, due_on)


def light(*, state: str, due_on: date, was_late: bool, today: date, calendar: WorkCalendar) -> Light:
    """Green done in time, yellow three working days before, red overdue."""
    if state == UnitTaskState.ACCEPTED:
        return Light.LATE if was_late else Light.DONE
    if state in (UnitTaskState.EXEMPTED, UnitTaskState.WITHDRAWN):
        return Light.NONE
    if state == UnitTaskState.LAPSED or (today > due_on and (state in OPEN or was_late)):
        return Light.OVERDUE
    if state in OPEN and calendar.estimate_before(due_on, NEAR_WORKDAYS) <= today:
        return Light.NEAR
    return Light.CALM


def exceeds_cap(tasks_in_month: int) -> bool:
    """More than ten tasks for a unit in a month need the deputy in charge (减负)."""
    return tasks_in_month > MONTHLY_CAP


def names_of(scope: str) -> tuple[str, ...]:
    """The units, classes and words that a scope names, each once, in order."""
    return tuple(dict.fromkeys(name for name in _BETWEEN.split(scope.strip()) if name))


def is_alike(title: str, other: str) -> bool:
    """Two requests of the same name, or nearly: most of their pairs of characters are the same."""
    mine, theirs = _pairs(title), _pairs(other)
    if not mine or not theirs:
        return mine == theirs and title.strip() == other.strip()
    return 2 * len(mine & theirs) / (len(mine) + len(theirs)) >= ALIKE


def is_same_text(text: str, other: str) -> bool:
    """Two reports that say the same with hardly a character changed; short ones may be alike by chance."""
    mine, theirs = _pairs(text), _pairs(other)
    if min(len(mine), len(theirs)) < LEAST_PAIRS:
        return False
    return 2 * len(mine & theirs) / (len(mine) + len(theirs)) >= SAME


def may_be_reminded_again(last_on: date | None, today: date, calendar: WorkCalendar) -> bool:
    """Not more often than once a working day; the days off after it belong to it."""
    return last_on is None or calendar.count_between(last_on, today) > 0


def free_day(
    due_on: date, deadlines: Mapping[date, int], *, today: date, calendar: WorkCalendar
) -> date | None:
    """The next working day of the month on which one deadline more crowds nobody; none when there is none."""
    days = [due_on + timedelta(days=n) for n in range(1, 31)]
    days += [due_on - timedelta(days=n) for n in range(1, 31)]
    for day in days:
        if day.month != due_on.month or day <= today:
            continue
        works = calendar.is_workday(day) if calendar.covers(day) else day.weekday() < 5
        if works and deadlines.get(day, 0) + 1 < CROWDED:
            return day
    return None


def _pairs(title: str) -> set[str]:
    words = _NO_WORD.sub("", title).casefold()
    return {words[at : at + 2] for at in range(max(len(words) - 1, min(len(words), 1)))}
