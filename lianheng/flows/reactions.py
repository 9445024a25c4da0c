"""Consequences stand in one place: for each thing that can happen, what follows, or that nothing does."""

from collections.abc import Mapping

from django.db import transaction

from lianheng.assessment.terms import AssessmentEvent
from lianheng.checklists.terms import ChecklistEvent
from lianheng.files.terms import FileEvent
from lianheng.journal import actions as journal
from lianheng.journal.sweeps import next_pending
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.middleware import acting_as
from lianheng.organisation.terms import OrganisationEvent

from . import telling
from .proving_by_measure import prove
from .telling import Reaction
from .terms import Message
from .year_end import telling as year_telling

REACTIONS: Mapping[str, tuple[Reaction, ...]] = {
    OrganisationEvent.UNIT_ADDED: (),
    OrganisationEvent.UNIT_CHANGED: (),
    OrganisationEvent.UNIT_CLOSED: (),
    OrganisationEvent.PERSON_ADDED: (),
    OrganisationEvent.PERSON_CHANGED: (),
    OrganisationEvent.APPOINTED: (),
    OrganisationEvent.RELIEVED: (),
    OrganisationEvent.GRANTED: (),
    OrganisationEvent.REVOKED: (),
    OrganisationEvent.ACCOUNT_OPENED: (),
    OrganisationEvent.PASSWORD_RESET: (),
    OrganisationEvent.ACCOUNT_CLOSED: (),
    OrganisationEvent.INSTANCE_MARKED: (),
    OrganisationEvent.VIEW_SAVED: (),
    OrganisationEvent.VIEW_DROPPED: (),
    OrganisationEvent.IMPORTED: (),
    OrganisationEvent.IMPORT_UNDONE: (),
    FileEvent.ATTACHED: (),
    ChecklistEvent.DRAFTED: (),
    ChecklistEvent.CHANGED: (),
    ChecklistEvent.DROPPED: (),
    ChecklistEvent.ISSUED: (telling.receivers(Message.ISSUED),),
    ChecklistEvent.CAP_ASKED: (telling.deputies_of_office(Message.CAP_ASKED),),
    ChecklistEvent.CAP_LIFTED: (telling.asking_office(Message.CAP_LIFTED),),
    ChecklistEvent.CAP_REFUSED: (telling.asking_office(Message.CAP_REFUSED),),
    ChecklistEvent.MERGED: (telling.office_merged_into(Message.MERGED),),
    ChecklistEvent.REMINDED: (telling.reminded(Message.REMINDED),),
    ChecklistEvent.WITHDRAWN: (
        telling.receivers(Message.WITHDRAWN),
        telling.offices_served(Message.SHARED_WITHDRAWN),
    ),
    # Nobody is told of a submission: the office's review queue counts it.
    ChecklistEvent.SUBMITTED: (),
    ChecklistEvent.RETURNED: (telling.unit_of_task(Message.RETURNED),),
    ChecklistEvent.ACCEPTED: (),
    ChecklistEvent.CLOSED_BY_RECORD: (telling.unit_of_task(Message.CLOSED_BY_RECORD),),
    ChecklistEvent.RELIEF_ASKED: (telling.office_of_task(Message.RELIEF_ASKED),),
    ChecklistEvent.RELIEF_GRANTED: (telling.unit_of_task(Message.RELIEF_GRANTED),),
    ChecklistEvent.RELIEF_REFUSED: (telling.unit_of_task(Message.RELIEF_REFUSED),),
    ChecklistEvent.FALSITY_FOUND: (telling.confirmers(Message.FALSITY_FOUND),),
    ChecklistEvent.FALSITY_CONFIRMED: (telling.unit_of_task(Message.FALSITY_CONFIRMED),),
    # A finding that was not confirmed was never told to the unit.
    ChecklistEvent.FALSITY_DISMISSED: (),
    # The tally tells what lapsed, together with what it cost.
    ChecklistEvent.LAPSED: (),
    ChecklistEvent.TAKEN_OVER: (),
    AssessmentEvent.SCHEME_ADOPTED: (),
    AssessmentEvent.TALLIED: (telling.participants(Message.TALLIED),),
    AssessmentEvent.PUBLISHED: (telling.participants(Message.PUBLISHED),),
    AssessmentEvent.EVALUATED: (),
    AssessmentEvent.OBJECTION_FILED: (telling.answerers(Message.OBJECTION_FILED),),
    AssessmentEvent.OBJECTION_UPHELD: (telling.objectors(Message.OBJECTION_UPHELD),),
    AssessmentEvent.OBJECTION_DISMISSED: (telling.objectors(Message.OBJECTION_DISMISSED),),
    AssessmentEvent.CORRECTED: (),
    AssessmentEvent.PROPOSED: (telling.deciders(Message.PROPOSED),),
    AssessmentEvent.HEARD: (),
    AssessmentEvent.COMMITTEE_RECORDED: (),
    AssessmentEvent.ADOPTED: (telling.head_concerned(Message.DECIDED),),
    AssessmentEvent.DECLINED: (telling.head_concerned(Message.DECIDED),),
    AssessmentEvent.CARD_ISSUED: (telling.head_concerned(Message.CARD_ISSUED),),
    AssessmentEvent.CURE_DONE: (),
    AssessmentEvent.CARD_LIFTED: (telling.head_concerned(Message.CARD_LIFTED),),
    # A draft waits on the desk of whoever signs; what is changed in it concerns nobody else.
    AssessmentEvent.REVIEW_DRAFTED: (),
    AssessmentEvent.REVIEW_CHANGED: (),
    AssessmentEvent.REVIEW_SIGNED: (telling.readers(Message.REVIEW_SIGNED),),
    AssessmentEvent.REVIEW_REVISED: (),
    AssessmentEvent.SCHEME_DRAFTED: (),
    AssessmentEvent.SCHEME_REDRAFTED: (),
    AssessmentEvent.SCHEME_DROPPED: (),
    AssessmentEvent.DRAFT_ADOPTED: (),
    AssessmentEvent.BACKTEST_ASKED: (),
    AssessmentEvent.BACKTEST_DONE: (year_telling.who_asked(Message.BACKTEST_DONE),),
    AssessmentEvent.ROUND_PLANNED: (),
    AssessmentEvent.ROUND_OPENED: (year_telling.voters(Message.BALLOT_OPEN),),
    AssessmentEvent.SLIPS_PRINTED: (),
    # Nobody is told of a ballot: the round counts how many there are, and nothing else.
    AssessmentEvent.BALLOT_CAST: (),
    AssessmentEvent.ROUND_CLOSED: (),
    AssessmentEvent.DOCUMENTED: (year_telling.second_persons(Message.DOCUMENTED),),
    AssessmentEvent.DOCUMENT_CONFIRMED: (year_telling.unit_documented(Message.DOCUMENT_CONFIRMED),),
    AssessmentEvent.DOCUMENT_DECLINED: (year_telling.unit_documented(Message.DOCUMENT_DECLINED),),
    AssessmentEvent.YEAR_PREPARED: (year_telling.units_scored(Message.YEAR_PREPARED),),
    AssessmentEvent.YEAR_PUBLISHED: (year_telling.units_scored(Message.YEAR_PUBLISHED),),
    AssessmentEvent.YEAR_OBJECTION_FILED: (year_telling.answerers(Message.YEAR_OBJECTION_FILED),),
    AssessmentEvent.YEAR_OBJECTION_UPHELD: (year_telling.objectors(Message.YEAR_OBJECTION_UPHELD),),
    AssessmentEvent.YEAR_OBJECTION_DISMISSED: (year_telling.objectors(Message.YEAR_OBJECTION_DISMISSED),),
}
QUIET = tuple(kind for kind, reactions in REACTIONS.items() if not reactions)


def work_off() -> int:
    """Let follow what must follow, oldest first, each in a transaction of its own; the number worked off.

    Anything that happened can have changed a measure: afterwards, once for all of it, tasks are proven.
    """
    quiet = journal.tick_off(QUIET)
    count = _follow()
    return count + prove_and_tell() if quiet or count else count


def prove_and_tell() -> int:
    """Close what records show to be done, and tell the units; the number of messages' causes worked off."""
    with acting_as(SYSTEM):
        closed = prove()
    return _follow() if closed else 0


def _follow() -> int:
    last, count = 0, 0
    while following := _follow_next(last):
        last, count = following, count + 1
    return count


def _follow_next(after: int) -> int | None:
    """Take the next event that nobody else holds; a failure is kept with it and blocks nobody."""
    with acting_as(SYSTEM):
        pending = next_pending(after)
        if pending is None:
            return None
        try:
            with transaction.atomic():
                for reaction in REACTIONS[pending.event.kind]:
                    reaction(pending.event)
                journal.followed(pending)
        except Exception as failure:
            journal.fail(pending, f"{type(failure).__name__}: {failure}")
        return pending.event_id
