"""What follows from what happened: the right people are told, and a failure holds up nobody."""

from datetime import date

import pytest

from lianheng.assessment.terms import AssessmentEvent
from lianheng.checklists import actions as lists
from lianheng.flows import reactions
from lianheng.flows.reactions import work_off
from lianheng.journal.actions import record, retry_failed
from lianheng.journal.models import Pending
from lianheng.kernel import clock
from lianheng.kernel.ref import Ref
from lianheng.notices.models import Notice
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.terms import Role
from tests.factories.assessment import ProposalFactory
from tests.factories.checklists import TaskFactory
from tests.factories.organisation import CommissionFactory, OfficeFactory, UnitFactory, actor_of, person_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_october():
    with clock.standing_at(date(2026, 10, 8)):
        yield


@pytest.fixture
def office():
    return OfficeFactory(superior=CommissionFactory())


@pytest.fixture
def head(office):
    return person_in(office, Role.OFFICE_HEAD)


@pytest.fixture
def towns(office):
    return [UnitFactory(superior=office.superior) for _ in range(2)]


@pytest.fixture
def secretaries(towns):
    return [person_in(town, Role.UNIT_HEAD) for town in towns]


def issued(office, head):
    (task,) = lists.issue([TaskFactory(office=office)], by=actor_of(head))
    return task


def told():
    return {notice.to_id: notice for notice in Notice.objects.all()}


def test_whoever_receives_a_task_is_told_and_led_to_the_own_part_of_it(office, head, secretaries, towns):
    task = issued(office, head)
    work_off()
    assert set(told()) == {person.pk for person in secretaries}
    for person, town in zip(secretaries, towns, strict=True):
        part = task.unit_tasks.get(unit=town)
        assert told()[person.pk].url == f"/tasks/{part.pk}/"
        assert task.title in told()[person.pk].title


def test_what_was_returned_is_told_to_its_unit_alone(office, head, secretaries, towns):
    task = issued(office, head)
    work_off()
    Notice.objects.all().delete()
    part = task.unit_tasks.get(unit=towns[0])
    lists.submit(part, text="已完成", by=actor_of(secretaries[0]))
    lists.return_(part, because="缺附件", by=actor_of(head))
    work_off()
    assert set(told()) == {secretaries[0].pk}


def test_a_request_for_relief_is_told_to_the_head_of_the_office(office, head, secretaries, towns):
    task = issued(office, head)
    part = task.unit_tasks.get(unit=towns[0])
    lists.ask_relief(part, kind="exemption", reason="抽调", by=actor_of(secretaries[0]))
    work_off()
    assert head.pk in told()


def test_a_proposal_is_told_to_whoever_decides_it(office, towns):
    leader = person_in(office.superior, Role.LEADER)
    proposal = ProposalFactory(unit=towns[0], kind="yellow_card")
    record(AssessmentEvent.PROPOSED, proposal.ref, by=SYSTEM, kind="yellow_card", unit=towns[0].pk)
    work_off()
    assert set(told()) == {leader.pk}


def test_worked_off_twice_nobody_is_told_twice(office, head, secretaries):
    issued(office, head)
    work_off()
    before = Notice.objects.count()
    assert work_off() == 0
    assert Notice.objects.count() == before


def test_nothing_waits_any_more_when_all_was_worked_off(office, head, secretaries):
    issued(office, head)
    assert Pending.objects.exists()
    work_off()
    assert not Pending.objects.exists()


def test_a_failure_is_kept_with_its_reason_and_holds_up_nobody(office, head, secretaries):
    record(AssessmentEvent.PROPOSED, Ref("assessment.proposal", 1), by=SYSTEM, kind="no such kind", unit=0)
    issued(office, head)
    work_off()
    failed = Pending.objects.get()
    assert failed.failed_at
    assert failed.failure
    assert set(told()) == {person.pk for person in secretaries}


def test_what_failed_is_not_taken_again_before_somebody_says_so(office, head):
    record(AssessmentEvent.PROPOSED, Ref("assessment.proposal", 1), by=SYSTEM, kind="no such kind", unit=0)
    assert work_off() == 1
    assert work_off() == 0
    assert retry_failed() == 1
    assert work_off() == 1


def test_an_event_from_which_nothing_follows_is_ticked_off_without_being_taken(office):
    record("organisation.unit_added", office.ref, by=SYSTEM)
    assert work_off() == 0
    assert not Pending.objects.exists()


def test_nothing_at_all_is_said_where_nothing_follows():
    assert all(reactions.REACTIONS[kind] == () for kind in reactions.QUIET)
