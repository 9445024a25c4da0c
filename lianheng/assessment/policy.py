"""Who may tally, publish, object, answer, hear and decide; and who may see what."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from lianheng.kernel.verdict import YES, Verdict, no
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit
from lianheng.organisation.terms import Role

from .models import (
    ASSESSED,
    REVIEW_READERS,
    SCORING,
    CureProof,
    CureTask,
    Documented,
    Entitlement,
    Entry,
    EvaluationRound,
    Month,
    MonthReview,
    Objection,
    Proposal,
    SchemeDraft,
    Year,
    YearItem,
    YearObjection,
    YellowCard,
)
from .rules import (
    DOCUMENTED_WORKFLOW,
    DRAFT_WORKFLOW,
    OBJECTION_WORKFLOW,
    PROPOSAL_WORKFLOW,
    REVIEW_WORKFLOW,
    ROUND_WORKFLOW,
    YEAR_WORKFLOW,
)
from .terms import (
    AssessmentReason,
    DocumentedKind,
    DocumentedMove,
    DraftMove,
    EntryCode,
    GroupKind,
    MonthState,
    ObjectionMove,
    ObjectionState,
    ProposalKind,
    ProposalMove,
    ProposalState,
    ReviewMove,
    RoundMove,
    YearMove,
    YearState,
)

KEEPING = (Role.SCORER, Role.LEADER)
SIGNING_IN: dict[str, tuple[Role, ...]] = {
    GroupKind.COMMISSION: (Role.LEADER, Role.DEPUTY),
    GroupKind.OFFICES: (Role.OFFICE_HEAD, Role.OFFICE_CLERK),
}

DECIDERS: dict[str, Role] = {
    ProposalKind.REMARK: Role.OFFICE_HEAD,
    ProposalKind.REMINDER_TALK: Role.DEPUTY,
    ProposalKind.YELLOW_CARD: Role.LEADER,
    ProposalKind.ADJUSTMENT: Role.LEADER,
    ProposalKind.LIFT_CARD: Role.LEADER,
}


def may_see(actor: Actor, unit: Unit) -> bool:
    """Whether the actor may see this unit's entries, objections and scores."""
    return any(actor.holds(role, unit) for role in (*SCORING, *ASSESSED))


def may_see_card(actor: Actor, card: YellowCard) -> bool:
    """The unit that has the card, and whoever scores or leads there."""
    return may_see(actor, card.unit)


def may_see_proposal(actor: Actor, proposal: Proposal) -> bool:
    """Those who decide, score or lead; the person concerned; the head of the unit; heads of office.

    An adjustment concerns a person, and no other head of the unit; heads of office see what they remark on.
    """
    if actor.id is not None and actor.id == proposal.person_id:
        return True
    if any(actor.holds(role, proposal.unit) for role in SCORING):
        return True
    is_personal = proposal.kind == ProposalKind.ADJUSTMENT and proposal.person_id is not None
    if actor.holds(Role.UNIT_HEAD, proposal.unit) and not is_personal:
        return True
    return proposal.kind == ProposalKind.REMARK and actor.holds(Role.OFFICE_HEAD)


def may_tally(actor: Actor) -> Verdict:
    """The scorer or the leader tallies a month, or the machine on the first working day."""
    if actor.is_system or actor.holds(Role.SCORER) or actor.holds(Role.LEADER):
        return YES
    return no(AssessmentReason.NOT_SCORER)


def may_publish(
    actor: Actor, month: Month, *, today: date, open_objections: int, because: str = ""
) -> Verdict:
    """A person publishes when the window has passed and every objection is answered.

    A month taken over from paper may be published at once by the leader, with a reason that stays on it.
    """
    if month.state == MonthState.PUBLISHED:
        return no(AssessmentReason.ALREADY_PUBLISHED)
    if month.state != MonthState.TALLIED or month.objections_until is None:
        return no(AssessmentReason.NOT_TALLIED)
    if not (actor.holds(Role.SCORER) or actor.holds(Role.LEADER)):
        return no(AssessmentReason.NOT_SCORER)
    if because and not month.is_taken_over:
        return no(AssessmentReason.NOT_TAKEN_OVER)
    if because and not actor.holds(Role.LEADER):
        return no(AssessmentReason.NOT_LEADER)
    if today <= month.objections_until and not because:
        return no(AssessmentReason.REASON_MISSING if month.is_taken_over else AssessmentReason.WINDOW_OPEN)
    return no(AssessmentReason.OBJECTIONS_OPEN) if open_objections else YES


