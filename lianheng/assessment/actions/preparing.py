"""The year score: worked out item by item, shown to the units, published for good."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db import transaction

from lianheng.assessment import sweeps
from lianheng.assessment.models import Scheme, Year, YearItem, YearScore
from lianheng.assessment.policy import may_prepare_year, may_publish_year
from lianheng.assessment.rules import OBJECTION_WORKDAYS, YEAR_WORKFLOW
from lianheng.assessment.rules.plan import MEASURED, Plan
from lianheng.assessment.rules.year import Earned, Reading, Total, earn, grade, total
from lianheng.assessment.terms import (
    AssessmentEvent,
    AssessmentReason,
    DocumentedState,
    YearExplanation,
    YearItemKind,
    YearMove,
    YearPart,
    YearState,
)
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Refused
from lianheng.kernel.workdays import CALENDAR
from lianheng.organisation.actor import Actor

BATCH = 200
Evidence = Callable[[int, str], list[str]]


@dataclass(frozen=True, slots=True)
class Merit:
    """A bonus that two persons decided: confirmed, or declined with a reason."""

    number: int
    title: str
    points: Decimal
    state: str
    answer: str
    record: str
    scorers: tuple[int, ...]

    @property
    def counted(self) -> Decimal:
        """What it brings."""
        return self.points if self.state == DocumentedState.CONFIRMED else Decimal(0)


@dataclass(frozen=True, slots=True)
class UnitYear:
    """Everything that is known of a unit's year, before it is scored."""

    unit_id: int
    peer_class: str
    scheme: Scheme
    plan: Plan
    reading: Reading
    is_observed: bool = False
    merits: Sequence[Merit] = ()
    grounds: Sequence[dict[str, Any]] = ()
    evidence: dict[str, dict[str, Any]] = field(default_factory=dict)


def lock_year(year: Period, *, is_open: bool = False) -> Year:
    """The year's row, held until the transaction ends; refuses when it must be open and is not."""
    Year.objects.get_or_create(first_day=year.first_day)
    row = Year.objects.select_for_update().get(first_day=year.first_day)
    if is_open and row.state != YearState.OPEN:
        raise Refused(AssessmentReason.YEAR_PREPARED)
    return row


@transaction.atomic
def prepare_year(year: Year, units: Iterable[UnitYear], *, by: Actor) -> Year:
    """Every unit's items and score are written down and shown; 5 working days to contest them."""
    may_prepare_year(by, year, **sweeps.what_a_year_waits_for(year.period)).or_refuse()
    count = 0
    walking = iter(units)
    while batch := list(islice(walking, BATCH)):
        count += len(batch)
        _write(year, batch, by)
    window = CALENDAR.estimate_after(clock.today(), OBJECTION_WORKDAYS)
    year.state = YEAR_WORKFLOW.after(YearMove.PREPARE)
    year.prepared_at, year.prepared_by_id = clock.now(), by.id
    year.objections_until, year.is_window_provisional = window.day, window.provisional
    year.save()
    record(AssessmentEvent.YEAR_PREPARED, year.ref, by=by, units=count)
    return year


def _write(year: Year, batch: Sequence[UnitYear], by: Actor) -> None:
    earned = [earn(unit.plan, unit.reading) for unit in batch]
    scores = YearScore.objects.bulk_create(
        _score(year, unit, lines) for unit, lines in zip(batch, earned, strict=True)
    )
    YearItem.objects.bulk_create(
        item
        for score, unit, lines in zip(scores, batch, earned, strict=True)
        for item in (*_items(score, unit, lines, by), *_bonuses(score, unit, by))
    )


def _score(year: Year, unit: UnitYear, lines: Sequence[Earned]) -> YearScore:
    found = total(
        ((line.points, line.item.points) for line in lines),
        (merit.counted for merit in unit.merits),
        cap=unit.plan.bonus,
    )
    score = YearScore(
        year=year,
        unit_id=unit.unit_id,
        peer_class=unit.peer_class,
        scheme=unit.scheme,
        is_observed=unit.is_observed,
        grounds=list(unit.grounds),
    )
    return count_up(score, found, unit.plan)


def count_up(score: YearScore, found: Total, plan: Plan) -> YearScore:
    """The sum as the score keeps it; whoever is only observed has no grade."""
    graded = grade(found.score, plan.grades, is_negative=bool(score.grounds))
    score.earned, score.most = found.earned, found.most
    score.base, score.bonus, score.score = found.base, found.bonus, found.score
    score.grade = "" if graded is None or score.is_observed else graded.value
    return score


def _items(score: YearScore, unit: UnitYear, lines: Sequence[Earned], by: Actor) -> Iterator[YearItem]:
    for line in lines:
        item = line.item
        facts = {
            "target": str(item.target),
            "proportional": item.is_proportional,
            "per_case": str(item.per_case),
            "floor": str(item.floor),
            "count": sum(month is not None for month in unit.reading.months),
        } | unit.evidence.get(item.code, {})
        yield YearItem(
            score=score,
            part=item.part,
            part_name=item.part_name,
            code=item.code,
            name=item.name,
            kind=item.kind,
            most=item.points,
            points=line.points,
            value=line.value,
            why_not=line.why_not or "",
            measure=item.measure if item.kind in MEASURED else "",
            facts=facts,
            reason=_said(line, facts),
            posted_at=clock.now(),
            posted_by_id=by.id,
        )


def _said(line: Earned, facts: dict[str, Any]) -> str:
    if line.why_not is not None:
        return ""
    told = {"value": line.value, "most": line.item.points, **facts}
    return YearExplanation(line.item.kind.value).label.format(**told)


def _bonuses(score: YearScore, unit: UnitYear, by: Actor) -> Iterator[YearItem]:
    for merit in unit.merits:
        is_declined = merit.state == DocumentedState.DECLINED
        sentence = YearExplanation.DECLINED if is_declined else YearExplanation.BONUS
        yield YearItem(
            score=score,
            part=YearPart.BONUS,
            part_name=YearPart.BONUS.label,
            code=f"{YearPart.BONUS.value}-{merit.number}",
            name=merit.title,
            kind=YearItemKind.BONUS,
            most=merit.points,
            points=merit.counted,
            facts={
                "documented": merit.number,
                "record": merit.record,
                "scorers": list(merit.scorers),
                "declined": is_declined,
            },
            reason=sentence.label.format(answer=merit.answer),
            posted_at=clock.now(),
            posted_by_id=by.id,
        )


@transaction.atomic
def publish_year(year: Year, *, by: Actor) -> Year:
    """A person publishes; from now on nothing of the year can be added or changed."""
    open_objections = sweeps.open_year_objections(year.period)
    may_publish_year(by, year, today=clock.today(), open_objections=open_objections).or_refuse()
    year.state = YEAR_WORKFLOW.after(YearMove.PUBLISH)
    year.published_at, year.published_by_id = clock.now(), by.id
    year.save()
    record(AssessmentEvent.YEAR_PUBLISHED, year.ref, by=by)
    return year
