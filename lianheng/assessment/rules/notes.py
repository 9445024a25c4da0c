"""What is noted on a proposal about the person concerned: months in which he was away, or new in the post."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from lianheng.assessment.terms import Note
from lianheng.kernel.period import Period
from lianheng.organisation.rules import is_new_in_post, weighs


class Away(Protocol):
    """Somebody was away from a day to a day; without a last day he still is."""

    @property
    def kind(self) -> str: ...
    @property
    def from_on(self) -> date: ...
    @property
    def to_on(self) -> date | None: ...


def months_noted(
    months: Sequence[Period], since: date | None, absences: Iterable[Away]
) -> dict[Note, list[Period]]:
    """For each thing to be noted the months that it touches; nothing is noted that touches none."""
    found: dict[Note, list[Period]] = {}
    if since is not None:
        found[Note.NEW_IN_POST] = [month for month in months if is_new_in_post(since, month.last_day)]
    for away in sorted(absences, key=lambda each: each.from_on):
        touched = found.setdefault(Note(away.kind), [])
        weighed = (month for month in months if weighs(away.kind, month, away.from_on, away.to_on))
        touched += [month for month in weighed if month not in touched]
    return {note: sorted(touched) for note, touched in found.items() if touched}
