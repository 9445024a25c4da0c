"""The ledger as measures: a number for each unit, and the entries behind it."""

from datetime import date
from decimal import Decimal

import pytest

from lianheng.assessment.measures import MEASURES
from lianheng.assessment.terms import EntryCode, ObjectionState
from lianheng.kernel.period import Period
from tests.factories import assessment as scored
from tests.factories.organisation import UnitFactory

OCTOBER = Period.parse("2026-10")
BY_CODE = {measure.code: measure for measure in MEASURES}


@pytest.fixture
def unit(db):
    """A township that took part in October."""
    found = UnitFactory()
    scored.ParticipantFactory(unit=found)
    return found


def value(code, unit, period=OCTOBER):
    return BY_CODE[f"assessment.{code}"].values(period, [unit.pk])[unit.pk]


def records(code, unit, period=OCTOBER):
    return [ref.id for ref in BY_CODE[f"assessment.{code}"].records(period, unit.pk)]


def test_a_score_is_a_hundred_and_its_entries(unit):
    entry = scored.EntryFactory(unit=unit)
    assert value("score", unit) == Decimal(95)
    assert records("score", unit) == [entry.pk]


def test_who_took_no_part_has_no_score(unit):
    assert value("score", UnitFactory()) is None


def test_a_quarter_is_the_mean_of_its_scored_months(unit):
    scored.EntryFactory(unit=unit)
    september = scored.MonthFactory(first_day=date(2026, 11, 1))
    scored.ParticipantFactory(unit=unit, month=september)
    assert value("score", unit, Period.parse("2026Q4")) == Decimal("97.50")


def test_deductions_are_what_is_left_after_corrections(unit):
    entry = scored.EntryFactory(unit=unit)
    scored.EntryFactory(unit=unit, code=EntryCode.LATE)
    scored.correction_of(entry)
    assert value("deductions", unit) == Decimal(2)


def test_a_line_that_was_given_back_is_not_counted(unit):
    entry = scored.EntryFactory(unit=unit)
    kept = scored.EntryFactory(unit=unit)
    scored.correction_of(entry)
    assert value("not_done", unit) == 1
    assert records("not_done", unit) == [kept.pk]


@pytest.mark.parametrize("code", ["late", "returned", "evidence_missing"])
def test_each_kind_is_counted_apart(unit, code):
    entry = scored.EntryFactory(unit=unit, code=code)
    scored.EntryFactory(unit=unit)
    assert value(code, unit) == 1
    assert records(code, unit) == [entry.pk]


def test_objections_and_those_that_were_upheld(unit):
    scored.ObjectionFactory(entry__unit=unit)
    upheld = scored.ObjectionFactory(
        entry__unit=unit, state=ObjectionState.UPHELD, answered_at=scored.NOVEMBER_2, answer="属实"
    )
    assert (value("objections", unit), value("objections_upheld", unit)) == (2, 1)
    assert records("objections_upheld", unit) == [upheld.pk]


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.code)
def test_every_unit_asked_for_is_answered(db, measure):
    units = [UnitFactory().pk for _ in range(3)]
    assert set(measure.values(OCTOBER, units)) == set(units)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.code)
def test_a_measure_is_read_at_once_for_however_many_units(db, measure, django_assert_max_num_queries):
    units = [UnitFactory().pk for _ in range(5)]
    with django_assert_max_num_queries(3):
        measure.values(OCTOBER, units)
