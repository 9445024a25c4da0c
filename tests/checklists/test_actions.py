"""What is done with tasks: each verb, and each refusal."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.db.models.deletion import ProtectedError

from lianheng.checklists import actions
from lianheng.checklists.asked import Asked
from lianheng.checklists.models import Closure, Evidence, Falsity, Task, UnitTask
from lianheng.checklists.terms import ChecklistEvent, Proof, ReliefKind, TaskState, UnitTaskState
from lianheng.checklists.terms import ChecklistReason as Why
from lianheng.journal.models import Event
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import SYSTEM
from tests.factories.checklists import CapRequestFactory, IssuedTaskFactory, TaskFactory, UnitTaskFactory
from tests.factories.organisation import OfficeFactory, UnitFactory

OCTOBER = Period.month("2026-10")
ASKED = Asked(OCTOBER.first_day, "村级财务公开检查", "全部", date(2026, 10, 20), minutes=60)


def refused(why: Why):
    """The authority says no, and why."""
    return pytest.raises(Refused, match=why.label)


def kinds(thing) -> list[str]:
    """What happened to it, in order."""
    return list(
        Event.objects.filter(ref_kind=thing.ref.kind, ref_id=thing.ref.id).values_list("kind", flat=True)
    )


@pytest.fixture
def task(place) -> Task:
    """A draft for the three townships."""
    return actions.draft(ASKED, office=place.office, by=place.clerk)


@pytest.fixture
def part(place, task) -> UnitTask:
    """The first township's part of it, once issued."""
    actions.issue([task], by=place.head)
    return UnitTask.objects.get(unit=place.towns[0])


@pytest.fixture
def handed_in(place, part) -> UnitTask:
    """Handed in by the township's clerk."""
    actions.submit(part, text="已核对 12 个村", by=place.town_clerk)
    return now(part)


def now(thing):
    """As the database has it."""
    thing.refresh_from_db()
    return thing


class TestDrafting:
    """An office writes down what it wants to ask."""

    def test_a_draft_reaches_nobody(self, place, task):
        assert (task.state, task.drafted_by_id, task.unit_tasks.count()) == ("draft", place.clerk.id, 0)
        assert kinds(task) == [ChecklistEvent.DRAFTED]

    def test_another_office_does_not_draft_here(self, place):
        with refused(Why.NOT_YOUR_OFFICE):
            actions.draft(ASKED, office=place.office, by=place.other_head)

    def test_a_deadline_outside_the_month_is_refused(self, place):
        with refused(Why.DEADLINE_OUTSIDE):
            actions.draft(replace(ASKED, due_on=date(2026, 11, 1)), office=place.office, by=place.clerk)

    def test_a_scope_that_names_nobody_known_is_refused_with_the_name(self, place):
        with pytest.raises(Refused, match="X99"):
            actions.draft(replace(ASKED, scope="X99"), office=place.office, by=place.clerk)

    def test_a_draft_is_changed_and_says_what(self, place, task):
        actions.change_draft(task, replace(ASKED, weight=3), by=place.head)
        assert now(task).weight == 3
        changed = Event.objects.get(kind=ChecklistEvent.CHANGED)
        assert changed.detail == {"changed": ["weight"]}

    def test_changing_nothing_leaves_no_trace(self, place, task):
        actions.change_draft(task, ASKED, by=place.head)
        assert kinds(task) == [ChecklistEvent.DRAFTED]

    def test_an_agreement_beyond_the_cap_was_to_the_old_wording(self, place, task):
        _agreed(place, task)
        actions.change_draft(task, replace(ASKED, minutes=600), by=place.clerk)
        assert now(task).cap_lifted_by_id is None

    def test_a_draft_is_dropped(self, place, task):
        actions.drop_draft(task, by=place.clerk)
        assert not Task.objects.exists()
        assert Event.objects.filter(kind=ChecklistEvent.DROPPED).count() == 1

    def test_what_was_issued_is_neither_changed_nor_dropped(self, place, task):
        actions.issue([task], by=place.head)
        with refused(Why.WRONG_STATE):
            actions.change_draft(task, replace(ASKED, weight=2), by=place.head)
        with refused(Why.WRONG_STATE):
            actions.drop_draft(task, by=place.head)

    @pytest.mark.parametrize("change", [{"weight": 3}, {"title": "改"}, {"due_on": date(2026, 10, 30)}])
    def test_the_database_itself_freezes_what_was_issued(self, place, task, change):
        actions.issue([task], by=place.head)
        with pytest.raises(DatabaseError), transaction.atomic():
            Task.objects.filter(pk=task.pk).update(**change)

    def test_a_task_with_parts_cannot_be_deleted(self, part):
        with pytest.raises(ProtectedError):
            part.task.delete()