def may_object(actor: Actor, entry: Entry, *, today: date) -> Verdict:
    """The unit concerned contests an entry once, until the window closes."""
    if not any(actor.holds(role, entry.unit) for role in ASSESSED):
        return no(AssessmentReason.NOT_YOUR_UNIT)
    if entry.code == EntryCode.CORRECTION:
        return no(AssessmentReason.NOT_CONTESTABLE)
    if hasattr(entry, "objection"):
        return no(AssessmentReason.ALREADY_OBJECTED)
    if entry.month.objections_until is None:
        return no(AssessmentReason.NOT_TALLIED)
    return YES if today <= entry.month.objections_until else no(AssessmentReason.WINDOW_CLOSED)


def may_answer(actor: Actor, objection: Objection) -> Verdict:
    """A scorer or leader answers who neither reviewed the task nor filed the objection, nor served there."""
    if not OBJECTION_WORKFLOW.allows(objection.state, ObjectionMove.UPHOLD):  # type: ignore[arg-type]
        return no(AssessmentReason.ALREADY_ANSWERED)
    if not any(actor.holds(role, objection.entry.unit) for role in (Role.SCORER, Role.LEADER)):
        return no(AssessmentReason.NOT_SCORER)
    if set(actor.selves) & set(objection.entry.facts.get("reviewers", ())):
        return no(AssessmentReason.REVIEWED_IT)
    if actor.served_in(objection.entry.unit):
        return no(AssessmentReason.SERVED_THERE)
    return no(AssessmentReason.SELF_INTEREST) if objection.filed_by_id in actor.selves else YES


def may_correct(actor: Actor, entry: Entry) -> Verdict:
    """An error found after publication is corrected by a scorer who neither reviewed it nor served there."""
    if not any(actor.holds(role, entry.unit) for role in (Role.SCORER, Role.LEADER)):
        return no(AssessmentReason.NOT_SCORER)
    if entry.code == EntryCode.CORRECTION or hasattr(entry, "correction"):
        return no(AssessmentReason.ALREADY_CORRECTED)
    if hasattr(entry, "objection") and entry.objection.state == ObjectionState.FILED:
        return no(AssessmentReason.OBJECTIONS_OPEN)
    if actor.served_in(entry.unit):
        return no(AssessmentReason.SERVED_THERE)
    has_reviewed = set(actor.selves) & set(entry.facts.get("reviewers", ()))
    return no(AssessmentReason.REVIEWED_IT) if has_reviewed else YES


def may_hear(actor: Actor, proposal: Proposal) -> Verdict:
    """Whoever decides, or the scoring office, hears the person concerned; never that person."""
    if not PROPOSAL_WORKFLOW.allows(proposal.state, ProposalMove.ADOPT):  # type: ignore[arg-type]
        return no(AssessmentReason.WRONG_STATE)
    if proposal.person_id in actor.selves:
        return no(AssessmentReason.SELF_INTEREST)
    deciding = (DECIDERS[proposal.kind], Role.SCORER, Role.LEADER)
    return (
        YES
        if any(_in_charge(actor, role, proposal) for role in deciding)
        else no(AssessmentReason.NOT_DECIDER)
    )


may_record_committee = may_hear


def may_decide(actor: Actor, proposal: Proposal, *, open_objections: int) -> Verdict:
    """The person whom the ladder names decides, after hearing, with no objection open on its periods."""
    if not PROPOSAL_WORKFLOW.allows(proposal.state, ProposalMove.ADOPT):  # type: ignore[arg-type]
        return no(AssessmentReason.WRONG_STATE)
    if not _in_charge(actor, DECIDERS[proposal.kind], proposal):
        return no(AssessmentReason.NOT_DECIDER)
    if proposal.person_id in actor.selves:
        return no(AssessmentReason.SELF_INTEREST)
    if open_objections:
        return no(AssessmentReason.OBJECTION_ON_PERIOD)
    if proposal.kind != ProposalKind.ADJUSTMENT:
        return YES
    if not proposal.heard_on:
        return no(AssessmentReason.NOT_HEARD)
    return YES if proposal.committee_decided_on else no(AssessmentReason.NO_COMMITTEE_DECISION)


