"""Tasks of the monthly list, each unit's task, what was handed in, what was asked for, what was found."""

from .closures import Closure, ClosureQuerySet, number_of
from .falsities import Falsity
from .reliefs import Relief
from .submissions import Evidence, Submission
from .tasks import ASSESSED, OVERSEERS, REVIEWERS, Task, TaskQuerySet, UnitTask, UnitTaskQuerySet

__all__ = [
    "ASSESSED",
    "OVERSEERS",
    "REVIEWERS",
    "Closure",
    "ClosureQuerySet",
    "Evidence",
    "Falsity",
    "Relief",
    "Submission",
    "Task",
    "TaskQuerySet",
    "UnitTask",
    "UnitTaskQuerySet",
    "number_of",
]