class TestIssuing:
    """Tasks go out to the units that stand now."""

    def test_all_means_every_unit_that_is_compared(self, place, task):
        actions.issue([task], by=place.head)
        parts = UnitTask.objects.values_list("unit_id", "office_id", "month", "due_on", "state")
        assert set(parts) == {
            (town.pk, place.office.pk, OCTOBER.first_day, ASKED.due_on, "issued") for town in place.towns
        }
        assert (now(task).state, task.issued_by_id, task.issued_at) == ("issued", place.head.id, clock.now())
        assert kinds(task)[-1] == ChecklistEvent.ISSUED

    def test_codes_and_classes_are_understood_and_nobody_is_asked_twice(self, place):
        street = UnitFactory(superior=place.commission, kind="street")
        scope = f"{place.towns[0].code}；{street.code};乡镇"
        task = TaskFactory(office=place.office, scope=scope)
        actions.issue([task], by=place.head)
        assert task.unit_tasks.count() == 4

    def test_a_unit_that_is_compared_with_nobody_can_be_asked_by_its_code(self, place):
        village = UnitFactory(superior=place.towns[0], kind="village", peer_class="")
        task = TaskFactory(office=place.office, scope=village.code)
        actions.issue([task], by=place.head)
        assert [part.unit for part in task.unit_tasks.all()] == [village]

    def test_a_unit_that_has_gone_since_the_draft_is_named(self, place):
        town = place.towns[0]
        task = TaskFactory(office=place.office, scope=town.code)
        town.closed_on = date(2026, 10, 1)
        town.save()
        with pytest.raises(Refused, match=town.code):
            actions.issue([task], by=place.head)

    def test_units_that_are_closed_or_not_founded_yet_are_asked_nothing(self, place, task):
        place.towns[1].closed_on = date(2026, 10, 1)
        place.towns[1].save()
        place.towns[2].founded_on = date(2026, 10, 9)
        place.towns[2].save()
        actions.issue([task], by=place.head)
        assert [part.unit for part in task.unit_tasks.all()] == [place.towns[0]]

    def test_a_month_of_the_past_goes_to_those_who_stood_then(self, place):
        place.towns[0].closed_on = date(2026, 10, 1)
        place.towns[0].save()
        past = TaskFactory(office=place.office, month=date(2026, 8, 1), due_on=date(2026, 8, 20))
        actions.issue([past], by=SYSTEM)
        assert past.unit_tasks.count() == 3

    def test_several_go_out_at_once_or_none(self, place, task):
        late = TaskFactory(office=place.office, due_on=date(2026, 10, 7))
        with refused(Why.DEADLINE_BEFORE_ISSUE):
            actions.issue([task, late], by=place.head)
        assert not UnitTask.objects.exists()
        third = TaskFactory(office=place.office)
        assert len(actions.issue([task, third], by=place.head)) == 2
        assert UnitTask.objects.count() == 6

    def test_the_clerk_does_not_issue(self, place, task):
        with refused(Why.NOT_OFFICE_HEAD):
            actions.issue([task], by=place.clerk)

    def test_what_was_issued_is_not_issued_again(self, place, task):
        actions.issue([task], by=place.head)
        with refused(Why.WRONG_STATE):
            actions.issue([task], by=place.head)
        assert UnitTask.objects.count() == 3

    def test_what_is_no_more_cannot_be_issued(self, place, task):
        gone = Task.objects.get(pk=task.pk)
        actions.drop_draft(task, by=place.head)
        with refused(Why.WRONG_STATE):
            actions.issue([gone], by=place.head)

    def test_a_closed_month_receives_nothing_more(self, place, task):
        actions.close_month(OCTOBER, by=SYSTEM)
        with refused(Why.MONTH_TALLIED):
            actions.issue([task], by=place.head)

    def test_the_eleventh_task_needs_the_deputy(self, place, task):
        _asked_already(place, 10)
        with refused(Why.OVER_CAP):
            actions.issue([task], by=place.head)
        _agreed(place, task)
        actions.issue([task], by=place.head)
        assert place.towns[0].unit_tasks.count() == 11

    def test_the_cap_counts_what_goes_out_together(self, place, task):
        _asked_already(place, 9)
        other = TaskFactory(office=place.office)
        with refused(Why.OVER_CAP):
            actions.issue([task, other], by=place.head)
        actions.issue([task], by=place.head)

    def test_what_was_withdrawn_burdens_nobody(self, place, task):
        for old in _asked_already(place, 10)[:1]:
            actions.withdraw(old, because="重复", by=place.head)
        actions.issue([task], by=place.head)

    def test_only_the_deputy_lifts_the_cap(self, place, task):
        _asked_already(place, 10)
        (request,) = actions.ask_cap([task], reason="巡察整改", by=place.clerk)
        with refused(Why.NOT_DEPUTY):
            actions.decide_cap(request, is_granted=True, answer="同意", by=place.head)