def may_note(actor: Actor) -> Verdict:
    """What is known of the person's absences is put on a proposal by the machine, and by nobody."""
    return YES if actor.is_system else no(AssessmentReason.NOT_DECIDER)


def _in_charge(actor: Actor, role: Role, proposal: Proposal) -> bool:
    """An office head remarks on any unit; deputies and leaders decide within their charge."""
    return actor.holds(role) if role == Role.OFFICE_HEAD else actor.holds(role, proposal.unit)


def may_state(actor: Actor, proposal: Proposal) -> Verdict:
    """The person concerned states in writing what he has to say, until somebody decides."""
    if actor.id is None or actor.id != proposal.person_id:
        return no(AssessmentReason.NOT_CONCERNED)
    return YES if proposal.state == ProposalState.OPEN else no(AssessmentReason.WRONG_STATE)


def may_confirm_cure(actor: Actor, unit: Unit) -> Verdict:
    """The scorer, the deputy in charge or the leader confirms that a cure task is done."""
    return YES if any(actor.holds(role, unit) for role in SCORING) else no(AssessmentReason.NOT_SCORER)


def may_hand_in_cure(actor: Actor, cure: CureTask) -> Verdict:
    """The unit says what it did, until somebody has confirmed it or the card is lifted."""
    if not any(actor.holds(role, cure.card.unit) for role in ASSESSED):
        return no(AssessmentReason.NOT_OF_UNIT)
    return _is_open(cure)


def may_return_cure(actor: Actor, cure: CureTask, last: CureProof | None) -> Verdict:
    """Whoever may confirm may also return what was handed in, with a reason."""
    if not (verdict := may_confirm_cure(actor, cure.card.unit)) or not (verdict := _is_open(cure)):
        return verdict
    waits = last is not None and last.returned_at is None
    return YES if waits else no(AssessmentReason.NOTHING_HANDED_IN)


def _is_open(cure: CureTask) -> Verdict:
    if cure.done_on is not None:
        return no(AssessmentReason.CURE_IS_DONE)
    return no(AssessmentReason.CARD_LIFTED) if cure.card.lifted_on else YES


def may_adopt_scheme(actor: Actor) -> Verdict:
    """The leader adopts a version of the scoring standard."""
    return YES if actor.is_system or actor.holds(Role.LEADER) else no(AssessmentReason.NOT_LEADER)


def may_see_review(actor: Actor, review: MonthReview) -> bool:
    """Scorers and leaders read drafts too; units and offices what was signed."""
    if actor.paths(*SCORING):
        return True
    return review.is_signed and bool(actor.paths(*REVIEW_READERS))


def may_draft_review(actor: Actor, month: Month) -> Verdict:
    """The scorer or the leader drafts, as soon as the month is tallied."""
    if not (actor.holds(Role.SCORER) or actor.holds(Role.LEADER)):
        return no(AssessmentReason.NOT_SCORER)
    return no(AssessmentReason.NOT_TALLIED) if month.state == MonthState.OPEN else YES


def may_edit_review(actor: Actor, review: MonthReview) -> Verdict:
    """Whoever may draft, or sign, edits until it is signed."""
    if not any(actor.holds(role) for role in SCORING):
        return no(AssessmentReason.NOT_SCORER)
    return no(AssessmentReason.REVIEW_SIGNED) if review.is_signed else YES


def may_sign_review(actor: Actor, review: MonthReview, *, flaws: int, sentences: int) -> Verdict:
    """A leader who did not draft it signs, when the month is published and every number is founded."""
    if not REVIEW_WORKFLOW.allows(review.state, ReviewMove.SIGN):  # type: ignore[arg-type]
        return no(AssessmentReason.REVIEW_SIGNED)
    if not (actor.holds(Role.LEADER) or actor.holds(Role.DEPUTY)):
        return no(AssessmentReason.NOT_SIGNER)
    if review.drafted_by_id in actor.selves:
        return no(AssessmentReason.DRAFTED_IT)
    if review.month.state != MonthState.PUBLISHED:
        return no(AssessmentReason.NOT_PUBLISHED)
    if flaws:
        return no(AssessmentReason.SENTENCES_FLAWED)
    return YES if sentences else no(AssessmentReason.NOTHING_SAID)


