"""What is due on a day: whether it is in time, for anything that somebody promised, owes or arranged."""

from datetime import date
from enum import StrEnum

from .workdays import WorkCalendar

NEAR_WORKDAYS = 3


class Due(StrEnum):
    """The light of something due; its words stand where lights are shown."""

    DONE = "done"
    LATE = "late"
    CALM = "calm"
    NEAR = "near"
    OVERDUE = "overdue"
    NONE = "none"


def due_light(due_on: date, done_on: date | None, *, today: date, calendar: WorkCalendar) -> Due:
    """Green done in time, yellow three working days before, red once the day has passed."""
    if done_on is not None:
        return Due.DONE if done_on <= due_on else Due.LATE
    if today > due_on:
        return Due.OVERDUE
    return Due.NEAR if calendar.estimate_before(due_on, NEAR_WORKDAYS) <= today else Due.CALM