def _agreed(place, task: Task) -> None:
    """The deputy was asked, and agreed."""
    request = CapRequestFactory(task=task)
    actions.decide_cap(request, is_granted=True, answer="情况特殊, 同意", by=place.deputy)


def _asked_already(place, count: int) -> list[Task]:
    tasks = [IssuedTaskFactory(office=place.office) for _ in range(count)]
    for task in tasks:
        UnitTaskFactory(task=task, unit=place.towns[0])
    return tasks


class TestWithdrawing:
    """What was issued is taken back."""

    def test_what_units_have_not_finished_is_withdrawn_what_they_finished_stays(self, place, handed_in):
        other = UnitTask.objects.get(unit=place.towns[1])
        actions.accept(handed_in, by=place.clerk)
        actions.withdraw(handed_in.task, because="重复要求", by=place.head)
        assert (now(handed_in).state, now(other).state) == ("accepted", "withdrawn")
        assert now(handed_in.task).withdrawn_because == "重复要求"

    def test_it_needs_a_reason(self, place, part):
        with refused(Why.REASON_MISSING):
            actions.withdraw(part.task, because="  ", by=place.head)

    def test_a_tallied_month_stays(self, place, part):
        actions.close_month(OCTOBER, by=SYSTEM)
        with refused(Why.MONTH_TALLIED):
            actions.withdraw(part.task, because="重复要求", by=place.head)


