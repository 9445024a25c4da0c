"""The year score: what each item earns, the rest re-normalised where one does not apply, bonus, grade."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from lianheng.assessment.terms import Grade, NotApplicable, YearItemKind

from .plan import BY_RANK, Plan, Planned
from .points import FULL, HUNDREDTH, mean_score

# An item is kept to four places, so that only the sum is rounded to the two that are published.
FINE = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of a unit's year: its months, its measures, how it was evaluated.

    A measure that is not among them does not exist; one without a value has no data for the unit.
    """

    months: Sequence[Decimal | None] = ()
    measures: Mapping[str, Decimal | None] = field(default_factory=dict)
    evaluation: Decimal | None = None
    was_evaluated: bool = False
    uncountersigned: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Earned:
    """What an item earned: its points, or why it does not apply; and the value on which it rests."""

    item: Planned
    points: Decimal | None
    value: Decimal | None = None
    why_not: NotApplicable | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """A unit's year: what its items make of a hundred, the bonus that counts, both together."""

    earned: Decimal
    most: Decimal
    base: Decimal | None
    bonus: Decimal
    score: Decimal | None


def earn(plan: Plan, reading: Reading) -> list[Earned]:
    """Every item of the plan in its order, as this unit earned it."""
    return [_earn(item, reading) for item in plan.items]


def _earn(item: Planned, reading: Reading) -> Earned:
    value, why_not = _value(item, reading)
    if value is None:
        return Earned(item, None, None, why_not)
    return Earned(item, _points(item, value).quantize(FINE, ROUND_HALF_UP), value)


def _value(item: Planned, reading: Reading) -> tuple[Decimal | None, NotApplicable]:
    if item.kind == YearItemKind.MONTHS:
        return mean_score(reading.months), NotApplicable.NO_MONTHS
    if item.kind == YearItemKind.EVALUATION:
        some = reading.was_evaluated
        return reading.evaluation, NotApplicable.TOO_FEW_BALLOTS if some else NotApplicable.NO_ROUND
    if item.measure in reading.uncountersigned:
        return None, NotApplicable.NOT_COUNTERSIGNED
    if item.measure not in reading.measures:
        return None, NotApplicable.UNKNOWN_MEASURE
    value = reading.measures[item.measure]
    return None if value is None else _half_up(value), NotApplicable.NO_DATA


def _points(item: Planned, value: Decimal) -> Decimal:
    """Reached is full; below it in proportion, or nothing; or so much off for each case, down to a floor."""
    if item.kind == YearItemKind.PER_CASE:
        return max(item.floor, item.points - item.per_case * max(Decimal(0), value))
    target = item.target if item.kind == YearItemKind.TARGET else FULL
    if value >= target:
        return item.points
    if item.kind == YearItemKind.TARGET and not item.is_proportional:
        return Decimal(0)
    return item.points * max(Decimal(0), value) / target


def total(
    lines: Iterable[tuple[Decimal | None, Decimal]], bonuses: Iterable[Decimal], *, cap: Decimal
) -> Total:
    """From each item's points and its full points: those that apply are re-normalised to a hundred.

    The bonus counts up to its cap, and nobody has more than a hundred.
    """
    applicable = [(points, most) for points, most in lines if points is not None]
    earned = sum((points for points, _ in applicable), Decimal(0))
    most = sum((most for _, most in applicable), Decimal(0))
    bonus = min(cap, sum(bonuses, Decimal(0))).quantize(HUNDREDTH)
    if not most:
        return Total(earned, most, None, bonus, None)
    base = _half_up(earned * FULL / most)
    return Total(earned, most, base, bonus, min(FULL, base + bonus).quantize(HUNDREDTH))


def grade(score: Decimal | None, limits: Mapping[Grade, Decimal], *, is_negative: bool) -> Grade | None:
    """90, 80, 70; whoever stands on the negative list failed, whatever the arithmetic says."""
    if score is None:
        return None
    if is_negative:
        return Grade.FAILED
    return next((each for each in BY_RANK if score >= limits[each]), Grade.FAILED)


def _half_up(number: Decimal) -> Decimal:
    return number.quantize(HUNDREDTH, ROUND_HALF_UP)
