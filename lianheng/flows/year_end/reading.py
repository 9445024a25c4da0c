"""What every package knows of a year, in the words of the assessment: months, measures, ballots, records."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from lianheng.assessment import sweeps as ledger
from lianheng.assessment.actions.preparing import Merit, UnitYear
from lianheng.assessment.actions.schemes import schemes_for
from lianheng.assessment.rules.plan import Plan, read_plan
from lianheng.assessment.rules.year import Reading
from lianheng.assessment.terms import DocumentedKind, DocumentedState
from lianheng.catalogue.contents import MEASURES
from lianheng.kernel.measure import Better, Measure
from lianheng.kernel.period import Period

if TYPE_CHECKING:
    from lianheng.assessment.models import Documented, Scheme, Standing

BATCH = 500
RECORDS_NAMED = 100
Value = Decimal | None


def known_measures() -> dict[str, Measure]:
    """Every measure that the house can count today, by its code."""
    return {measure.code: measure for measure in MEASURES}


def sensitive_measures() -> frozenset[str]:
    """The measures that are a bare count of petitions or cases."""
    return frozenset(measure.code for measure in MEASURES if measure.is_sensitive_count)


def wrongly_bound(plan: Plan) -> list[str]:
    """Items bound to a measure that points the other way: reached where fewer is better, or the reverse."""
    known = known_measures()
    wrong = {"target": Better.LESS, "per_case": Better.MORE}
    return [
        item.code
        for item in plan.items
        if item.measure in known and known[item.measure].better == wrong.get(item.kind.value)
    ]


def unit_years(year: Period, *, also: Collection[str] = (), with_records: bool = True) -> Iterator[UnitYear]:
    """Every unit with a part in the year, with all that its score rests on; a batch at a time.

    `also` are measures to be read beside those of the schemes in force.
    """
    reader = _Reader(year, also, with_records)
    walking = iter(sorted(reader.standings.items()))
    while batch := dict(islice(walking, BATCH)):
        yield from reader.read(batch)


class _Reader:
    """Holds what is read once for all units."""

    def __init__(self, year: Period, also: Collection[str], with_records: bool) -> None:
        self.year, self.also, self.with_records = year, frozenset(also), with_records
        number = year.first_day.year
        self.standings = ledger.standings(self.year)
        self.schemes = schemes_for(self.year.months[-1])
        self.plans = {peers: read_plan(scheme.year) for peers, scheme in self.schemes.items()}
        self.months = ledger.month_scores_of(self.year)
        self.evaluated = ledger.evaluations(number)
        self.documented = ledger.documented(number)
        self.negative = ledger.negative_months(self.year)

    def read(self, batch: "Mapping[int, Standing]") -> Iterator[UnitYear]:
        codes = self.also.union(*(plan.measures for plan in self.plans.values()))
        values = measured(self.year, codes, list(batch))
        for unit_id, standing in batch.items():
            peers = standing.peer_class if standing.peer_class in self.schemes else ""
            yield self._unit_year(unit_id, standing, self.schemes[peers], self.plans[peers], values)

    def _unit_year(
        self,
        unit_id: int,
        standing: "Standing",
        scheme: "Scheme",
        plan: Plan,
        values: Mapping[str, Mapping[int, Value]],
    ) -> UnitYear:
        return UnitYear(
            unit_id=unit_id,
            peer_class=standing.peer_class,
            scheme=scheme,
            plan=plan,
            reading=Reading(
                months=self.months.get(unit_id, ()),
                measures={code: of_all.get(unit_id) for code, of_all in values.items()},
                evaluation=self.evaluated.get(unit_id),
                was_evaluated=unit_id in self.evaluated,
                uncountersigned=uncountersigned(scheme),
            ),
            is_observed=standing.is_observed,
            merits=bonuses(self.documented.get(unit_id, ())),
            grounds=self._grounds(unit_id),
            evidence=records_behind(self.year, plan, unit_id) if self.with_records else {},
        )

    def _grounds(self, unit_id: int) -> list[dict[str, Any]]:
        """False evidence standing in a month, and what two persons confirmed."""
        return grounds(self.negative.get(unit_id, ()), self.documented.get(unit_id, ()))


def uncountersigned(scheme: "Scheme") -> frozenset[str]:
    """Bare counts for which no two persons stand are not scored, whenever they came to be counted."""
    return frozenset() if scheme.may_count else sensitive_measures()


def measured(year: Period, codes: Collection[str], unit_ids: Sequence[int]) -> dict[str, Mapping[int, Value]]:
    """What these measures say of these units in the year; unknown measures are left out."""
    known = known_measures()
    return {code: known[code].values(year, unit_ids) for code in sorted(codes) if code in known}


def records_behind(year: Period, plan: Plan, unit_id: int) -> dict[str, dict[str, Any]]:
    """For each measured item how many records stand behind it, and the first of them."""
    known = known_measures()
    found = {}
    for item in plan.items:
        if item.measure in known:
            records = known[item.measure].records(year, unit_id)
            named = [str(record) for record in records[:RECORDS_NAMED]]
            found[item.code] = {"records": named, "record_count": len(records)}
    return found


def bonuses(documented: "Sequence[Documented]") -> list[Merit]:
    """The decided bonuses, as lines of the year."""
    return [_merit(each) for each in documented if each.kind == DocumentedKind.BONUS]


def _merit(each: "Documented") -> Merit:
    scorers = tuple(number for number in (each.proposed_by_id, each.decided_by_id) if number is not None)
    record = str(each.record) if each.record else ""
    return Merit(each.pk, each.title, each.points, each.state, each.answer, record, scorers)


def grounds(months: Sequence[Period], documented: "Sequence[Documented]") -> list[dict[str, Any]]:
    """Why a unit stands on the negative list of the year."""
    negative = [each for each in documented if each.kind != DocumentedKind.BONUS]
    confirmed = [each for each in negative if each.state == DocumentedState.CONFIRMED]
    return [
        *({"month": str(month)} for month in months),
        *({"documented": each.pk, "kind": each.kind} for each in confirmed),
    ]