def may_revise_review(actor: Actor, review: MonthReview) -> Verdict:
    """What was signed is changed by a new version only, drafted as the first was."""
    if not review.is_signed:
        return no(AssessmentReason.REVIEW_NOT_SIGNED)
    if hasattr(review, "replaced_by"):
        return no(AssessmentReason.REVIEW_REPLACED)
    return may_draft_review(actor, review.month)


def may_count(
    by: int | None, *, counted: Collection[str], drafted_by: int | None, count_reason: str
) -> Verdict:
    """A bare count of petitions or cases is scored only when two persons stand for it, with a reason.

    Better is fewer petitions invites hushing up, better is more cases invites inventing; quality and time are
    free to be scored.
    """
    is_stood_for = drafted_by is not None and drafted_by != by and count_reason.strip()
    return no(AssessmentReason.BARE_COUNT) if counted and not is_stood_for else YES


def _keeps(actor: Actor) -> bool:
    return any(actor.holds(role) for role in KEEPING)


def may_draft_scheme(actor: Actor, draft: SchemeDraft | None = None) -> Verdict:
    """The scoring office or the leader drafts a version; a settled draft is not changed any more."""
    if draft is not None and not DRAFT_WORKFLOW.allows(draft.state, DraftMove.ADOPT):  # type: ignore[arg-type]
        return no(AssessmentReason.SETTLED)
    return YES if _keeps(actor) else no(AssessmentReason.NOT_SCORER)


def may_adopt_draft(
    actor: Actor, draft: SchemeDraft, *, today: date, counted: Collection[str] = ()
) -> Verdict:
    """The leader adopts, from a month that has not begun; with bare counts only what another drafted."""
    if not DRAFT_WORKFLOW.allows(draft.state, DraftMove.ADOPT):  # type: ignore[arg-type]
        return no(AssessmentReason.SETTLED)
    if not actor.holds(Role.LEADER):
        return no(AssessmentReason.NOT_LEADER)
    if draft.from_month <= today:
        return no(AssessmentReason.MONTH_NOT_AHEAD)
    return may_count(
        actor.id, counted=counted, drafted_by=draft.drafted_by_id, count_reason=draft.count_reason
    )


def may_prepare_year(
    actor: Actor, year: Year, *, is_over: bool, open_rounds: int, open_documented: int
) -> Verdict:
    """The scorer or the leader, once every month is published, every round closed, every item decided."""
    if not YEAR_WORKFLOW.allows(year.state, YearMove.PREPARE):  # type: ignore[arg-type]
        return no(AssessmentReason.YEAR_PREPARED)
    if not _keeps(actor):
        return no(AssessmentReason.NOT_SCORER)
    if not is_over:
        return no(AssessmentReason.MONTHS_OPEN)
    if open_rounds:
        return no(AssessmentReason.ROUNDS_OPEN)
    return no(AssessmentReason.DOCUMENTED_OPEN) if open_documented else YES


def may_publish_year(actor: Actor, year: Year, *, today: date, open_objections: int) -> Verdict:
    """A person publishes when the window has passed and every objection is answered."""
    if year.state == YearState.PUBLISHED:
        return no(AssessmentReason.YEAR_PUBLISHED)
    if year.state != YearState.PREPARED or year.objections_until is None:
        return no(AssessmentReason.YEAR_NOT_PREPARED)
    if not _keeps(actor):
        return no(AssessmentReason.NOT_SCORER)
    if today <= year.objections_until:
        return no(AssessmentReason.WINDOW_OPEN)
    return no(AssessmentReason.OBJECTIONS_OPEN) if open_objections else YES


def may_object_to_item(actor: Actor, item: YearItem, *, today: date) -> Verdict:
    """The unit concerned contests an item of its year once, until the window closes."""
    if not any(actor.holds(role, item.score.unit) for role in ASSESSED):
        return no(AssessmentReason.NOT_YOUR_UNIT)
    if item.corrects_id is not None:
        return no(AssessmentReason.NOT_CONTESTABLE)
    if hasattr(item, "objection"):
        return no(AssessmentReason.ALREADY_OBJECTED)
    until = item.score.year.objections_until
    return YES if until is not None and today <= until else no(AssessmentReason.WINDOW_CLOSED)


