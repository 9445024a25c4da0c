"""Lists taken in as a whole: months of tasks, and what became of them on paper."""

from .outcomes import plan_outcomes, save_outcomes
from .tasks import plan_tasks, save_tasks
from .undoing import undo_takeover
from .written import tasks_written

__all__ = ["plan_outcomes", "plan_tasks", "save_outcomes", "save_tasks", "tasks_written", "undo_takeover"]
