"""Scores, objections, proposals, cards, reviews, schemes, the year, evaluations."""

from datetime import date
from decimal import Decimal

from lianheng.assessment import policy
from lianheng.assessment.models import (
    CureProof,
    CureTask,
    Documented,
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
    YearScore,
    YellowCard,
)
from lianheng.assessment.terms import ProposalKind
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit

from .people import NEXT_TOWN, NOW, SOMEBODY, TODAY, TOWN, Situation

OCTOBER, UNTIL = date(2026, 10, 1), date(2026, 11, 9)


def _month(state: str = "tallied", until: date = UNTIL) -> Month:
    return Month(first_day=OCTOBER, state=state, objections_until=until)


def _entry(unit: Unit = TOWN, **facts: object) -> Entry:
    return Entry(unit=unit, month=_month(), code="not_done", facts=facts)


def _objection(filed_by: int = SOMEBODY, **facts: object) -> Objection:
    return Objection(entry=_entry(**facts), state="filed", filed_by_id=filed_by)


def _proposal(kind: str = "remark", person_id: int = SOMEBODY, unit: Unit = TOWN, **said: object) -> Proposal:
    heard = {"heard_on": TODAY, "committee_decided_on": TODAY} | said
    return Proposal(kind=kind, state="open", unit=unit, person_id=person_id, **heard)


def _decide(who: Actor, **said: object) -> object:
    """Some of the kinds, whichever is his to decide."""
    return any(
        policy.may_decide(who, _proposal(kind, **said), open_objections=0) for kind in ProposalKind.values
    )


def _hear(who: Actor, person_id: int) -> object:
    return any(policy.may_hear(who, _proposal(kind, person_id)) for kind in ProposalKind.values)


def _sees_proposal(who: Actor, person_id: int, unit: Unit) -> object:
    kinds = (ProposalKind.REMARK, ProposalKind.YELLOW_CARD)
    return any(policy.may_see_proposal(who, _proposal(kind, person_id, unit)) for kind in kinds)


def _cure(unit: Unit = TOWN) -> CureTask:
    return CureTask(card=YellowCard(unit=unit), title="补齐台账")


def _review(state: str = "drafting", drafted_by: int = SOMEBODY) -> MonthReview:
    return MonthReview(month=_month("published"), state=state, drafted_by_id=drafted_by)


def _sign(who: Actor, drafted_by: int) -> object:
    return policy.may_sign_review(who, _review(drafted_by=drafted_by), flaws=0, sentences=9)


def _draft(state: str = "drafted") -> SchemeDraft:
    return SchemeDraft(state=state, from_month=date(2026, 12, 1), drafted_by_id=SOMEBODY)


def _counting(who: Actor, drafted_by: int) -> object:
    draft = SchemeDraft(
        state="drafted", from_month=date(2026, 12, 1), drafted_by_id=drafted_by, count_reason="试行"
    )
    return policy.may_adopt_draft(who, draft, today=TODAY, counted=("petitions.received",))


def _year(state: str = "prepared") -> Year:
    return Year(first_day=date(2025, 1, 1), state=state, objections_until=UNTIL)


def _item(unit: Unit = TOWN, posted_by: int = SOMEBODY) -> YearItem:
    return YearItem(score=YearScore(unit=unit, year=_year()), posted_by_id=posted_by, facts={})


def _prepare(who: Actor, *, is_over: bool) -> object:
    return policy.may_prepare_year(who, _year("open"), is_over=is_over, open_rounds=0, open_documented=0)


def _publish_year(who: Actor, open_objections: int) -> object:
    after = date(2026, 11, 12)
    return policy.may_publish_year(who, _year(), today=after, open_objections=open_objections)


def _round(state: str) -> EvaluationRound:
    return EvaluationRound(state=state, opens_on=OCTOBER, closes_on=date(2026, 11, 1))