class TestHandingIn:
    """A unit hands in what it did."""

    def test_the_moment_is_the_server_s(self, place, handed_in):
        assert (handed_in.state, handed_in.submitted_at) == (UnitTaskState.SUBMITTED, clock.now())
        submission = handed_in.submissions.get()
        assert (submission.number, submission.submitted_by_id) == (1, place.town_clerk.id)
        assert kinds(handed_in) == [ChecklistEvent.SUBMITTED]

    def test_nothing_is_not_enough(self, place, part):
        with refused(Why.NOTHING_SUBMITTED):
            actions.submit(part, text=" ", by=place.town_clerk)

    def test_another_unit_hands_in_nothing(self, place, part):
        with refused(Why.NOT_YOUR_UNIT):
            actions.submit(part, text="已完成", by=place.neighbour)

    def test_twice_is_refused_once(self, place, handed_in):
        with refused(Why.WRONG_STATE):
            actions.submit(handed_in, text="再交一次", by=place.town_clerk)
        assert handed_in.submissions.count() == 1

    def test_late_is_possible_until_the_month_is_tallied(self, place, part):
        with clock.standing_at(date(2026, 10, 31)):
            actions.submit(part, text="补交", by=place.town_clerk)
        assert now(part).submitted_at.date() == date(2026, 10, 31)

    def test_after_the_tally_nothing_is_taken(self, place, part):
        actions.close_month(OCTOBER, by=SYSTEM)
        with refused(Why.MONTH_TALLIED):
            actions.submit(part, text="补交", by=place.town_clerk)

    def test_a_record_proves_several(self, place, handed_in):
        actions.accept(handed_in, by=place.clerk)
        parts = [_part(place, proof=Proof.RECORD) for _ in range(2)]
        for part in parts:
            actions.submit(part, text="", cited=[handed_in.ref, handed_in.ref], by=place.town_clerk)
        assert set(Evidence.objects.values_list("ref_id", "label")) == {(handed_in.pk, ASKED.title)}
        assert Evidence.objects.count() == 2

    def test_where_a_record_is_asked_for_words_are_not_enough(self, place):
        part = _part(place, proof=Proof.RECORD)
        with refused(Why.RECORD_MISSING):
            actions.submit(part, text="已完成", by=place.town_clerk)

    def test_only_one_s_own_accepted_work_can_be_cited(self, place, part):
        theirs = UnitTask.objects.get(unit=place.towns[1])
        for ref in (theirs.ref, part.ref, Ref("organisation.unit", place.towns[0].pk)):
            with refused(Why.NOT_CITABLE):
                actions.submit(part, text="见记录", cited=[ref], by=place.town_clerk)
        assert now(part).state == UnitTaskState.ISSUED


def _part(place, **said) -> UnitTask:
    return UnitTaskFactory(task=IssuedTaskFactory(office=place.office, **said), unit=place.towns[0])


class TestReviewing:
    """The issuing office returns with a reason, or accepts."""

    def test_what_is_returned_says_why_and_can_be_handed_in_again(self, place, handed_in):
        actions.return_(handed_in, because="缺 3 个村", by=place.clerk)
        assert (now(handed_in).state, handed_in.times_returned) == ("returned", 1)
        first = handed_in.submissions.get()
        assert (first.returned_because, first.returned_by_id) == ("缺 3 个村", place.clerk.id)
        actions.submit(handed_in, text="已补齐", by=place.town)
        assert list(handed_in.submissions.values_list("number", flat=True)) == [1, 2]
        actions.accept(handed_in, by=place.clerk)
        assert (now(handed_in).state, handed_in.accepted_by_id) == ("accepted", place.clerk.id)
        assert handed_in.times_returned == 1

    def test_a_return_may_give_a_later_day(self, place, handed_in):
        actions.return_(handed_in, because="缺 3 个村", until=date(2026, 10, 25), by=place.clerk)
        assert now(handed_in).due_on == date(2026, 10, 25)
        assert handed_in.task.due_on == ASKED.due_on

    def test_but_not_an_earlier_one(self, place, handed_in):
        with refused(Why.NOT_LATER):
            actions.return_(handed_in, because="缺 3 个村", until=date(2026, 10, 19), by=place.clerk)

    def test_what_stands_as_handed_in_without_papers_can_be_returned_too(self, place, part):
        UnitTask.objects.filter(pk=part.pk).update(state=UnitTaskState.SUBMITTED, submitted_at=clock.now())
        actions.return_(part, because="没有材料", by=place.clerk)
        assert now(part).state == UnitTaskState.RETURNED

    def test_a_return_needs_its_reason(self, place, handed_in):
        with refused(Why.REASON_MISSING):
            actions.return_(handed_in, because="", by=place.clerk)

    def test_what_was_not_handed_in_is_not_reviewed(self, place, part):
        with refused(Why.WRONG_STATE):
            actions.accept(part, by=place.clerk)

    def test_another_office_does_not_review(self, place, handed_in):
        with refused(Why.NOT_YOUR_OFFICE):
            actions.accept(handed_in, by=place.other_head)

    def test_missing_material_is_noted_with_the_acceptance(self, place, handed_in):
        actions.accept(handed_in, is_evidence_missing=True, by=place.clerk)
        assert now(handed_in).is_evidence_missing

    def test_several_are_accepted_at_once_or_none(self, place, handed_in):
        theirs = UnitTask.objects.get(unit=place.towns[1])
        with refused(Why.WRONG_STATE):
            actions.accept_all([handed_in, theirs], by=place.clerk)
        assert now(handed_in).state == UnitTaskState.SUBMITTED
        actions.submit(theirs, text="已完成", by=place.neighbour)
        assert len(actions.accept_all([handed_in, theirs], by=place.clerk)) == 2


