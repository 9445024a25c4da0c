"""The ladder of consequences: what published scores propose. A named person decides, after hearing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lianheng.assessment.terms import ProposalKind
from lianheng.kernel.period import Period, months_after

CARD_MONTHS = 6
WEAK_QUARTERS = 2
QUARTERS_IN_VIEW = 4
QUARTERS_TO_LIFT = 2

DEFAULT_LIMITS: dict[str, str] = {"month": "80", "quarter": "80"}


@dataclass(frozen=True, slots=True)
class Result:
    """A unit's published result in a period; `is_ranked` is false for observed and unscored units."""

    period: Period
    score: Decimal | None
    rank: int | None
    is_bottom_three: bool
    is_observed: bool = False

    @property
    def is_ranked(self) -> bool:
        """Whether the unit had a place."""
        return self.rank is not None


@dataclass(frozen=True, slots=True)
class Step:
    """What is proposed, and the periods on which it rests, the latest last."""

    kind: ProposalKind
    periods: tuple[Period, ...]


def month_steps(result: Result, *, key_tasks_missed: int, limits: Mapping[str, str]) -> list[Step]:
    """A month below the limit, or with a key task not done, is remarked upon at the month-end review."""
    if result.is_observed or result.score is None:
        return []
    if result.score < Decimal(limits["month"]) or key_tasks_missed:
        return [Step(ProposalKind.REMARK, (result.period,))]
    return []


def quarter_steps(history: Iterable[Result], limits: Mapping[str, str]) -> list[Step]:
    """What the quarter just published proposes, given the unit's published quarters up to it."""
    quarters = sorted(history, key=lambda result: result.period)
    if not quarters or not quarters[-1].is_ranked:
        return []
    found = (_reminder(quarters[-1], limits), _card(quarters, limits), _adjustment(quarters))
    return [step for step in found if step]


def _is_weak(result: Result, limits: Mapping[str, str]) -> bool:
    return result.is_ranked and result.score is not None and result.score < Decimal(limits["quarter"])


def _reminder(last: Result, limits: Mapping[str, str]) -> Step | None:
    """A quarter below the limit, or in the bottom three, earns a reminder talk."""
    if _is_weak(last, limits) or last.is_bottom_three:
        return Step(ProposalKind.REMINDER_TALK, (last.period,))
    return None


def _card(quarters: Sequence[Result], limits: Mapping[str, str]) -> Step | None:
    """Two quarters below the limit within a year earn a summons talk and a yellow card."""
    last = quarters[-1]
    earliest = last.period.shift(1 - QUARTERS_IN_VIEW)
    weak = tuple(each.period for each in quarters if each.period >= earliest and _is_weak(each, limits))
    if _is_weak(last, limits) and len(weak) >= WEAK_QUARTERS:
        return Step(ProposalKind.YELLOW_CARD, weak)
    return None


def _adjustment(quarters: Sequence[Result]) -> Step | None:
    """Bottom three twice within four consecutive ranked quarters proposes an adjustment."""
    in_view = [each for each in quarters if each.is_ranked][-QUARTERS_IN_VIEW:]
    bottom = tuple(each.period for each in in_view if each.is_bottom_three)
    if quarters[-1].is_bottom_three and len(bottom) >= 2:
        return Step(ProposalKind.ADJUSTMENT, bottom)
    return None


def lifts_card(card_period: Period, history: Iterable[Result], *, is_cured: bool) -> Step | None:
    """Cure tasks done, and the next two ranked quarters not in the bottom three, propose to lift the card."""
    later = sorted((each for each in history if each.period > card_period and each.is_ranked), key=_by_period)
    proving = later[:QUARTERS_TO_LIFT]
    if is_cured and len(proving) == QUARTERS_TO_LIFT and not any(each.is_bottom_three for each in proving):
        return Step(ProposalKind.LIFT_CARD, tuple(each.period for each in proving))
    return None


def _by_period(result: Result) -> Period:
    return result.period


def card_expires_on(issued_on: date) -> date:
    """A yellow card is valid for six months."""
    return months_after(issued_on, CARD_MONTHS)