SITUATIONS: dict[str, tuple[Situation, ...]] = {
    "may_see": (lambda who: policy.may_see(who, TOWN), lambda who: policy.may_see(who, NEXT_TOWN)),
    "may_see_card": (
        lambda who: policy.may_see_card(who, YellowCard(unit=TOWN)),
        lambda who: policy.may_see_card(who, YellowCard(unit=NEXT_TOWN)),
    ),
    "may_see_proposal": (
        lambda who: _sees_proposal(who, who.id, TOWN),
        lambda who: _sees_proposal(who, SOMEBODY, NEXT_TOWN),
    ),
    "may_tally": (policy.may_tally,),
    "may_publish": (
        lambda who: policy.may_publish(who, _month(), today=date(2026, 11, 12), open_objections=0),
        lambda who: policy.may_publish(who, _month(), today=TODAY, open_objections=0),
    ),
    "may_object": (
        lambda who: policy.may_object(who, _entry(), today=TODAY),
        lambda who: policy.may_object(who, _entry(NEXT_TOWN), today=TODAY),
    ),
    "may_answer": (
        lambda who: policy.may_answer(who, _objection()),
        lambda who: policy.may_answer(who, _objection(reviewers=[who.id])),
    ),
    "may_correct": (
        lambda who: policy.may_correct(who, _entry()),
        lambda who: policy.may_correct(who, _entry(reviewers=[who.id])),
    ),
    "may_hear": (lambda who: _hear(who, SOMEBODY), lambda who: _hear(who, who.id)),
    "may_record_committee": (lambda who: _hear(who, SOMEBODY), lambda who: _hear(who, who.id)),
    "may_decide": (_decide, lambda who: _decide(who, person_id=who.id)),
    "may_note": (policy.may_note,),
    "may_state": (
        lambda who: policy.may_state(who, _proposal(person_id=who.id)),
        lambda who: policy.may_state(who, _proposal()),
    ),
    "may_confirm_cure": (lambda who: policy.may_confirm_cure(who, TOWN),),
    "may_hand_in_cure": (
        lambda who: policy.may_hand_in_cure(who, _cure()),
        lambda who: policy.may_hand_in_cure(who, _cure(NEXT_TOWN)),
    ),
    "may_return_cure": (
        lambda who: policy.may_return_cure(who, _cure(), CureProof(text="已补齐", handed_in_at=NOW)),
        lambda who: policy.may_return_cure(who, _cure(), None),
    ),
    "may_adopt_scheme": (policy.may_adopt_scheme,),
    "may_see_review": (
        lambda who: policy.may_see_review(who, _review("signed")),
        lambda who: policy.may_see_review(who, _review()),
    ),
    "may_draft_review": (
        lambda who: policy.may_draft_review(who, _month()),
        lambda who: policy.may_draft_review(who, _month("open")),
    ),
    "may_edit_review": (
        lambda who: policy.may_edit_review(who, _review()),
        lambda who: policy.may_edit_review(who, _review("signed")),
    ),
    "may_sign_review": (lambda who: _sign(who, SOMEBODY), lambda who: _sign(who, who.id)),
    "may_revise_review": (
        lambda who: policy.may_revise_review(who, _review("signed")),
        lambda who: policy.may_revise_review(who, _review()),
    ),
    "may_draft_scheme": (
        policy.may_draft_scheme,
        lambda who: policy.may_draft_scheme(who, _draft("adopted")),
    ),
    "may_adopt_draft": (
        lambda who: policy.may_adopt_draft(who, _draft(), today=TODAY),
        lambda who: _counting(who, who.id),
    ),
    "may_prepare_year": (
        lambda who: _prepare(who, is_over=True),
        lambda who: _prepare(who, is_over=False),
    ),
    "may_publish_year": (lambda who: _publish_year(who, 0), lambda who: _publish_year(who, 1)),
    "may_object_to_item": (
        lambda who: policy.may_object_to_item(who, _item(), today=TODAY),
        lambda who: policy.may_object_to_item(who, _item(NEXT_TOWN), today=TODAY),
    ),
    "may_answer_on_item": (
        lambda who: policy.may_answer_on_item(who, YearObjection(item=_item(), state="filed")),
        lambda who: policy.may_answer_on_item(
            who, YearObjection(item=_item(posted_by=who.id), state="filed")
        ),
    ),
    "may_document": (
        lambda who: policy.may_document(who, TOWN, kind="bonus", points=Decimal(2)),
        lambda who: policy.may_document(who, TOWN, kind="bonus", points=Decimal(9)),
    ),
    "may_decide_documented": (
        lambda who: policy.may_decide_documented(
            who, Documented(unit=TOWN, state="proposed", proposed_by_id=SOMEBODY)
        ),
        lambda who: policy.may_decide_documented(
            who, Documented(unit=TOWN, state="proposed", proposed_by_id=who.id)
        ),
    ),
    "may_keep_rounds": (policy.may_keep_rounds,),
    "may_open_round": (
        lambda who: policy.may_open_round(who, _round("planned"), is_year_open=True),
        lambda who: policy.may_open_round(who, _round("planned"), is_year_open=False),
    ),
    "may_print_slips": (
        lambda who: policy.may_print_slips(who, _round("opened")),
        lambda who: policy.may_print_slips(who, _round("closed")),
    ),
    "may_close_round": (
        lambda who: policy.may_close_round(who, _round("opened"), today=TODAY, waiting=0),
        lambda who: policy.may_close_round(who, _round("opened"), today=OCTOBER, waiting=3),
    ),
}
