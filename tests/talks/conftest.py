"""A commission with its people and a township with its head, in the first days of November 2026."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from lianheng.kernel import clock
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Person, Unit
from lianheng.organisation.terms import Role
from lianheng.talks.models import Talk
from tests.factories import talks as made
from tests.factories.organisation import CommissionFactory, OfficeFactory, UnitFactory, actor_of, person_in

NOVEMBER_5 = clock.at_hour(date(2026, 11, 5), 9)


@dataclass(frozen=True)
class World:
    """Who stands where."""

    commission: Unit
    office: Unit
    town: Unit
    people: dict[str, Person]

    def actor(self, name: str) -> Actor:
        """The person of that name in office."""
        return actor_of(self.people[name])

    def talk(self, factory: type = made.TalkFactory, **said: object) -> Talk:
        """A talk of the deputy with the head of the township, joined and recorded by two of the office."""
        plain = {"unit": self.town, "person": self.people["head"], "led_by": self.people["deputy"]}
        if factory is not made.TalkFactory:
            plain |= {"second": self.people["second"], "recorder": self.people["recorder"]}
        return factory(**(plain | said))


@pytest.fixture
def world(db) -> World:
    """Everybody who may have to do with a talk, and some who may not."""
    commission = CommissionFactory()
    office = OfficeFactory(superior=commission)
    town, other = UnitFactory.create_batch(2, superior=commission)
    people = {
        "leader": person_in(commission, Role.LEADER),
        "deputy": person_in(commission),
        "other_deputy": person_in(commission),
        "scorer": person_in(commission, Role.SCORER),
        "second": person_in(office, Role.OFFICE_HEAD),
        "recorder": person_in(office, Role.OFFICE_CLERK),
        "stranger": person_in(office, Role.OFFICE_CLERK),
        "head": person_in(town, Role.UNIT_HEAD, name="王晓明"),
        "clerk": person_in(town, Role.UNIT_CLERK),
        "neighbour": person_in(other, Role.UNIT_HEAD),
        "admin": person_in(commission, Role.SYSTEM_ADMIN),
        "auditor": person_in(commission, Role.AUDIT_ADMIN),
    }
    made_deputy(people["deputy"], town)
    made_deputy(people["other_deputy"], other)
    return World(commission, office, town, people)


def made_deputy(person: Person, unit: Unit) -> None:
    """In charge of the unit."""
    from tests.factories.organisation import GrantFactory

    GrantFactory(person=person, unit=unit, role=Role.DEPUTY)


@pytest.fixture(autouse=True)
def _on_the_fifth_of_november() -> Iterator[None]:
    with clock.standing_at(NOVEMBER_5):
        yield
