"""Tasks of the monthly list, what units did with them, what was asked for, reminded and found."""

from .caps import CapRequest
from .closures import Closure, ClosureQuerySet, number_of
from .falsities import Falsity
from .reliefs import Relief
from .reminders import Reminded, Reminder
from .submissions import Evidence, Submission, without_upload
from .tasks import ASSESSED, OVERSEERS, REVIEWERS, Merger, Task, TaskQuerySet, UnitTask, UnitTaskQuerySet

__all__ = [
    "ASSESSED",
    "OVERSEERS",
    "REVIEWERS",
    "CapRequest",
    "Closure",
    "ClosureQuerySet",
    "Evidence",
    "Falsity",
    "Merger",
    "Relief",
    "Reminded",
    "Reminder",
    "Submission",
    "Task",
    "TaskQuerySet",
    "UnitTask",
    "UnitTaskQuerySet",
    "number_of",
    "without_upload",
]
