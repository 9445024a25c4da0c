"""What the checklists know of a month, in the words of the assessment."""

from collections.abc import Iterator

from lianheng.assessment.rules.points import TaskFacts
from lianheng.checklists import sweeps as checklists
from lianheng.checklists.rules import is_late
from lianheng.checklists.terms import UnitTaskState
from lianheng.kernel.moments import ZONE
from lianheng.kernel.period import Period


def facts(month: Period) -> Iterator[TaskFacts]:
    """Every standing task of every unit in the month, by unit, as it is certain now."""
    return map(_in_words_of_assessment, checklists.facts(month))


def _in_words_of_assessment(record: checklists.UnitTaskRecord) -> TaskFacts:
    done_on = record.done_on
    if done_on is None and record.submitted_at is not None:
        done_on = record.submitted_at.astimezone(ZONE).date()
    return TaskFacts(
        unit_task_id=record.unit_task_id,
        unit_id=record.unit_id,
        weight=record.weight,
        is_accepted=record.state == UnitTaskState.ACCEPTED,
        is_exempted=record.state == UnitTaskState.EXEMPTED,
        is_late=_was_late(record),
        times_returned=record.times_returned,
        is_evidence_missing=record.is_evidence_missing,
        is_falsified=record.is_falsified,
        title=record.title,
        is_key=record.is_key,
        minutes=record.minutes,
        due_on=record.due_on,
        done_on=done_on,
    )


def _was_late(record: checklists.UnitTaskRecord) -> bool:
    """By the server's time alone; only what was taken over from paper goes by the date on the paper."""
    if record.is_taken_over:
        return record.done_on is not None and record.done_on > record.due_on
    return record.submitted_at is not None and is_late(record.submitted_at, record.due_on)
