"""The measures of duties: what fell due by today and was done; none when nothing fell due."""

from datetime import date
from decimal import Decimal

import pytest

from lianheng.checklists import actions
from lianheng.checklists.asked import Done
from lianheng.checklists.measures import MEASURES
from lianheng.checklists.models import DutyRecord
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.models import Unit
from tests.factories.organisation import UnitFactory

OCTOBER, YEAR = Period.month("2026-10"), Period.parse("2026")
CODES = ("coordination", "systems", "inspection", "petitions", "team")


@pytest.fixture
def town(place) -> Unit:
    """A town that did one of two inspections of October, under the checklist in force since January."""
    with clock.standing_at(date(2026, 1, 1)):
        actions.adopt_standard_duties(by=SYSTEM)
    town = place.towns[0]
    actions.record_duties(
        town,
        [
            Done("A3-03", OCTOBER, date(2026, 10, 7), "抽查"),
            Done("A4-03", OCTOBER, date(2026, 10, 7), "家访"),
        ],
        by=place.town,
    )
    return town


def measure(name: str):
    """The measure of that code."""
    return next(each for each in MEASURES if each.code == f"checklists.{name}")


def value(name: str, unit: Unit, period: Period = OCTOBER, *, today: date = date(2026, 10, 31)):
    """What is counted of this unit, as of that day."""
    with clock.standing_at(today):
        return measure(name).values(period, [unit.pk])[unit.pk]


def test_there_is_a_measure_for_each_area_and_one_for_the_records():
    codes = {each.code for each in MEASURES}
    assert {f"checklists.duties_{name}" for name in CODES} | {"checklists.duty_records"} <= codes


def test_of_what_fell_due_in_an_area_so_much_was_done(town):
    assert value("duties_inspection", town) == Decimal("50.00")
    assert value("duties_petitions", town) == Decimal("0.00")


def test_an_area_in_which_nothing_fell_due_has_no_value(town):
    assert value("duties_coordination", town) is None
    assert value("duties_inspection", town, Period.month("2025-12")) is None


@pytest.mark.parametrize(
    ("today", "share"),
    [
        (date(2026, 10, 21), None),
        (date(2026, 10, 22), Decimal("0.00")),
        (date(2026, 10, 25), Decimal("50.00")),
    ],
)
def test_only_what_is_due_by_today_is_owed_in_a_running_period(town, today, share):
    assert value("duties_inspection", town, today=today) == share


def test_what_was_withdrawn_does_not_count(town, place):
    actions.withdraw_duty_record(DutyRecord.objects.get(key="A3-03"), by=place.town)
    assert value("duties_inspection", town) == Decimal("0.00")


def test_a_unit_owes_only_what_fell_due_while_it_stood(town, place):
    young = UnitFactory(superior=place.commission, founded_on=date(2026, 10, 2))
    assert value("duties_inspection", young) is None
    assert value("duties_inspection", young, YEAR, today=date(2026, 11, 30)) == Decimal("0.00")


def test_a_unit_of_another_kind_owes_nothing(town, place):
    assert value("duties_inspection", place.office) is None


def test_the_records_are_counted_those_done_as_needed_too(town, place):
    assert value("duty_records", town) == Decimal(2)
    assert value("duty_records", place.towns[1]) == Decimal(0)
    assert value("duty_records", town, YEAR) == Decimal(2)


def test_every_number_opens_into_its_records(town):
    kept = {each.key: each.ref for each in DutyRecord.objects.all()}
    with clock.standing_at(date(2026, 10, 31)):
        assert measure("duties_inspection").records(OCTOBER, town.pk) == [kept["A3-03"]]
        assert measure("duties_petitions").records(OCTOBER, town.pk) == []
        assert set(measure("duty_records").records(YEAR, town.pk)) == set(kept.values())


def test_many_units_are_counted_at_once(town, place, django_assert_max_num_queries):
    units = [each.pk for each in place.towns]
    with clock.standing_at(date(2026, 10, 31)), django_assert_max_num_queries(5):
        found = measure("duties_inspection").values(YEAR, units)
    assert set(found) == set(units)
