"""Two at the same moment: one is done, the other is refused, and nothing is half done."""

from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from lianheng.checklists import actions
from lianheng.checklists.asked import Closing, Done
from lianheng.checklists.models import (
    Closure,
    DutyChecklist,
    DutyRecord,
    Reminder,
    Submission,
    Task,
    UnitTask,
)
from lianheng.checklists.terms import ChecklistReason, DutyReason, TaskState, UnitTaskState
from lianheng.flows.proving_by_measure import prove
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import SYSTEM
from tests.factories.checklists import OCTOBER_5, IssuedTaskFactory, TaskFactory, UnitTaskFactory

OCTOBER = Period.month("2026-10")
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*verbs: Callable[[], object]) -> list[object]:
    """What each of them came to: a reason when refused, else nothing."""
    start = Barrier(len(verbs))
    ends: list[object] = [None] * len(verbs)

    def live(at: int, verb: Callable[[], object]) -> None:
        try:
            with clock.standing_at(OCTOBER_5):
                start.wait()
                verb()
        except Refused as refusal:
            ends[at] = refusal.reason
        finally:
            connection.close()

    threads = [Thread(target=live, args=(at, verb)) for at, verb in enumerate(verbs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


def test_two_of_a_unit_hand_in_at_once(place):
    part = UnitTaskFactory(task=IssuedTaskFactory(office=place.office), unit=place.towns[0])
    people = [place.town, place.town_clerk]
    ends = at_once(*(lambda who=who: actions.submit(part, text=who.name, by=who) for who in people))
    assert sorted(ends, key=str) == sorted([None, ChecklistReason.WRONG_STATE], key=str)
    assert Submission.objects.count() == 1


def test_two_heads_issue_the_same_draft(place):
    task = TaskFactory(office=place.office)
    ends = at_once(*[lambda: actions.issue([task], by=place.head)] * 2)
    assert set(ends) == {None, ChecklistReason.WRONG_STATE}
    assert UnitTask.objects.count() == 3


def test_together_they_do_not_pass_the_cap_that_each_would_keep(place):
    for _ in range(9):
        UnitTaskFactory(task=IssuedTaskFactory(office=place.office), unit=place.towns[0])
    drafts = [TaskFactory(office=place.office) for _ in range(2)]
    ends = at_once(*(lambda task=task: actions.issue([task], by=place.head) for task in drafts))
    assert set(ends) == {None, ChecklistReason.OVER_CAP}
    assert place.towns[0].unit_tasks.count() == 10


def test_nothing_is_issued_into_a_month_that_is_being_closed(place):
    task = TaskFactory(office=place.office)
    ends = at_once(
        lambda: actions.issue([task], by=place.head), lambda: actions.close_month(OCTOBER, by=SYSTEM)
    )
    assert ends[1] is None
    task.refresh_from_db()
    states = set(UnitTask.objects.values_list("state", flat=True))
    if task.state == TaskState.ISSUED:
        assert states == {UnitTaskState.LAPSED}
    else:
        assert (states, ends[0]) == (set(), ChecklistReason.MONTH_TALLIED)


def test_what_is_accepted_while_the_month_closes_is_accepted_or_lapsed_never_both(place):
    part = UnitTaskFactory(task=IssuedTaskFactory(office=place.office), unit=place.towns[0])
    actions.submit(part, text="已完成", by=place.town)
    ends = at_once(
        lambda: actions.accept(part, by=place.clerk), lambda: actions.close_month(OCTOBER, by=SYSTEM)
    )
    part.refresh_from_db()
    accepted = part.state == UnitTaskState.ACCEPTED
    assert ends == ([None, None] if accepted else [ChecklistReason.MONTH_TALLIED, None])
    assert bool(part.accepted_at) is accepted


def test_a_month_is_closed_once_however_many_close_it(place):
    """F04: one closes it, the others find it closed."""
    UnitTaskFactory(task=IssuedTaskFactory(office=place.office), unit=place.towns[0])
    assert at_once(*[lambda: actions.close_month(OCTOBER, by=SYSTEM)] * 3) == [None] * 3
    assert Closure.objects.count() == 1
    assert Task.objects.count() == 1


def test_two_machines_close_what_is_proven_once(place):
    asked = {"office": place.office, "proof": "measure", "measure": "checklists.accepted", "threshold": 1}
    part = UnitTaskFactory(task=IssuedTaskFactory(**asked), unit=place.towns[0])
    UnitTaskFactory(
        task=IssuedTaskFactory(office=place.office),
        unit=place.towns[0],
        state=UnitTaskState.ACCEPTED,
        accepted_at=OCTOBER_5,
    )
    assert at_once(prove, prove) == [None, None]
    part.refresh_from_db()
    assert part.is_closed_by_system
    assert Submission.objects.count() == 1


def test_the_machine_and_the_unit_meet_at_the_same_task(place):
    asked = {"office": place.office, "proof": "measure", "measure": "checklists.issued", "threshold": 1}
    part = UnitTaskFactory(task=IssuedTaskFactory(**asked), unit=place.towns[0])
    closing = Closing(part.pk, ((part.ref, "依据"),))
    at_once(
        lambda: actions.submit(part, text="完成", by=place.town),
        lambda: actions.close_by_record(OCTOBER, [closing], by=SYSTEM),
    )
    part.refresh_from_db()
    assert Submission.objects.count() == 1
    assert part.state in (UnitTaskState.SUBMITTED, UnitTaskState.ACCEPTED)


def test_one_form_sent_twice_at_once_is_handed_in_once(place):
    part = UnitTaskFactory(task=IssuedTaskFactory(office=place.office), unit=place.towns[0])
    ends = at_once(*[lambda: actions.submit(part, text="完成", number=1, by=place.town)] * 2)
    assert ends == [None, None]
    assert Submission.objects.count() == 1


def test_two_of_an_office_remind_at_once(place):
    part = UnitTaskFactory(task=IssuedTaskFactory(office=place.office), unit=place.towns[0])
    ends = at_once(*(lambda who=who: actions.remind(part.task, by=who) for who in (place.head, place.clerk)))
    assert sorted(ends, key=str) == sorted([None, ChecklistReason.REMINDED_TODAY], key=str)
    assert Reminder.objects.count() == 1


def test_two_of_a_unit_record_the_same_duty_at_once(place):
    with clock.standing_at(date(2026, 10, 1)):
        actions.adopt_standard_duties(by=SYSTEM)
    done = Done("A3-03", OCTOBER, date(2026, 10, 5), "抽查二十户")
    people = [place.town, place.town_clerk]
    ends = at_once(*(lambda who=who: actions.record_duties(place.towns[0], [done], by=who) for who in people))
    assert set(ends) == {None, DutyReason.ALREADY_RECORDED}
    assert DutyRecord.objects.count() == 1


def test_the_standard_checklist_is_adopted_once_however_many_look(place):
    assert at_once(*[lambda: actions.adopt_standard_duties(by=SYSTEM)] * 3) == [None] * 3
    assert DutyChecklist.objects.count() == 1
