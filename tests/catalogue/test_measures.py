"""Every measure is in one list, and explained."""

from datetime import date
from decimal import Decimal

import pytest

from lianheng.catalogue.contents import MEASURES
from lianheng.kernel import clock
from lianheng.kernel.measure import known
from lianheng.organisation.terms import Role
from tests.factories.assessment import EntryFactory
from tests.factories.checklists import UnitTaskFactory
from tests.factories.organisation import (
    CommissionFactory,
    OfficeFactory,
    UnitFactory,
    person_in,
    signed_in,
)


def test_a_code_names_one_measure():
    assert len({each.code for each in MEASURES}) == len(MEASURES) > 0


def test_every_measure_says_what_it_means():
    assert all(each.title and each.meaning and each.unit_of_count for each in MEASURES)


@pytest.mark.django_db
def test_the_page_explains_every_measure(client):
    page = signed_in(client, person_in(CommissionFactory(), Role.LEADER)).get("/measures/").content.decode()
    assert all(each.meaning in page for each in MEASURES)


@pytest.fixture
def october(db):
    """Two townships under a commission; the first was asked two things and did one."""
    commission = CommissionFactory()
    towns = [UnitFactory(superior=commission) for _ in range(2)]
    moment = clock.at_hour(date(2026, 10, 19), 9)
    done = UnitTaskFactory(unit=towns[0], state="accepted", submitted_at=moment, accepted_at=moment)
    UnitTaskFactory(unit=towns[0])
    return commission, towns, done


def test_a_number_opens_into_the_units_and_the_records_behind_it(october, client):
    commission, (town, _), done = october
    leader = signed_in(client, person_in(commission, Role.LEADER))
    page = leader.get("/measures/checklists.in_time/?period=2026-10").content.decode()
    assert f"/measures/checklists.in_time/{town.pk}/?period=2026-10" in page
    assert "按季度看" in page
    page = leader.get(f"/measures/checklists.in_time/{town.pk}/?period=2026Q4").content.decode()
    assert done.task.title in page
    record = leader.get(f"/measures/records/checklists.unittask/{done.pk}/")
    assert record.headers["Location"] == f"/tasks/{done.pk}/"
    assert leader.get("/measures/records/organisation.person/1/").status_code == 404


def test_units_stand_in_official_order_and_never_by_their_numbers(october, client):
    commission, towns, _ = october
    page = signed_in(client, person_in(commission, Role.SCORER)).get(
        "/measures/checklists.issued/?period=2026-10"
    )
    said = page.content.decode()
    assert said.index(str(towns[0])) < said.index(str(towns[1]))


def test_a_unit_reads_its_own_values_and_nobody_else_s(october, client):
    _, (town, neighbour), _ = october
    own = signed_in(client, person_in(town, Role.UNIT_HEAD))
    page = own.get("/measures/checklists.in_time/?period=2026-10").content.decode()
    assert str(town) in page
    assert str(neighbour) not in page
    assert own.get(f"/measures/checklists.in_time/{town.pk}/").status_code == 200
    assert own.get(f"/measures/checklists.in_time/{neighbour.pk}/").status_code == 404


def test_an_office_reads_what_measures_mean_and_no_values(october, client):
    office = OfficeFactory(superior=october[0])
    head = signed_in(client, person_in(office, Role.OFFICE_HEAD))
    assert "/measures/checklists.in_time/" not in head.get("/measures/").content.decode()
    assert head.get("/measures/checklists.in_time/").status_code == 404


def test_an_unknown_measure_and_a_senseless_period_are_met_calmly(october, client):
    leader = signed_in(client, person_in(october[0], Role.LEADER))
    assert leader.get("/measures/education.learned/").status_code == 404
    assert leader.get("/measures/checklists.issued/?period=2026-13").status_code == 200


def test_only_what_has_a_good_side_proves_anything():
    proving = {each.code for each in MEASURES if each.may_prove}
    assert "checklists.minutes" not in proving
    late = known()["checklists.late"]
    assert late.waits_for_the_end
    assert (late.is_reached(Decimal(0), Decimal(0)), late.is_reached(Decimal(1), Decimal(0))) == (True, False)
    assert not late.is_reached(None, Decimal(0))
    assert not known()["checklists.issued"].is_reached(Decimal(9), Decimal(1))


def test_what_only_the_tally_brings_forth_proves_nothing():
    ledger = [each for each in MEASURES if each.code.startswith("assessment.")]
    assert ledger
    assert not [each for each in ledger if each.may_prove]


def test_a_line_of_the_ledger_is_looked_at_in_its_score(october, client):
    commission, (town, _), _ = october
    entry = EntryFactory(unit=town)
    leader = signed_in(client, person_in(commission, Role.LEADER))
    page = leader.get(f"/measures/assessment.not_done/{town.pk}/?period=2026-10").content.decode()
    assert f"/measures/records/assessment.entry/{entry.pk}/" in page
    there = leader.get(f"/measures/records/assessment.entry/{entry.pk}/").headers["Location"]
    assert there == f"/scores/2026-10/{town.pk}/"
    assert leader.get("/measures/records/assessment.entry/999999/").status_code == 404
