"""What one may see: the question to the database and the question about one row have the same answer."""

from datetime import date, timedelta

import pytest
from django.http import Http404

from lianheng.kernel import clock
from lianheng.organisation import policy, queries
from lianheng.organisation.actor import NOBODY, SYSTEM
from lianheng.organisation.models import Appointment, Person, Unit
from lianheng.organisation.terms import Role, UnitKind
from tests.factories.organisation import (
    AppointmentFactory,
    CommissionFactory,
    GrantFactory,
    OfficeFactory,
    PersonFactory,
    UnitFactory,
    actor_in,
    actor_of,
    person_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """A small district in which people serve on every floor, and some no longer do."""
    commission = CommissionFactory()
    office = OfficeFactory(superior=commission)
    first, second = UnitFactory(superior=commission), UnitFactory(superior=commission)
    village = UnitFactory(superior=first, kind=UnitKind.VILLAGE)
    people = [person_in(unit, Role.UNIT_CLERK) for unit in (commission, office, first, second, village)]
    left = PersonFactory()
    AppointmentFactory(person=left, unit=first, to_on=clock.today() - timedelta(days=1))
    both = person_in(first)
    AppointmentFactory(person=both, unit=second, from_on=date(2021, 1, 1))
    entrusted = person_in(second)
    GrantFactory(person=entrusted, unit=village)
    return [*people, left, both, entrusted, PersonFactory()]


def test_units_in_sight_are_the_same_for_the_database_and_for_the_policy(world):
    for actor in [*map(actor_of, world), SYSTEM, NOBODY]:
        seen = set(Unit.objects.visible_to(actor))
        assert seen == {unit for unit in Unit.objects.all() if policy.may_see(actor, unit)}


def test_people_in_sight_are_the_same_for_the_database_and_for_the_policy(world):
    serving = {}
    for appointment in Appointment.objects.running(clock.today()).select_related("post__unit"):
        serving.setdefault(appointment.person_id, []).append(appointment.post.unit.path)
    for actor in [*map(actor_of, world), SYSTEM, NOBODY]:
        seen = set(Person.objects.visible_to(actor, clock.today()))
        may = {p for p in Person.objects.all() if policy.sees_person(actor, p.pk, serving.get(p.pk, ()))}
        assert seen == may


def test_a_township_sees_its_own_people_and_none_of_another(world):
    commission, office, first, second, village, left, *_ = world
    actor = actor_of(first)
    seen = set(queries.person_list(actor))
    assert {first, village} <= seen
    assert not {second, left, office, commission} & seen


def test_what_is_out_of_sight_does_not_exist():
    actor = actor_of(person_in(UnitFactory()))
    other = UnitFactory()
    with pytest.raises(Http404):
        queries.unit_or_404(actor, other.pk)
    with pytest.raises(Http404):
        queries.person_or_404(actor, person_in(other).pk)


def test_nobody_sees_nothing(world):
    assert not queries.unit_list(NOBODY).exists()
    assert not queries.person_list(NOBODY).exists()


def test_a_number_about_a_unit_is_read_against_its_staff_and_what_it_covers(db):
    commission = CommissionFactory()
    town, group = UnitFactory(superior=commission), UnitFactory(superior=commission, kind="dispatched")
    for kind in ("village", "community"):
        UnitFactory(superior=town, kind=kind, peer_class="")
    group.hosts.add(UnitFactory(superior=commission, kind="host", peer_class=""))
    person_in(town)
    leader, stranger = actor_in(commission, Role.LEADER), actor_in(group, Role.UNIT_HEAD)
    found = queries.surroundings(leader, [town.pk, group.pk])
    assert (found[town.pk].staff, found[town.pk].covered) == (1, 2)
    assert (found[group.pk].staff, found[group.pk].covered) == (1, 1)
    assert town.pk not in queries.surroundings(stranger, [town.pk])
