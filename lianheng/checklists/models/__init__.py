"""Tasks of the monthly list with all that belongs to them; the duty checklist and what was done about it."""

from .caps import CapRequest
from .closures import Closure, ClosureQuerySet, number_of
from .duties import (
    DutyAssignment,
    DutyChecklist,
    DutyChecklistQuerySet,
    DutyCitation,
    DutyItem,
    DutyRecord,
    DutyRecordQuerySet,
    duty_paths,
)
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
    "DutyAssignment",
    "DutyChecklist",
    "DutyChecklistQuerySet",
    "DutyCitation",
    "DutyItem",
    "DutyRecord",
    "DutyRecordQuerySet",
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
    "duty_paths",
    "number_of",
    "without_upload",
]
