"""Four walks through the drill: where each step leads, found anew within the reader's sight."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model
from django.urls import reverse

from lianheng.assessment import queries as assessment
from lianheng.assessment.queries import drafts, waiting
from lianheng.assessment.terms import DraftState, ObjectionState, ProposalKind, ProposalState
from lianheng.checklists import queries as checklists
from lianheng.checklists.queries.months import own_unit_id, unit_tasks
from lianheng.checklists.terms import UnitTaskState
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation.actor import Actor
from lianheng.organisation.terms import Role

from .terms import Walk

PEOPLE: dict[Walk, Role] = {
    Walk.LEADER: Role.LEADER,
    Walk.OFFICE: Role.OFFICE_HEAD,
    Walk.TOWNSHIP: Role.UNIT_HEAD,
    Walk.CLERK: Role.UNIT_CLERK,
}
CHAPTER = "walk-{walk}"


def address(actor: Actor, step: str) -> str:
    """Where this step leads for this reader; nowhere when there is no such thing within sight."""
    return STEPS[step](actor)


def _at(name: str, *args: object) -> Callable[[Actor], str]:
    return lambda actor: reverse(name, args=args)


def _one(name: str, found: Iterable[Model]) -> str:
    first = next(iter(found), None)
    return reverse(name, args=[first.pk]) if first is not None else ""


def _quarter_ranking(actor: Actor) -> str:
    """The latest quarter that was published."""
    quarters = assessment.ranking_periods(actor).get(3, [])
    published = [each.period for each in quarters if not each.is_draft]
    return reverse("assessment:ranking", args=published[:1]) if published else ""


def _proposals(actor: Actor, kind: ProposalKind, state: ProposalState) -> list[Any]:
    return [each.proposal for each in assessment.proposal_list(actor, kind=kind, state=state).sheets]


def _adjustment(actor: Actor) -> str:
    """An adjustment that waits for its decision."""
    return _one("assessment:proposal", _proposals(actor, ProposalKind.ADJUSTMENT, ProposalState.OPEN))


def _recovery(actor: Actor) -> str:
    """A card that was lifted."""
    return _one("assessment:proposal", _proposals(actor, ProposalKind.LIFT_CARD, ProposalState.ADOPTED))


def _upheld(actor: Actor) -> list[Any]:
    return [each.objection for each in assessment.objection_list(actor, state=ObjectionState.UPHELD).rows]


def _objection(actor: Actor) -> str:
    """The latest objection that was found right."""
    return _one("assessment:objection", _upheld(actor))


def _corrected_score(actor: Actor) -> str:
    """The score in which that objection left its correcting line."""
    for objection in _upheld(actor):
        entry = objection.entry
        return reverse("assessment:score", args=[entry.month.period, entry.unit_id]) + f"#entry-{entry.pk}"
    return ""


def _month(actor: Actor) -> str:
    """The month that waits to be published, or else the latest."""
    month = waiting.months_to_publish(actor).first() or next(iter(assessment.month_rows(actor)), None)
    return reverse("periods:period", args=[month.period]) if month else ""


def _circular(actor: Actor) -> str:
    """The latest month-end review that was signed."""
    found = [review for month in assessment.review_months(actor) for review in month.versions]
    return _one("reviews:review", (review for review in found if review.is_signed))


def _tried(actor: Actor) -> str:
    """A draft of the scheme that was tried on what was, and dropped."""
    dropped = (draft for draft in drafts.draft_list(actor) if draft.state == DraftState.DROPPED)
    return _one("backtest:draft", dropped)


def _own_score(actor: Actor) -> str:
    """The latest score of one's own unit."""
    unit_id, month = assessment.own_unit_id(actor), assessment.latest_month(actor)
    return reverse("assessment:score", args=[month, unit_id]) if unit_id and month else ""


def _own_month(actor: Actor) -> str:
    """This month's list of one's own unit."""
    unit_id, month = own_unit_id(actor), Period.month_of(clock.today())
    return reverse("checklists:month", args=[month, unit_id]) if unit_id else ""


def _own_tasks(*states: UnitTaskState) -> Callable[[Actor], Any]:
    def found(actor: Actor) -> Any:
        month = Period.month_of(clock.today())
        rows = unit_tasks(actor, month).filter(unit=own_unit_id(actor), state__in=states)
        return rows.order_by("due_on", "pk")[:1]

    return found


def _own_task(*states: UnitTaskState, name: str = "checklists:unit_task") -> Callable[[Actor], str]:
    """The first task of one's unit this month that stands so."""
    find = _own_tasks(*states)
    return lambda actor: _one(name, find(actor))


def _to_review(actor: Actor) -> str:
    """What waits first for review."""
    return _one("checklists:review_item", checklists.review_queue(actor)[:1])


def _remark(actor: Actor) -> str:
    """A remark for the month-end review that waits for the head of an office."""
    rows = waiting.proposals_to_decide(actor).filter(kind=ProposalKind.REMARK)
    return _one("assessment:proposal", rows[:1])


STEPS: dict[str, Callable[[Actor], str]] = {
    "desk": _at("home:workbench"),
    "done": lambda actor: reverse("home:workbench") + "?drawer=done",
    "overview": _at("assessment:overview"),
    "quarter": _quarter_ranking,
    "adjustment": _adjustment,
    "recovery": _recovery,
    "upheld": _objection,
    "corrected": _corrected_score,
    "month": _month,
    "circular": _circular,
    "tried": _tried,
    "schemes": _at("assessment:schemes"),
    "issuing": _at("checklists:desk"),
    "draft": _at("checklists:new_draft"),
    "issued": _at("checklists:issued"),
    "review": _to_review,
    "reliefs": _at("checklists:reliefs"),
    "remark": _remark,
    "own_month": _own_month,
    "own_score": _own_score,
    "proposals": _at("assessment:proposals"),
    "open": _own_task(UnitTaskState.ISSUED),
    "submission": _own_task(UnitTaskState.ISSUED, name="checklists:submission"),
    "returned": _own_task(UnitTaskState.RETURNED),
    "relief": _own_task(UnitTaskState.ISSUED, name="checklists:relief"),
    "accepted": _own_task(UnitTaskState.ACCEPTED),
    "inbox": _at("notices:inbox"),
}