class TestRelief:
    """A unit asks to be exempted or for more time."""

    def test_an_exemption_takes_the_task_off(self, place, part):
        relief = actions.ask_relief(part, kind=ReliefKind.EXEMPTION, reason="没有该项目", by=place.town)
        actions.decide_relief(relief, is_granted=True, answer="", by=place.head)
        assert now(part).state == UnitTaskState.EXEMPTED
        assert kinds(part) == [ChecklistEvent.RELIEF_ASKED, ChecklistEvent.RELIEF_GRANTED]

    def test_an_extension_moves_the_deadline_of_this_unit_alone(self, place, part):
        relief = actions.ask_relief(
            part, kind=ReliefKind.EXTENSION, until=date(2026, 10, 27), reason="换届", by=place.town
        )
        actions.decide_relief(relief, is_granted=True, answer="同意", by=place.head)
        assert (now(part).due_on, part.state) == (date(2026, 10, 27), "issued")
        assert UnitTask.objects.filter(due_on=ASKED.due_on).count() == 2

    def test_a_refusal_says_why_and_leaves_everything(self, place, part):
        relief = actions.ask_relief(part, kind=ReliefKind.EXEMPTION, reason="没有该项目", by=place.town)
        with refused(Why.REASON_MISSING):
            actions.decide_relief(relief, is_granted=False, answer="", by=place.head)
        actions.decide_relief(relief, is_granted=False, answer="本月有两个项目", by=place.head)
        assert (now(part).state, now(relief).is_granted) == ("issued", False)
        assert kinds(part)[-1] == ChecklistEvent.RELIEF_REFUSED

    def test_one_request_at_a_time_and_each_is_answered_once(self, place, part):
        relief = actions.ask_relief(part, kind=ReliefKind.EXEMPTION, reason="没有该项目", by=place.town)
        with refused(Why.RELIEF_OPEN):
            actions.ask_relief(part, kind=ReliefKind.EXEMPTION, reason="还是没有", by=place.town)
        actions.decide_relief(relief, is_granted=True, answer="", by=place.head)
        with refused(Why.WRONG_STATE):
            actions.decide_relief(relief, is_granted=False, answer="反悔", by=place.head)

    def test_a_request_needs_a_reason_and_more_time_a_day(self, place, part):
        with refused(Why.REASON_MISSING):
            actions.ask_relief(part, kind=ReliefKind.EXEMPTION, reason=" ", by=place.town)
        with refused(Why.NO_DEADLINE):
            actions.ask_relief(part, kind=ReliefKind.EXTENSION, reason="换届", by=place.town)

    def test_after_the_deadline_there_is_no_more_time(self, place, part):
        with clock.standing_at(part.due_on + timedelta(days=1)), refused(Why.DEADLINE_PASSED):
            actions.ask_relief(
                part, kind=ReliefKind.EXTENSION, until=date(2026, 10, 30), reason="换届", by=place.town
            )

    def test_the_clerk_of_the_office_does_not_decide(self, place, part):
        relief = actions.ask_relief(part, kind=ReliefKind.EXEMPTION, reason="没有该项目", by=place.town)
        with refused(Why.NOT_OFFICE_HEAD):
            actions.decide_relief(relief, is_granted=True, answer="", by=place.clerk)


