"""A commission with one office and two townships, on the eighth of October 2026, with work for everybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from lianheng.checklists import actions as lists
from lianheng.checklists.models import UnitTask
from lianheng.kernel import clock
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Person, Unit
from lianheng.organisation.terms import Role
from tests.factories.assessment import MonthFactory, ObjectionFactory, ParticipantFactory, ProposalFactory
from tests.factories.checklists import TaskFactory
from tests.factories.organisation import CommissionFactory, OfficeFactory, UnitFactory, actor_of, person_in


@dataclass(frozen=True)
class World:
    """Who stands where; people sign in, actors act."""

    commission: Unit
    office: Unit
    town: Unit
    people: dict[str, Person]
    parts: list[UnitTask]

    def actor(self, name: str) -> Actor:
        """The person of that name in office."""
        return actor_of(self.people[name])


@pytest.fixture(autouse=True)
def _on_the_eighth_of_october() -> Iterator[None]:
    with clock.standing_at(date(2026, 10, 8)):
        yield


@pytest.fixture
def world(db) -> World:
    """Tasks open, handed in and asked off; an objection, proposals and a month that wait."""
    commission = CommissionFactory(short_name="区纪委监委")
    office = OfficeFactory(superior=commission, name="党风政风监督室", short_name="党风室", code="DFS")
    town, other = UnitFactory.create_batch(2, superior=commission)
    people = {
        "leader": person_in(commission, Role.LEADER),
        "deputy": person_in(commission, Role.DEPUTY),
        "scorer": person_in(commission, Role.SCORER),
        "head": person_in(office, Role.OFFICE_HEAD),
        "clerk": person_in(office, Role.OFFICE_CLERK),
        "secretary": person_in(town, Role.UNIT_HEAD, name="王晓明", sort_key="wang2 xiao3 ming2"),
        "town_clerk": person_in(town, Role.UNIT_CLERK),
        "admin": person_in(commission, Role.SYSTEM_ADMIN),
    }
    by, handing_in = actor_of(people["head"]), actor_of(people["town_clerk"])
    tasks = lists.issue(TaskFactory.create_batch(3, office=office), by=by)
    TaskFactory(office=office, title="尚未下达的草稿")
    parts = [task.unit_tasks.get(unit=town) for task in tasks]
    lists.submit(parts[0], text="已完成", by=handing_in)
    falsified = tasks[0].unit_tasks.get(unit=other)
    lists.submit(falsified, text="已完成", by=actor_of(person_in(other, Role.UNIT_CLERK)))
    lists.find_falsity(falsified, because="照抄上年名单", by=by)
    lists.ask_relief(parts[1], kind="exemption", reason="抽调", by=handing_in)
    _in_the_assessment(town)
    return World(commission, office, town, people, parts)


def _in_the_assessment(town: Unit) -> None:
    """September waits to be published, with an objection, and proposals of each kind."""
    month = MonthFactory(first_day=date(2026, 9, 1), state="tallied", objections_until=date(2026, 10, 7))
    ParticipantFactory(month=month, unit=town)
    ObjectionFactory(entry__month=month, entry__unit=town)
    for kind in ("remark", "reminder_talk", "yellow_card"):
        ProposalFactory(unit=town, kind=kind)
