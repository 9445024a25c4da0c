"""Deciding proposals: the one concerned is heard, a named person decides with a reason either way."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from lianheng.assessment import sweeps
from lianheng.assessment.models import CureTask, Proposal, YellowCard
from lianheng.assessment.policy import may_decide, may_hear, may_record_committee, may_state
from lianheng.assessment.rules import PROPOSAL_WORKFLOW
from lianheng.assessment.rules.ladder import card_expires_on
from lianheng.assessment.terms import AssessmentEvent, AssessmentReason, ProposalKind, ProposalMove
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import Actor

from .reasons import need

Cure = tuple[str, date]


@transaction.atomic
def hear(proposal: Proposal, *, statement: str, on: date, by: Actor) -> Proposal:
    """What the person concerned said, in that person's own words, and when."""
    proposal = _locked(proposal)
    may_hear(by, proposal).or_refuse()
    need(statement)
    _not_in_future(on)
    proposal.statement, proposal.heard_on, proposal.heard_by_id = statement.strip(), on, by.id
    proposal.save(update_fields=["statement", "heard_on", "heard_by"])
    record(AssessmentEvent.HEARD, proposal.ref, by=by, unit=proposal.unit_id)
    return proposal


@transaction.atomic
def state_own(proposal: Proposal, *, statement: str, by: Actor) -> Proposal:
    """The person concerned states in writing what he has to say; it may be rewritten until the decision."""
    proposal = _locked(proposal)
    may_state(by, proposal).or_refuse()
    need(statement)
    proposal.own_statement, proposal.own_statement_at = statement.strip(), clock.now()
    proposal.save(update_fields=["own_statement", "own_statement_at"])
    record(AssessmentEvent.STATED, proposal.ref, by=by, unit=proposal.unit_id)
    return proposal


@transaction.atomic
def record_committee(proposal: Proposal, *, decision: str, on: date, by: Actor) -> Proposal:
    """What the standing committee decided, and when."""
    proposal = _locked(proposal)
    may_record_committee(by, proposal).or_refuse()
    need(decision)
    _not_in_future(on)
    proposal.committee_decision, proposal.committee_decided_on = decision.strip(), on
    proposal.save(update_fields=["committee_decision", "committee_decided_on"])
    record(AssessmentEvent.COMMITTEE_RECORDED, proposal.ref, by=by, unit=proposal.unit_id)
    return proposal


@transaction.atomic
def decide(
    proposal: Proposal,
    *,
    adopt: bool,
    reason: str,
    by: Actor,
    legal_ground: str = "",
    cures: Sequence[Cure] = (),
) -> Proposal:
    """A named person adopts or declines, with a reason either way.

    Moving a supervision official needs one of the grounds of 监察官法 第五十五条.
    """
    proposal = _locked(proposal)
    periods = [Period.parse(period) for period in proposal.periods]
    may_decide(by, proposal, open_objections=sweeps.open_objections([proposal.unit_id], periods)).or_refuse()
    need(reason)
    if adopt:
        _check_adoption(proposal, legal_ground, cures)
    proposal.state = PROPOSAL_WORKFLOW.after(ProposalMove.ADOPT if adopt else ProposalMove.DECLINE)
    proposal.reason, proposal.legal_ground = reason.strip(), legal_ground.strip()
    proposal.decided_at, proposal.decided_by_id = clock.now(), by.id
    proposal.save()
    event = AssessmentEvent.ADOPTED if adopt else AssessmentEvent.DECLINED
    record(event, proposal.ref, by=by, kind=proposal.kind, unit=proposal.unit_id)
    if adopt:
        _carry_out(proposal, cures, by)
    return proposal


def _check_adoption(proposal: Proposal, legal_ground: str, cures: Sequence[Cure]) -> None:
    moves_official = (
        proposal.kind == ProposalKind.ADJUSTMENT and proposal.person and proposal.person.is_supervisor
    )
    if moves_official and not legal_ground.strip():
        raise Refused(AssessmentReason.NO_LEGAL_GROUND)
    if proposal.kind == ProposalKind.YELLOW_CARD and not cures:
        raise Refused(AssessmentReason.CURE_MISSING)
    if proposal.card is not None and proposal.card.cure_tasks.filter(done_on=None).exists():
        raise Refused(AssessmentReason.CURE_OPEN)


def _carry_out(proposal: Proposal, cures: Sequence[Cure], by: Actor) -> None:
    if proposal.kind == ProposalKind.YELLOW_CARD:
        _issue_card(proposal, cures, by)
    elif proposal.card is not None:
        card = YellowCard.objects.select_for_update().get(pk=proposal.card.pk)
        card.lifted_on, card.lifted_by_id = clock.today(), by.id
        card.save(update_fields=["lifted_on", "lifted_by"])
        record(AssessmentEvent.CARD_LIFTED, card.ref, by=by, unit=card.unit_id)


def _issue_card(proposal: Proposal, cures: Sequence[Cure], by: Actor) -> None:
    today = clock.today()
    card = YellowCard.objects.create(
        unit_id=proposal.unit_id, proposal=proposal, issued_on=today, expires_on=card_expires_on(today)
    )
    CureTask.objects.bulk_create(CureTask(card=card, title=title, due_on=due_on) for title, due_on in cures)
    record(AssessmentEvent.CARD_ISSUED, card.ref, by=by, unit=card.unit_id)


def _locked(proposal: Proposal) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("unit", "person", "card")
    return rows.get(pk=proposal.pk)


def _not_in_future(day: date) -> None:
    if day > clock.today():
        raise Refused(AssessmentReason.IN_FUTURE)
