"""Integrity: the journal's leaves, the guards on append-only tables, and the ledger against the records."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from lianheng.flows.month_end import replay
from lianheng.flows.month_end.reading import unit_codes
from lianheng.journal import sweeps as journal

APPEND_ONLY = (
    "journal_event",
    "assessment_entry",
    "assessment_standing",
    "assessment_participant",
    "assessment_scheme",
    "assessment_month",
    "checklists_dutychecklist",
    "checklists_dutyitem",
    "assessment_year",
    "assessment_yearscore",
    "assessment_yearitem",
    "assessment_ballot",
    "files_storedfile",
    "files_attachment",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was altered: a code, and what it is about."""

    code: str
    about: str


def findings() -> Iterator[Finding]:
    """Everything that does not bear out what was recorded, read in one transaction."""
    with transaction.atomic():
        yield from _findings()


def _findings() -> Iterator[Finding]:
    for table in journal.missing_guards(APPEND_ONLY):
        yield Finding("guard_missing", table)
    for number in journal.altered_events():
        yield Finding("event_altered", str(number))
    for each in replay():
        code = unit_codes([each.unit_id])[each.unit_id]
        yield Finding(
            "number_differs", f"{each.period} {code} {each.what} {each.published} -> {each.recomputed}"
        )