class TestFalseEvidence:
    """One person finds it, a second confirms it."""

    def test_a_second_person_confirms(self, place, handed_in):
        falsity = actions.find_falsity(handed_in, because="照片与上月相同", by=place.clerk)
        assert falsity.is_confirmed is None
        actions.confirm_falsity(falsity, by=place.scorer)
        assert (now(falsity).is_confirmed, falsity.decided_by_id) == (True, place.scorer.id)
        assert kinds(falsity) == [ChecklistEvent.FALSITY_FOUND, ChecklistEvent.FALSITY_CONFIRMED]

    def test_or_does_not(self, place, handed_in):
        falsity = actions.find_falsity(handed_in, because="照片与上月相同", by=place.clerk)
        actions.dismiss_falsity(falsity, by=place.leader)
        assert now(falsity).is_confirmed is False

    def test_never_the_same_person_not_even_past_the_policy(self, place, handed_in):
        falsity = actions.find_falsity(handed_in, because="照片与上月相同", by=place.scorer)
        with refused(Why.SAME_PERSON):
            actions.confirm_falsity(falsity, by=place.scorer)
        with pytest.raises(DatabaseError), transaction.atomic():
            Falsity.objects.update(decided_by=place.scorer.id, is_confirmed=True, decided_at=clock.now())

    def test_it_is_found_once_and_with_its_facts(self, place, handed_in):
        with refused(Why.REASON_MISSING):
            actions.find_falsity(handed_in, because=" ", by=place.clerk)
        actions.find_falsity(handed_in, because="照片与上月相同", by=place.clerk)
        with refused(Why.ALREADY_FOUND):
            actions.find_falsity(handed_in, because="台账造假", by=place.head)

    def test_what_was_tallied_is_not_changed_by_it(self, place, handed_in):
        falsity = actions.find_falsity(handed_in, because="照片与上月相同", by=place.clerk)
        actions.close_month(OCTOBER, by=SYSTEM)
        with refused(Why.MONTH_TALLIED):
            actions.confirm_falsity(falsity, by=place.scorer)
        actions.dismiss_falsity(falsity, by=place.scorer)


class TestClosing:
    """What was not accepted when the month is tallied has lapsed."""

    def test_everything_unsettled_lapses_and_nothing_else(self, place, handed_in):
        theirs = UnitTask.objects.get(unit=place.towns[1])
        third = UnitTask.objects.get(unit=place.towns[2])
        UnitTask.objects.filter(pk=third.pk).update(state=UnitTaskState.EXEMPTED)
        november = UnitTaskFactory(
            task=IssuedTaskFactory(month=date(2026, 11, 1), due_on=date(2026, 11, 5)), unit=place.towns[0]
        )
        actions.close_month(OCTOBER, by=SYSTEM)
        states = [now(each).state for each in (handed_in, theirs, third, november)]
        assert states == ["lapsed", "lapsed", "exempted", "issued"]
        assert kinds(Closure.objects.get()) == [ChecklistEvent.LAPSED]

    def test_twice_changes_nothing(self, place, part):
        first = actions.close_month(OCTOBER, by=SYSTEM)
        with clock.standing_at(date(2026, 11, 5)):
            again = actions.close_month(OCTOBER, by=SYSTEM)
        assert again.closed_at == first.closed_at
        assert Event.objects.filter(kind=ChecklistEvent.LAPSED).count() == 1


def test_a_task_of_no_office_of_mine_is_none_of_mine(place):
    elsewhere = TaskFactory(office=OfficeFactory(superior=place.commission))
    with refused(Why.NOT_OFFICE_HEAD):
        actions.issue([elsewhere], by=place.head)
    assert now(elsewhere).state == TaskState.DRAFT
