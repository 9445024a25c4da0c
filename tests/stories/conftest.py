"""A district with its people, and months that went as the story says."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from lianheng.checklists.models import Falsity, Task, UnitTask
from lianheng.checklists.terms import TaskState, UnitTaskState
from lianheng.flows import month_end
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit
from lianheng.organisation.terms import Role
from tests.factories.organisation import CommissionFactory, OfficeFactory, UnitFactory, actor_in


@dataclass
class District:
    """The commission, one of its offices, its people, and townships that are ranked."""

    commission: Unit
    office: Unit
    towns: list[Unit]
    leader: Actor
    deputy: Actor
    scorer: Actor
    reviewer: Actor
    clerks: dict[int, Actor] = field(default_factory=dict)

    def clerk(self, unit: Unit) -> Actor:
        """The clerk of a township."""
        if unit.pk not in self.clerks:
            self.clerks[unit.pk] = actor_in(unit, Role.UNIT_CLERK)
        return self.clerks[unit.pk]

    def issued(self, month: str, title: str = "村级财务公开检查", units=None, **said) -> list[UnitTask]:
        """A task issued to these units (all townships unless said), due on the 20th."""
        period = Period.month(month)
        plain = {"weight": 1, "due_on": period.first_day + timedelta(days=19), "scope": "全部"}
        task = Task.objects.create(
            month=period.first_day,
            office=self.office,
            title=title,
            state=TaskState.ISSUED,
            issued_at=clock.at_hour(period.first_day, 9),
            issued_by_id=self.reviewer.id,
            **(plain | said),
        )
        return [
            UnitTask.objects.create(
                task=task, unit=unit, office=self.office, month=task.month, due_on=task.due_on
            )
            for unit in units or self.towns
        ]

    def accepted(self, unit_task: UnitTask, *, days_late: int = 0, **said) -> UnitTask:
        """Handed in on the due day (or so many days later) and accepted the day after."""
        handed_in = unit_task.due_on + timedelta(days=days_late)
        unit_task.state = UnitTaskState.ACCEPTED
        unit_task.submitted_at = clock.at_hour(handed_in, 17)
        unit_task.accepted_at = clock.at_hour(handed_in + timedelta(days=1), 10)
        unit_task.accepted_by_id = self.reviewer.id
        return self.found(unit_task, **said)

    def exempted(self, unit_task: UnitTask) -> UnitTask:
        """Exempted by the office's head."""
        return self.found(unit_task, state=UnitTaskState.EXEMPTED)

    def found(self, unit_task: UnitTask, **said) -> UnitTask:
        """As the records have it."""
        for name, value in said.items():
            setattr(unit_task, name, value)
        unit_task.save()
        return unit_task

    def falsified(self, unit_task: UnitTask) -> None:
        """False evidence, found by one and confirmed by a second."""
        moment = clock.at_hour(unit_task.due_on, 18)
        Falsity.objects.create(
            unit_task=unit_task,
            because="台账造假",
            found_at=moment,
            found_by_id=self.reviewer.id,
            decided_at=moment,
            decided_by_id=self.scorer.id,
            is_confirmed=True,
        )

    def month(self, month: str, missed: dict[int, int], *, tasks: int = 8) -> None:
        """A month of that many tasks, of which each township missed as many as said; published in time."""
        for number in range(tasks):
            for at, unit_task in enumerate(self.issued(month, f"{month} 第 {number + 1} 项任务")):
                if number >= missed.get(at, 0):
                    self.accepted(unit_task)
        self.tally(month)
        self.publish(month)

    def quarter(self, quarter: str, missed: dict[int, int]) -> None:
        """Three such months."""
        for month in Period.parse(quarter).months:
            self.month(str(month), missed)

    def tally(self, month: str):
        """By the scorer, on the first day of the next month."""
        period = Period.month(month)
        with clock.standing_at(period.last_day + timedelta(days=1)):
            return month_end.tally(period, by=self.scorer)

    def publish(self, month: str, **said):
        """By the scorer, when the objection window has passed."""
        period = Period.month(month)
        with clock.standing_at(period.last_day + timedelta(days=20)):
            return month_end.publish(period, by=said.pop("by", self.scorer), **said)


@pytest.fixture
def district(db) -> District:
    """A district with nine townships."""
    return make_district(9)


def make_district(towns: int) -> District:
    """A district with so many townships."""
    commission = CommissionFactory()
    office = OfficeFactory(superior=commission)
    return District(
        commission=commission,
        office=office,
        towns=[UnitFactory(superior=commission) for _ in range(towns)],
        leader=actor_in(commission, Role.LEADER),
        deputy=actor_in(commission, Role.DEPUTY),
        scorer=actor_in(commission, Role.SCORER),
        reviewer=actor_in(office, Role.OFFICE_HEAD),
    )
