"""A commission with its people, and townships with their scores."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from lianheng.assessment.models import Entry, Month
from lianheng.assessment.terms import MonthState
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation.models import Person, Unit
from lianheng.organisation.terms import Role
from tests.factories.assessment import EntryFactory, MonthFactory, ParticipantFactory, StandingFactory
from tests.factories.organisation import CommissionFactory, OfficeFactory, UnitFactory, person_in

NOVEMBER_5 = date(2026, 11, 5)


@dataclass
class World:
    """The commission, its people, and ten townships."""

    commission: Unit
    towns: list[Unit]
    leader: Person
    deputy: Person
    scorer: Person
    office_head: Person
    unit_head: Person
    clerk: Person

    def scored(self, month: str, missed: dict[int, int] | None = None, *, published: bool = False) -> Month:
        """A tallied month in which each township missed so many tasks; published when said."""
        period = Period.month(month)
        row = MonthFactory(first_day=period.first_day)
        for at, town in enumerate(self.towns):
            ParticipantFactory(month=row, unit=town)
            for _ in range((missed or {}).get(at, 0)):
                EntryFactory(month=row, unit=town)
        if published:
            self._publish(row)
        return row

    def _publish(self, month: Month) -> None:
        totals = {town.pk: Decimal(100) for town in self.towns}
        for unit_id, points in Entry.objects.filter(month=month).values_list("unit_id", "points"):
            totals[unit_id] += points
        for town in self.towns:
            rank = 1 + sum(other > totals[town.pk] for other in totals.values())
            StandingFactory(
                period=str(month.period),
                first_day=month.first_day,
                unit=town,
                score=totals[town.pk],
                rank=rank,
                ranked_units=len(self.towns),
            )
        month.state = MonthState.PUBLISHED
        month.published_at, month.published_by = month.tallied_at, self.scorer
        month.save()


@pytest.fixture
def world(db) -> World:
    """Everybody who has to do with scores, on the fifth of November 2026."""
    commission = CommissionFactory()
    office = OfficeFactory(superior=commission)
    towns = [UnitFactory(superior=commission, name=f"{name}镇纪委") for name in "甲乙丙丁戊己庚辛壬癸"]
    return World(
        commission,
        towns,
        leader=person_in(commission, Role.LEADER),
        deputy=person_in(commission, Role.DEPUTY),
        scorer=person_in(commission, Role.SCORER),
        office_head=person_in(office, Role.OFFICE_HEAD),
        unit_head=person_in(towns[0], Role.UNIT_HEAD),
        clerk=person_in(towns[0], Role.UNIT_CLERK),
    )


@pytest.fixture
def on_november_5():
    """A day within the objection window of October."""
    with clock.standing_at(NOVEMBER_5):
        yield
