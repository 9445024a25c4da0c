"""Rules of talks: how a talk goes, who leads which kind, when it is overdue, what was kept."""

from collections.abc import Mapping
from datetime import date

from lianheng.kernel.due import Due, due_light
from lianheng.kernel.workdays import WorkCalendar
from lianheng.kernel.workflow import Workflow
from lianheng.organisation.terms import Role

from .terms import TalkKind, TalkMove, TalkState

ARRANGED = frozenset({TalkState.PLANNED, TalkState.NOTIFIED})
BEFORE = ARRANGED | {TalkState.PROPOSED}
ANSWERED = frozenset({TalkState.CONFIRMED, TalkState.UNCONFIRMED})
TOOK_PLACE = ANSWERED | {TalkState.HELD, TalkState.CLOSED}
FROZEN = ANSWERED | {TalkState.CLOSED}
OPEN = BEFORE | ANSWERED | {TalkState.HELD}

# The record may be put right until the person concerned has answered it.
TALK_WORKFLOW: Workflow[TalkState, TalkMove] = Workflow(
    start=TalkState.PROPOSED,
    moves={
        TalkMove.PLAN: ({TalkState.PROPOSED, TalkState.PLANNED}, TalkState.PLANNED),
        TalkMove.NOTIFY: ({TalkState.PLANNED}, TalkState.NOTIFIED),
        TalkMove.POSTPONE: ({TalkState.NOTIFIED}, TalkState.PLANNED),
        TalkMove.HOLD: ({TalkState.NOTIFIED, TalkState.HELD}, TalkState.HELD),
        TalkMove.CONFIRM: ({TalkState.HELD, TalkState.UNCONFIRMED}, TalkState.CONFIRMED),
        TalkMove.NOTE_REFUSAL: ({TalkState.HELD}, TalkState.UNCONFIRMED),
        TalkMove.CLOSE: (ANSWERED, TalkState.CLOSED),
        TalkMove.CANCEL: (BEFORE, TalkState.CANCELLED),
        TalkMove.PASS_ON: (BEFORE, TalkState.PROPOSED),
    },
)

# Whose office it is to lead a talk of this kind; the leader may lead every one.
LEADS: Mapping[str, tuple[Role, ...]] = {
    TalkKind.REMINDER: (Role.DEPUTY, Role.LEADER),
    TalkKind.SUMMONS: (Role.LEADER,),
}


def talk_light(*, state: str, planned_on: date | None, today: date, calendar: WorkCalendar) -> Due:
    """A talk not held by its day is overdue; before it has a day nothing is counted."""
    if state not in ARRANGED or planned_on is None:
        return Due.NONE
    return due_light(planned_on, None, today=today, calendar=calendar)


def was_kept(due_on: date, done_on: date | None) -> bool:
    """A commitment is kept when what was promised was done by its day."""
    return done_on is not None and done_on <= due_on


def is_running(due_on: date, done_on: date | None, today: date) -> bool:
    """Neither done nor past its day."""
    return done_on is None and today <= due_on
