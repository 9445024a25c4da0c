"""Consequences stand in one place: for each thing that can happen, what follows, or that nothing does."""

from collections.abc import Mapping

from django.db import transaction

from lianheng.assessment.terms import AssessmentEvent
from lianheng.checklists.terms import ChecklistEvent, DutyEvent
from lianheng.files.terms import FileEvent
from lianheng.journal import actions as journal
from lianheng.journal.sweeps import next_pending
from lianheng.notices.terms import NoticeEvent
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.middleware import acting_as
from lianheng.organisation.terms import OrganisationEvent
from lianheng.papers.terms import PaperEvent
from lianheng.talks.terms import TalkEvent

from . import administering, entering, noting, talking, telling
from .handovers import opening
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
    OrganisationEvent.APPOINTED: (opening.after_appointment,),
    OrganisationEvent.RELIEVED: (opening.after_relief,),
    OrganisationEvent.GRANTED: (),
    OrganisationEvent.REVOKED: (opening.after_revocation,),
    OrganisationEvent.GRANT_ASKED: (administering.second_persons(Message.GRANT_ASKED),),
    OrganisationEvent.GRANT_APPROVED: (administering.who_asked(Message.GRANT_APPROVED),),
    OrganisationEvent.GRANT_REFUSED: (administering.who_asked(Message.GRANT_REFUSED),),
    OrganisationEvent.GRANT_WITHDRAWN: (),
    OrganisationEvent.CHANGES_LISTED: (administering.auditors(Message.CHANGES_LISTED),),
    OrganisationEvent.ACCOUNT_OPENED: (),
    OrganisationEvent.PASSWORD_RESET: (),
    OrganisationEvent.ACCOUNT_CLOSED: (),
    # What a person does about his own sign-in stands on his own page.
    OrganisationEvent.FACTOR_ADDED: (),
    OrganisationEvent.FACTOR_REMOVED: (),
    OrganisationEvent.CODES_DRAWN: (),
    OrganisationEvent.SESSIONS_ENDED: (),
    OrganisationEvent.SIGNED_IN_TWICE: (entering.oneself(Message.SIGNED_IN_TWICE),),
    OrganisationEvent.LEAVER_REFUSED: (entering.guardians(Message.LEAVER_REFUSED),),
    OrganisationEvent.RESET_ASKED: (entering.about_reset(Message.RESET_ASKED),),
    OrganisationEvent.RESET_APPROVED: (entering.about_reset(Message.RESET_APPROVED),),
    OrganisationEvent.RESET_REFUSED: (entering.about_reset(Message.RESET_REFUSED),),
    OrganisationEvent.RESET_STOPPED: (entering.about_reset(Message.RESET_STOPPED),),
    OrganisationEvent.RESET_DONE: (entering.about_reset(Message.RESET_DONE),),
    OrganisationEvent.INSTANCE_MARKED: (),
    OrganisationEvent.ADMINISTRATORS_FOUNDED: (),
    OrganisationEvent.VIEW_SAVED: (),
    OrganisationEvent.VIEW_DROPPED: (),
    OrganisationEvent.IMPORTED: (opening.after_import,),
    OrganisationEvent.IMPORT_UNDONE: (),
    OrganisationEvent.ABSENCE_REPORTED: (telling.those_above(Message.ABSENCE_REPORTED),),
    OrganisationEvent.ABSENCE_CONFIRMED: (
        telling.person(Message.ABSENCE_CONFIRMED),
        noting.note_on_proposals,
    ),
    OrganisationEvent.ABSENCE_DECLINED: (telling.person(Message.ABSENCE_DECLINED),),
    OrganisationEvent.ABSENCE_WITHDRAWN: (noting.note_on_proposals,),
    OrganisationEvent.ABSENCE_SHORTENED: (noting.note_on_proposals,),
    OrganisationEvent.DELEGATION_ASKED: (telling.agreeing(Message.DELEGATION_ASKED),),
    OrganisationEvent.DELEGATION_APPROVED: (telling.lending(Message.DELEGATION_APPROVED),),
    OrganisationEvent.DELEGATION_REFUSED: (telling.lending(Message.DELEGATION_REFUSED),),
    OrganisationEvent.DELEGATION_REVOKED: (telling.lending(Message.DELEGATION_REVOKED),),
    OrganisationEvent.HANDOVER_OPENED: (telling.signing("leaver", Message.HANDOVER_OPENED),),
    OrganisationEvent.SUCCESSOR_NAMED: (telling.signing("successor", Message.SUCCESSOR_NAMED),),
    OrganisationEvent.HANDOVER_SIGNED: (telling.signing("successor", Message.HANDOVER_SIGNED),),
    OrganisationEvent.HANDOVER_SIGNED_INSTEAD: (telling.signing("successor", Message.HANDOVER_SIGNED),),
    OrganisationEvent.HANDOVER_TAKEN_OVER: (telling.witnessing(Message.HANDOVER_TAKEN_OVER),),
    OrganisationEvent.HANDOVER_CLOSED: (
        telling.signing("successor", Message.HANDOVER_CLOSED),
        talking.pass_on,
    ),
    OrganisationEvent.HANDOVER_CANCELLED: (telling.signing("leaver", Message.HANDOVER_CANCELLED),),
    FileEvent.ATTACHED: (),
    NoticeEvent.CHANNEL_SET: (),
    NoticeEvent.CHANNEL_CONFIRMED: (),
    NoticeEvent.CHANNEL_DROPPED: (),
    NoticeEvent.DIGESTS_GIVEN: (),
    PaperEvent.EXPORTED: (),
    # The download centre shows it to the only one concerned.
    PaperEvent.DOWNLOAD_ASKED: (),
    PaperEvent.DOWNLOAD_FAILED: (),
    PaperEvent.DOWNLOAD_EXPIRED: (),
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
    DutyEvent.PREPARED: (),
    DutyEvent.CHANGED: (),
    DutyEvent.DROPPED: (),
    DutyEvent.ADOPTED: (telling.units_with_duties(Message.DUTIES_ADOPTED),),
    DutyEvent.ASSIGNED: (),
    DutyEvent.RECORDED: (),
    DutyEvent.CORRECTED: (),
    DutyEvent.WITHDRAWN: (),
    DutyEvent.COUNTED: (),
    AssessmentEvent.SCHEME_ADOPTED: (),
    AssessmentEvent.TALLIED: (telling.participants(Message.TALLIED),),
    AssessmentEvent.PUBLISHED: (telling.participants(Message.PUBLISHED),),
    AssessmentEvent.EVALUATED: (),
    AssessmentEvent.OBJECTION_FILED: (telling.answerers(Message.OBJECTION_FILED),),
    AssessmentEvent.OBJECTION_UPHELD: (telling.objectors(Message.OBJECTION_UPHELD),),
    AssessmentEvent.OBJECTION_DISMISSED: (telling.objectors(Message.OBJECTION_DISMISSED),),
    AssessmentEvent.CORRECTED: (),
    AssessmentEvent.PROPOSED: (
        telling.deciders(Message.PROPOSED),
        telling.concerned(Message.PROPOSED_TO_CONCERNED),
    ),
    AssessmentEvent.NOTED: (),
    AssessmentEvent.HEARD: (),
    AssessmentEvent.STATED: (telling.deciders_of(Message.STATED),),
    AssessmentEvent.COMMITTEE_RECORDED: (),
    AssessmentEvent.ADOPTED: (telling.decided(Message.DECIDED), talking.open_talk),
    AssessmentEvent.DECLINED: (telling.decided(Message.DECIDED),),
    AssessmentEvent.CARD_ISSUED: (telling.head_of_card(Message.CARD_ISSUED),),
    AssessmentEvent.CURE_HANDED_IN: (telling.scorers_of_card(Message.CURE_HANDED_IN),),
    AssessmentEvent.CURE_RETURNED: (telling.unit_of_card(Message.CURE_RETURNED),),
    AssessmentEvent.CURE_DONE: (telling.unit_of_card(Message.CURE_DONE),),
    AssessmentEvent.CARD_LIFTED: (telling.head_of_card(Message.CARD_LIFTED),),
    # A draft waits on the desk of whoever signs; what is changed in it concerns nobody else.
    AssessmentEvent.REVIEW_DRAFTED: (),
    AssessmentEvent.REVIEW_CHANGED: (),
    AssessmentEvent.REVIEW_SIGNED: (telling.readers(Message.REVIEW_SIGNED),),
    AssessmentEvent.REVIEW_REVISED: (),
    TalkEvent.OPENED: (talking.arrangers(Message.TALK_OPENED),),
    # The person concerned is told by the notice, not before.
    TalkEvent.PLANNED: (),
    TalkEvent.NOTIFIED: (talking.person(Message.TALK_NOTIFIED), talking.talkers(Message.TALK_JOINED)),
    TalkEvent.POSTPONED: (talking.person(Message.TALK_POSTPONED), talking.talkers(Message.TALK_POSTPONED)),
    TalkEvent.CANCELLED: (
        talking.person_when_told(Message.TALK_CANCELLED),
        talking.talkers(Message.TALK_CANCELLED),
    ),
    TalkEvent.PASSED_ON: (
        talking.person_when_told(Message.TALK_POSTPONED),
        talking.talkers(Message.TALK_PASSED_ON),
    ),
    TalkEvent.HELD: (talking.person(Message.TALK_HELD),),
    TalkEvent.CONFIRMED: (talking.talkers(Message.TALK_ANSWERED),),
    TalkEvent.REFUSAL_NOTED: (talking.person(Message.TALK_REFUSAL_NOTED),),
    TalkEvent.SIGNED: (),
    TalkEvent.COMMITMENT_REPORTED: (talking.leader(Message.COMMITMENT_REPORTED),),
    TalkEvent.COMMITMENT_CONFIRMED: (talking.person(Message.COMMITMENT_CONFIRMED),),
    TalkEvent.COMMITMENT_RETURNED: (talking.person(Message.COMMITMENT_RETURNED),),
    TalkEvent.CLOSED: (talking.person(Message.TALK_CLOSED),),
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
