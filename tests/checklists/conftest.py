"""A commission with one office and three townships, on the eighth of October 2026."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Person, Unit
from lianheng.organisation.terms import Role
from tests.factories.organisation import CommissionFactory, OfficeFactory, UnitFactory, actor_of, person_in

OCTOBER = Period.month("2026-10")


@dataclass(frozen=True)
class Place:
    """Who stands where; people are signed in, actors act."""

    commission: Unit
    office: Unit
    towns: list[Unit]
    people: dict[str, Person]

    def __getattr__(self, name: str) -> Actor:
        if name.startswith("__") or name not in self.people:
            raise AttributeError(name)
        return actor_of(self.people[name])


@pytest.fixture
def place(db) -> Place:
    """The smallest district in which everything can happen."""
    commission = CommissionFactory()
    office = OfficeFactory(superior=commission)
    other_office = OfficeFactory(superior=commission)
    towns = [UnitFactory(superior=commission) for _ in range(3)]
    people = {
        "leader": person_in(commission, Role.LEADER),
        "scorer": person_in(commission, Role.SCORER),
        "deputy": person_in(commission, Role.DEPUTY),
        "head": person_in(office, Role.OFFICE_HEAD),
        "clerk": person_in(office, Role.OFFICE_CLERK),
        "other_head": person_in(other_office, Role.OFFICE_HEAD),
        "town": person_in(towns[0], Role.UNIT_HEAD),
        "town_clerk": person_in(towns[0], Role.UNIT_CLERK),
        "neighbour": person_in(towns[1], Role.UNIT_CLERK),
    }
    return Place(commission, office, towns, people)


@pytest.fixture(autouse=True)
def _on_the_eighth_of_october() -> Iterator[None]:
    with clock.standing_at(date(2026, 10, 8)):
        yield
