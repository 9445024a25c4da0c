"""Rules of the checklists: the life of a task, and when a duty falls due."""

from lianheng.checklists.asked import DEFAULT_MINUTES, Asked

from .tasks import (
    ALIKE,
    CROWDED,
    MONTHLY_CAP,
    NEAR_WORKDAYS,
    OPEN,
    TASK_WORKFLOW,
    UNIT_TASK_WORKFLOW,
    UNSETTLED,
    WEIGHTS,
    exceeds_cap,
    free_day,
    is_alike,
    is_late,
    is_same_text,
    light,
    may_be_reminded_again,
    names_of,
    was_in_time,
)

__all__ = [
    "ALIKE",
    "CROWDED",
    "DEFAULT_MINUTES",
    "MONTHLY_CAP",
    "NEAR_WORKDAYS",
    "OPEN",
    "TASK_WORKFLOW",
    "UNIT_TASK_WORKFLOW",
    "UNSETTLED",
    "WEIGHTS",
    "Asked",
    "exceeds_cap",
    "free_day",
    "is_alike",
    "is_late",
    "is_same_text",
    "light",
    "may_be_reminded_again",
    "names_of",
    "was_in_time",
]
