"""A scored year is recomputed: months, settled measures, ballots and bonuses from the records, sums anew.

A measure whose records live on past the year stands as it was read when the year was prepared: the reading
itself is a record, with the day and the records behind it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from lianheng.assessment import sweeps as ledger
from lianheng.assessment.rules.plan import Plan, read_plan
from lianheng.assessment.rules.year import Reading, earn, grade, total
from lianheng.assessment.terms import NotApplicable, YearItemKind
from lianheng.flows.month_end.recomputing import Difference, Scores
from lianheng.kernel.period import Period

from .reading import bonuses, grounds, known_measures, measured, uncountersigned

if TYPE_CHECKING:
    from lianheng.assessment.models import YearItem, YearScore


def replay_year(year: Period, months: Sequence[Scores]) -> Iterator[Difference]:
    """Every unit's year score, item by item; `months` are the year's months as they were recomputed."""
    replayer = _Replayer(year, months)
    items = dict(ledger.year_items(year))
    for score in ledger.year_scores(year):
        yield from replayer.compare(score, items.get(score.pk, []))


class _Replayer:
    """Holds what is read once for all units."""

    def __init__(self, year: Period, months: Sequence[Scores]) -> None:
        number = year.first_day.year
        self.year, self.months = year, months
        self.evaluated = ledger.evaluations(number)
        self.documented = ledger.documented(number)
        self.negative = ledger.negative_months(year)
        self.settled = {code for code, measure in known_measures().items() if measure.is_settled}
        self.values = measured(year, self.settled, ledger.year_units(year))
        self.plans: dict[int, Plan] = {}

    def compare(self, score: "YearScore", items: Sequence["YearItem"]) -> Iterator[Difference]:
        plan = self.plans.setdefault(score.scheme_id, read_plan(score.scheme.year))
        kept = {item.code: item for item in items if item.corrects_id is None}
        for line in earn(plan, self._reading(score, kept)):
            was, now = kept.get(line.item.code), _written(line.points, line.value)
            before = _written(was.points, was.value) if was else "-"
            if before != now:
                yield Difference(self.year, score.unit_id, f"item {line.item.code}", before, now)
        yield from self._compare_bonuses(score, kept)
        yield from self._compare_sum(score, plan, items)

    def _reading(self, score: "YearScore", kept: dict[str, "YearItem"]) -> Reading:
        unit_id = score.unit_id
        read = {item.measure: item for item in kept.values() if item.measure}
        absent = (NotApplicable.UNKNOWN_MEASURE, NotApplicable.NOT_COUNTERSIGNED)
        measures = {code: item.value for code, item in read.items() if item.why_not not in absent}
        for code in self.settled & measures.keys():
            measures[code] = self.values[code].get(unit_id)
        reading = Reading(
            months=[scores[unit_id] for scores in self.months if unit_id in scores],
            measures=measures,
            evaluation=self.evaluated.get(unit_id),
            was_evaluated=unit_id in self.evaluated,
        )
        return replace(reading, uncountersigned=uncountersigned(score.scheme))

    def _compare_bonuses(self, score: "YearScore", kept: dict[str, "YearItem"]) -> Iterator[Difference]:
        due = {
            f"{YearItemKind.BONUS.value}-{each.number}": str(each.counted)
            for each in bonuses(self.documented.get(score.unit_id, ()))
        }
        there = {code: str(item.points) for code, item in kept.items() if item.kind == YearItemKind.BONUS}
        for code in sorted(due.keys() | there.keys()):
            if Decimal(due.get(code, "-1")) != Decimal(there.get(code, "-1")):
                yield Difference(
                    self.year, score.unit_id, f"item {code}", there.get(code, "-"), due.get(code, "-")
                )

    def _compare_sum(
        self, score: "YearScore", plan: Plan, items: Sequence["YearItem"]
    ) -> Iterator[Difference]:
        corrected = {item.corrects_id for item in items}
        standing = [item for item in items if item.pk not in corrected]
        found = total(
            ((item.points, item.most) for item in standing if item.kind != YearItemKind.BONUS),
            (item.points or Decimal(0) for item in standing if item.kind == YearItemKind.BONUS),
            cap=plan.bonus,
        )
        why = grounds(self.negative.get(score.unit_id, ()), self.documented.get(score.unit_id, ()))
        graded = None if score.is_observed else grade(found.score, plan.grades, is_negative=bool(why))
        before, after = f"{score.score} / {score.grade}", f"{found.score} / {graded or ''}"
        if before != after:
            yield Difference(self.year, score.unit_id, "year score", before, after)


def _written(points: Decimal | None, value: Decimal | None) -> str:
    """Points and the value on which they rest, as the item keeps them."""
    told = None if points is None else f"{points:.4f}"
    return f"{told} ({None if value is None else round(value, 2)})"
