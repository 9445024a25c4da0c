"""What one may see said in SQL is what one may see said plainly; and no list asks more for more rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianheng.checklists import policy, queries
from lianheng.checklists.models import DutyRecord, Falsity, Submission, Task, UnitTask
from lianheng.checklists.terms import UnitTaskState
from lianheng.kernel.period import Period
from lianheng.organisation.actor import Actor, Held
from lianheng.organisation.terms import Role
from tests.factories.checklists import (
    CapRequestFactory,
    FalsityFactory,
    IssuedTaskFactory,
    MergerFactory,
    ReliefFactory,
    SubmissionFactory,
    TaskFactory,
    UnitTaskFactory,
)
from tests.factories.duties import DutyItemFactory, DutyRecordFactory
from tests.factories.organisation import OfficeFactory, UnitFactory

OCTOBER = Period.month("2026-10")
ROLES = [role for role in Role if "admin" not in role.value]
held = st.lists(st.tuples(st.sampled_from(ROLES), st.integers(0, 6)), max_size=4)


@pytest.fixture
def world(place):
    """Offices and townships, one below another; tasks drafted and issued across them."""
    offices = [place.office, OfficeFactory(superior=place.commission)]
    village = UnitFactory(superior=place.towns[0], kind="village")
    units = [place.commission, *offices, *place.towns, village]
    for office in offices:
        TaskFactory(office=office)
        for unit in (place.towns[0], place.towns[1], village):
            FalsityFactory(unit_task=UnitTaskFactory(task=IssuedTaskFactory(office=office), unit=unit))
    MergerFactory(task=Task.objects.issued().filter(office=offices[0]).first(), office=offices[1])
    Falsity.objects.filter(unit_task__unit=place.towns[0]).update(is_confirmed=None)
    item = DutyItemFactory()
    for unit in units:
        DutyRecordFactory(unit=unit, item=item)
    return units


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(held)
def test_what_one_sees_is_the_same_in_sql_and_in_words(world, roles):
    grants = tuple(Held(role, world[at].pk, world[at].path) for role, at in roles)
    actor = Actor(id=1, name="某人", held=grants)
    parts = UnitTask.objects.select_related("unit", "office").prefetch_related("task__mergers__office")
    seen = {each for each in parts if policy.may_see(actor, each, _served(each.task))}
    assert set(UnitTask.objects.visible_to(actor)) == seen
    tasks = Task.objects.select_related("office").prefetch_related("unit_tasks__unit", "mergers__office")
    plain = {
        task
        for task in tasks
        if policy.sees_task(actor, task, [part.unit for part in task.unit_tasks.all()], _served(task))
    }
    assert set(Task.objects.visible_to(actor)) == plain
    found = Falsity.objects.select_related("unit_task__unit", "unit_task__office")
    assert set(queries.falsities(actor)) == {each for each in found if policy.sees_falsity(actor, each)}
    records = DutyRecord.objects.select_related("unit")
    plain = {each for each in records if policy.may_see_duties(actor, each.unit)}
    assert set(DutyRecord.objects.visible_to(actor)) == plain


def _served(task):
    return [merger.office for merger in task.mergers.all()]


def _asked(read) -> int:
    """How many queries the reading costs."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        read()
    return len(asked)


def _more(place, count: int) -> None:
    for _ in range(count):
        task = IssuedTaskFactory(office=place.office)
        for town in place.towns:
            part = UnitTaskFactory(
                task=task, unit=town, state=UnitTaskState.SUBMITTED, submitted_at="2026-10-06T01:00Z"
            )
            SubmissionFactory(unit_task=part)
            ReliefFactory(unit_task=part)
            FalsityFactory(unit_task=part)
        CapRequestFactory(task=TaskFactory(office=place.office))


READINGS = {
    "a unit's month": lambda place: queries.unit_month(place.town, place.towns[0].pk, OCTOBER),
    "tasks": lambda place: [
        (row.light, row.unit.name, row.office.name) for row in queries.unit_tasks(place.leader, OCTOBER)
    ],
    "the queue": lambda place: list(queries.review_queue(place.head)),
    "the desk": lambda place: queries.desk(place.head, OCTOBER).lines,
    "the cap": lambda place: [row.task.office.name for row in queries.cap_requests(place.deputy)],
    "requests": lambda place: [row.unit_task.task.title for row in queries.reliefs(place.head)],
    "findings": lambda place: [row.unit_task.unit.name for row in queries.falsities(place.scorer)],
    "what was issued": lambda place: [
        row.task.office.name for row in queries.issued_tasks(place.head, OCTOBER)
    ],
    "what is at hand": lambda place: queries.at_hand(place.town, OCTOBER),
    "what needed no upload": lambda place: [
        (row.unit.name, row.records) for row in queries.closings(place.head, OCTOBER)
    ],
    "a task": lambda place: queries.task_sheet(place.head, Task.objects.issued().first()).parts,
    "records to cite": lambda place: queries.citable_records(place.town, UnitTask.objects.first()),
}


@pytest.mark.parametrize("what", READINGS)
def test_no_reading_asks_more_for_more_rows(place, what):
    _more(place, 1)
    few = _asked(lambda: READINGS[what](place))
    _more(place, 5)
    assert _asked(lambda: READINGS[what](place)) <= few


def test_a_task_returned_often_is_read_with_as_many_queries(place):
    part = UnitTaskFactory(task=IssuedTaskFactory(office=place.office), unit=place.towns[0])
    SubmissionFactory(unit_task=part)

    def read() -> None:
        found = queries.sheet(place.head, queries.unit_task_or_404(place.head, part.pk))
        assert queries.trail(place.head, found) == []
        assert all(str(each.submission.submitted_by) or True for each in found.handed_in)

    few = _asked(read)
    for number in range(2, 7):
        SubmissionFactory(unit_task=part, number=number)
    assert Submission.objects.count() == 6
    assert _asked(read) <= few