def may_answer_on_item(actor: Actor, objection: YearObjection) -> Verdict:
    """A scorer or leader answers who had no part in it, did not file the objection, nor serve there."""
    item = objection.item
    if not OBJECTION_WORKFLOW.allows(objection.state, ObjectionMove.UPHOLD):  # type: ignore[arg-type]
        return no(AssessmentReason.ALREADY_ANSWERED)
    if not any(actor.holds(role, item.score.unit) for role in KEEPING):
        return no(AssessmentReason.NOT_SCORER)
    if {item.posted_by_id, *item.facts.get("scorers", ())} & set(actor.selves):
        return no(AssessmentReason.SCORED_IT)
    if actor.served_in(item.score.unit):
        return no(AssessmentReason.SERVED_THERE)
    return no(AssessmentReason.SELF_INTEREST) if objection.filed_by_id in actor.selves else YES


def may_document(
    actor: Actor,
    unit: Unit | None = None,
    *,
    kind: str = "",
    points: Decimal | None = None,
    cap: Decimal = Decimal(5),
) -> Verdict:
    """The scoring office proposes a bonus or a ground of the negative list; a bonus stays below the cap."""
    if not any(actor.holds(role, unit) for role in KEEPING):
        return no(AssessmentReason.NOT_SCORER)
    if unit is not None and not unit.peer_class:
        return no(AssessmentReason.NOT_ASSESSED)
    if kind == DocumentedKind.BONUS and points is not None and not 0 < points <= cap:
        return no(AssessmentReason.BONUS_TOO_HIGH)
    return YES


def may_decide_documented(actor: Actor, item: Documented) -> Verdict:
    """A second person of the scoring office, or the leader, confirms or declines; never who proposed it."""
    if not DOCUMENTED_WORKFLOW.allows(item.state, DocumentedMove.CONFIRM):  # type: ignore[arg-type]
        return no(AssessmentReason.SETTLED)
    if not any(actor.holds(role, item.unit) for role in KEEPING):
        return no(AssessmentReason.NOT_SCORER)
    return no(AssessmentReason.SAME_PERSON) if item.proposed_by_id in actor.selves else YES


def may_keep_rounds(actor: Actor) -> Verdict:
    """The scoring office or the leader plans evaluations."""
    return YES if _keeps(actor) else no(AssessmentReason.NOT_SCORER)


def may_open_round(actor: Actor, held: EvaluationRound, *, is_year_open: bool) -> Verdict:
    """A planned round is opened while its year is not scored."""
    if not ROUND_WORKFLOW.allows(held.state, RoundMove.OPEN):  # type: ignore[arg-type]
        return no(AssessmentReason.WRONG_STATE)
    if not _keeps(actor):
        return no(AssessmentReason.NOT_SCORER)
    return YES if is_year_open else no(AssessmentReason.YEAR_PREPARED)


def may_print_slips(actor: Actor, held: EvaluationRound) -> Verdict:
    """Codes are printed while ballots are taken; those not used yet become void."""
    if not ROUND_WORKFLOW.allows(held.state, RoundMove.CLOSE):  # type: ignore[arg-type]
        return no(AssessmentReason.ROUND_NOT_OPEN)
    return may_keep_rounds(actor)


def may_close_round(actor: Actor, held: EvaluationRound, *, today: date, waiting: int) -> Verdict:
    """After its last day, or when everybody has voted: nobody looks into the box before."""
    if not ROUND_WORKFLOW.allows(held.state, RoundMove.CLOSE):  # type: ignore[arg-type]
        return no(AssessmentReason.WRONG_STATE)
    if not _keeps(actor):
        return no(AssessmentReason.NOT_SCORER)
    return no(AssessmentReason.ROUND_STILL_OPEN) if today <= held.closes_on and waiting else YES


def may_vote(entitlement: Entitlement | None) -> Verdict:
    """Whoever is entitled, once, while the round is under way."""
    if entitlement is None:
        return no(AssessmentReason.NOT_ENTITLED)
    if not entitlement.group.round.is_under_way:
        return no(AssessmentReason.ROUND_NOT_OPEN)
    return no(AssessmentReason.ALREADY_VOTED) if entitlement.has_voted else YES
