"""Another scheme over past months, with the same rules that scored them; nothing of it is written."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from lianheng.assessment import sweeps as ledger
from lianheng.assessment.actions.preparing import UnitYear
from lianheng.assessment.rules.ladder import Result, Step, month_steps, quarter_steps
from lianheng.assessment.rules.plan import read_plan
from lianheng.assessment.rules.points import mean_score
from lianheng.assessment.rules.ranking import Candidate, Place, places
from lianheng.assessment.rules.year import earn, grade, total
from lianheng.assessment.terms import AssessmentReason
from lianheng.flows.month_end.recomputing import Recomputed, Scores, recompute_each
from lianheng.flows.year_end.reading import unit_years
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Refused

from .outcome import Changed, Compared, Outcome, Proposed, Side
from .standards import Tried

if TYPE_CHECKING:
    from lianheng.assessment.actions.drafting import Standard
    from lianheng.assessment.models import Participant, Scheme

LOOKED_BACK = 16
WORLDS = ("old", "new")
Report = Callable[[int], None]
Limits = Mapping[str, str]
StandardOf = Callable[[str], "Scheme | Standard"]


def backtest(tried: Tried, first: Period, last: Period, report: Report = lambda _: None) -> Outcome:
    """Every tallied month between the two under what scored it and under what is tried."""
    months = ledger.tallied_between(first, last)
    if not months:
        raise Refused(AssessmentReason.NOTHING_TO_TEST)
    trial = _Trial(tried, months)
    for done, month in enumerate(months, 1):
        trial.month(month)
        report(done)
    for quarter in sorted({month.quarter for month in months}):
        if trial.covers(quarter):
            trial.quarter(quarter)
    for year in sorted({month.year for month in months}):
        if trial.covers(year) and ledger.is_published(year):
            trial.year(year)
    return trial.outcome


class _Trial:
    """Holds both worlds: what was, and what would have been."""

    def __init__(self, tried: Tried, months: list[Period]) -> None:
        self.tried = tried
        self.outcome = Outcome(tried.as_json, months)
        self.scores: list[dict[Period, Scores]] = [{}, {}]
        self.lines: dict[tuple[Period, int], list[Changed]] = {}
        before = [months[0].quarter.shift(-n) for n in range(1, LOOKED_BACK)]
        known = ledger.results_of(before)
        self.history: list[dict[int, list[Result]]] = [
            {unit_id: list(found) for unit_id, found in known.items()} for _ in WORLDS
        ]

    def covers(self, period: Period) -> bool:
        """The period is over, and each of its tallied months is among those tried."""
        tallied = ledger.tallied_months(period.months)
        return period.months[-1] in tallied and tallied <= set(self.outcome.months)

    def month(self, month: Period) -> None:
        """One month: scores, places, what the month-end review would remark upon."""
        enrolled = ledger.participants(month)
        standards = self._standards(month)
        worlds = recompute_each(month, enrolled, [_points_of(of) for of in standards])
        self._take_corrections(month, enrolled, standards, worlds)
        found = []
        for made, kept in zip(worlds, self.scores, strict=True):
            kept[month] = {unit_id: made.get(unit_id, Recomputed()).score for unit_id in enrolled}
            found.append(
                [
                    Candidate(unit_id, each.peer_class, kept[month][unit_id], each.is_observed)
                    for unit_id, each in enrolled.items()
                ]
            )
        old, new = worlds
        for unit_id in old.keys() & new.keys():
            if old[unit_id].points != new[unit_id].points:
                self.lines[month, unit_id] = list(_changes(old[unit_id], new[unit_id]))
        missed = ledger.key_tasks_missed(month)

        def steps(unit_id: int, results: list[Result], limits: Limits) -> list[Step]:
            count = len(missed.get(unit_id, ()))
            return month_steps(results[-1], key_tasks_missed=count, limits=limits)

        self._rank(month, found, standards, steps, [{}, {}])

    def quarter(self, quarter: Period) -> None:
        """One quarter: means, places, the talks, cards and adjustments that the ladder would propose."""
        candidates = ledger.candidates(quarter)
        found = [
            [replace(each, score=self._mean(kept, quarter, each.unit_id)) for each in candidates]
            for kept in self.scores
        ]
        standards = self._standards(quarter.months[-1])
        self._rank(quarter, found, standards, _quarter_steps, self.history)

    def _mean(self, kept: dict[Period, Scores], period: Period, unit_id: int) -> Decimal | None:
        months = (kept[month] for month in period.months if month in kept)
        return mean_score(scores[unit_id] for scores in months if unit_id in scores)

    def year(self, year: Period) -> None:
        """One year: the year score and its grade, from the same readings; corrections of its items apart."""
        plan = read_plan(self.tried.standard.year)
        in_force = ledger.schemes_in_force(year.months[-1])
        for unit in unit_years(year, also=plan.measures, with_records=False):
            old, new = (self._with_months(unit, year, kept) for kept in self.scores)
            if self.tried.holds_for(unit.peer_class, in_force):
                reading = replace(new.reading, uncountersigned=frozenset())
                new = replace(new, plan=plan, reading=reading)
            self.outcome.add(
                unit.unit_id,
                unit.peer_class,
                Compared(year, _of_year(old), _of_year(new), self._lines(year, unit.unit_id)),
            )

    def _with_months(self, unit: UnitYear, year: Period, kept: dict[Period, Scores]) -> UnitYear:
        published = [kept[month] for month in year.months if month in kept]
        months = [scores[unit.unit_id] for scores in published if unit.unit_id in scores]
        return replace(unit, reading=replace(unit.reading, months=months))

    def _standards(self, month: Period) -> list[StandardOf]:
        """What scores a class in the month, and what would."""
        in_force = ledger.schemes_in_force(month)

        def old(peers: str) -> "Scheme | Standard":
            return in_force.get(peers, in_force[""])

        def new(peers: str) -> "Scheme | Standard":
            return self.tried.standard if self.tried.holds_for(peers, in_force) else old(peers)

        return [old, new]

    def _rank(
        self,
        period: Period,
        found: Sequence[Iterable[Candidate]],
        standards: Sequence[StandardOf],
        steps: Callable[[int, list[Result], Limits], list[Step]],
        history: list[dict[int, list[Result]]],
    ) -> None:
        """Places in both worlds, what differs, and what the ladder makes of each."""
        ranked = [{place.candidate.unit_id: place for place in places(candidates)} for candidates in found]
        proposed: list[set[Proposed]] = [set(), set()]
        for unit_id in ranked[0]:
            both = [world[unit_id] for world in ranked]
            peers = both[0].candidate.peer_class
            old, new = (Side.of(place) for place in both)
            self.outcome.add(unit_id, peers, Compared(period, old, new, self._lines(period, unit_id)))
            for at, place in enumerate(both):
                results = history[at].setdefault(unit_id, [])
                results.append(_result(period, place))
                for step in steps(unit_id, results, standards[at](peers).limits):
                    proposed[at].add(Proposed(period, unit_id, step.kind.value))
        self.outcome.arise += sorted(proposed[1] - proposed[0])
        self.outcome.fall_away += sorted(proposed[0] - proposed[1])

    def _lines(self, period: Period, unit_id: int) -> tuple[Changed, ...]:
        """The lines that changed, over all months of the period."""
        found: dict[str, Changed] = {}
        for month in period.months:
            for each in self.lines.get((month, unit_id), ()):
                before = found.get(each.code, Changed(each.code, 0, Decimal(0), Decimal(0)))
                found[each.code] = Changed(
                    each.code, before.count + each.count, before.old + each.old, before.new + each.new
                )
        return tuple(found.values())

    def _take_corrections(
        self,
        month: Period,
        enrolled: "Mapping[int, Participant]",
        standards: Sequence[StandardOf],
        worlds: Sequence[dict[int, Recomputed]],
    ) -> None:
        """A correction undoes the same share of the line, whatever the line costs."""
        for unit_id, code, points, weight, remaining, is_false in ledger.corrections_in_full(month):
            peers = enrolled[unit_id].peer_class if unit_id in enrolled else ""
            share = 1 - (remaining / points if points else 0)
            old, new = (world.setdefault(unit_id, Recomputed()) for world in worlds)
            old.points += remaining - points
            new.points -= Decimal(standards[1](peers).points[code]) * weight * share
            old.false -= is_false
            new.false -= is_false


def _points_of(standard: StandardOf) -> Callable[[str], Mapping[str, str]]:
    return lambda peers: standard(peers).points


def _quarter_steps(unit_id: int, results: list[Result], limits: Limits) -> list[Step]:
    return quarter_steps(results, limits)


def _result(period: Period, place: Place) -> Result:
    of = place.candidate
    return Result(period, of.score, place.rank, place.is_bottom_three, of.is_observed)


def _changes(old: Recomputed, new: Recomputed) -> Iterator[Changed]:
    """For each code whose points differ how many lines there are and what they come to."""
    sums: dict[str, list[Decimal]] = {}
    for at, made in enumerate((old, new)):
        for _, code, _, points in made.keys:
            counted = sums.setdefault(code, [Decimal(0), Decimal(0), Decimal(0)])
            counted[at] += points
            counted[2] += 1 - at
    for code, (was, now, count) in sorted(sums.items()):
        if was != now:
            yield Changed(code, int(count), was, now)


def _of_year(unit: UnitYear) -> Side:
    found = total(
        ((line.points, line.item.points) for line in earn(unit.plan, unit.reading)),
        (merit.counted for merit in unit.merits),
        cap=unit.plan.bonus,
    )
    graded = (
        None if unit.is_observed else grade(found.score, unit.plan.grades, is_negative=bool(unit.grounds))
    )
    return Side(found.score, grade=graded.value if graded else "")
