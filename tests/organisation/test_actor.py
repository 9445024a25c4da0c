"""Who somebody is in office: the own unit, the roles held, and since when."""

from datetime import date, timedelta

import pytest

from lianheng.kernel import clock
from lianheng.organisation import queries, sweeps
from lianheng.organisation.terms import Role
from tests.factories.organisation import (
    AccountFactory,
    AppointmentFactory,
    CommissionFactory,
    GrantFactory,
    OfficeFactory,
    PersonFactory,
    UnitFactory,
    actor_of,
    person_in,
)

pytestmark = pytest.mark.django_db


def test_an_actor_acts_for_the_unit_of_the_latest_appointment():
    person = PersonFactory()
    first, second = UnitFactory(), UnitFactory()
    AppointmentFactory(person=person, unit=first, from_on=date(2020, 1, 1))
    AppointmentFactory(person=person, unit=second, from_on=date(2021, 1, 1))
    assert actor_of(person).unit_id == second.pk


def test_an_actor_without_an_appointment_acts_for_the_unit_of_the_first_grant():
    grant = GrantFactory()
    assert actor_of(grant.person).unit_id == grant.unit_id


def test_a_role_that_has_ended_is_not_held():
    yesterday = clock.today() - timedelta(days=1)
    grant = GrantFactory(role=Role.LEADER, to_on=yesterday)
    assert not actor_of(grant.person).holds(Role.LEADER)
    assert queries.actor_of(grant.person, on=yesterday).holds(Role.LEADER)


def test_a_role_is_held_for_all_units_below_and_for_none_beside():
    commission = CommissionFactory()
    office, township = OfficeFactory(superior=commission), UnitFactory(superior=commission)
    actor = actor_of(person_in(office, Role.OFFICE_HEAD))
    assert actor.holds(Role.OFFICE_HEAD, office)
    assert not actor.holds(Role.OFFICE_HEAD, township)
    leader = actor_of(person_in(commission, Role.LEADER))
    assert leader.holds(Role.LEADER, township)


def test_an_actor_is_read_with_two_queries(django_assert_num_queries):
    person = person_in(UnitFactory(), Role.UNIT_HEAD, Role.UNIT_CLERK)
    account = AccountFactory(person=person)
    with django_assert_num_queries(2):
        assert queries.actor_for_account(account).number == person.number


def test_nobody_acts_through_a_closed_account():
    account = AccountFactory(person=person_in(UnitFactory()), is_active=False)
    assert queries.actor_for_account(account).id is None


def test_an_unknown_number_is_nobody():
    assert queries.actor_by_number("X") is None


def test_the_head_of_a_unit_is_who_was_entrusted_first_with_exactly_that_unit():
    commission = CommissionFactory()
    unit = UnitFactory(superior=commission)
    person_in(commission, Role.UNIT_HEAD)
    GrantFactory(unit=unit, role=Role.UNIT_HEAD, from_on=date(2022, 1, 1))
    first = GrantFactory(unit=unit, role=Role.UNIT_HEAD, from_on=date(2021, 1, 1)).person
    assert sweeps.head_of([unit.pk], clock.today()) == {unit.pk: first}


def test_a_head_is_in_post_since_the_first_appointment_in_the_unit():
    unit = UnitFactory()
    head = GrantFactory(unit=unit, role=Role.UNIT_HEAD, from_on=date(2023, 1, 1)).person
    assert sweeps.heads_since([unit.pk], clock.today()) == {unit.pk: date(2023, 1, 1)}
    AppointmentFactory(person=head, unit=unit, from_on=date(2022, 5, 1))
    assert sweeps.heads_since([unit.pk], clock.today()) == {unit.pk: date(2022, 5, 1)}


def test_those_who_are_told_hold_the_role_there_or_above():
    commission = CommissionFactory()
    unit, other = UnitFactory(superior=commission), UnitFactory(superior=commission)
    here, above = person_in(unit, Role.UNIT_HEAD), person_in(commission, Role.DEPUTY)
    person_in(other, Role.UNIT_HEAD)
    told = sweeps.people_to_tell([Role.UNIT_HEAD, Role.DEPUTY], unit, clock.today())
    assert {person.pk for person in told} == {here.pk, above.pk}
    assert sweeps.people_at([Role.UNIT_HEAD], [unit.pk], clock.today()) == {unit.pk: [here.pk]}


def test_ranked_units_are_those_that_exist_and_have_a_class():
    day = date(2026, 10, 31)
    unit = UnitFactory()
    CommissionFactory()
    UnitFactory(closed_on=day)
    UnitFactory(founded_on=date(2026, 11, 1))
    assert sweeps.ranked_ids(day) == [unit.pk]
