"""The drill district as it was lived: two months and the one under way."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from lianheng.assessment.models import Month, Objection
from lianheng.checklists.models import (
    DutyAssignment,
    DutyChecklist,
    DutyItem,
    DutyRecord,
    Merger,
    Reminded,
    Task,
    UnitTask,
)
from lianheng.flows import month_end
from lianheng.flows.demo import examples, live
from lianheng.journal.models import Event, Pending
from lianheng.kernel.moments import ZONE
from lianheng.notices.models import Notice
from lianheng.organisation.models import Delegation, Handover, Person, SavedView, Unit
from lianheng.organisation.terms import Role
from lianheng.papers.models import Download


@pytest.fixture(scope="module")
def drill(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[list[object]]:
    """A drill of two months and the one under way; taken back when the tests of this file are done."""
    reported: list[object] = []
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIANHENG_HOME", str(tmp_path_factory.mktemp("drill")))
        live(reported.append, length=2)
        yield reported
        transaction.set_rollback(True)


def test_the_district_has_its_townships_villages_groups_and_enterprises(drill):
    kinds = dict.fromkeys(Unit.objects.values_list("kind", flat=True), 0)
    for kind in kinds:
        kinds[kind] = Unit.objects.filter(kind=kind).count()
    assert (kinds["commission"], kinds["township"], kinds["village"]) == (1, 19, 276)
    assert kinds["dispatched"] >= 10
    assert 4 <= kinds["soe"] <= 8
    assert Unit.objects.filter(kind="dispatched", hosts=None).count() == 0


def test_every_role_can_be_tried_out(drill):
    roles = {role for role, *_ in examples()}
    assert roles == {role.label for role in Role}


def test_nobody_bears_the_name_of_another(drill):
    names = list(Person.objects.values_list("name", flat=True))
    assert len(set(names)) == len(names) > 100


def test_each_month_asks_ten_tasks_of_several_offices_and_lately_two_that_ask_for_nothing(drill):
    months = sorted(set(Task.objects.values_list("month", flat=True)))
    for month, count in zip(months, (10, 12, 13), strict=True):
        tasks = Task.objects.filter(month=month)
        assert tasks.count() == count
        assert tasks.values("office").distinct().count() >= 4


def test_months_are_tallied_and_all_but_the_last_published(drill):
    states = list(Month.objects.order_by("first_day").values_list("state", flat=True))
    assert states[0] == "published"
    assert set(states[1:]) <= {"tallied", "open"}


def test_a_published_month_has_its_signed_review_and_the_latest_at_most_a_draft(drill):
    for month in Month.objects.exclude(state="open"):
        reviews = list(month.reviews.values_list("state", flat=True))
        assert reviews == ["signed"] if month.state == "published" else set(reviews) <= {"drafting"}


def test_everything_happened_at_a_time_of_its_own_month(drill):
    for task in Task.objects.all():
        assert task.issued_at.astimezone().date() <= task.due_on
    for part in UnitTask.objects.filter(state="accepted"):
        assert part.submitted_at <= part.accepted_at


def test_units_are_spared_what_is_known_already(drill):
    assert Merger.objects.exists()
    closed = UnitTask.objects.filter(is_closed_by_system=True)
    assert closed.filter(measured__gte=3).count() > 20
    assert closed.filter(measured=None, task__cites__isnull=False).count() > 5
    assert Reminded.objects.exists()
    read = Notice.objects.filter(kind="checklists.reminded")
    assert read.exclude(read_at=None).exists()
    assert read.filter(read_at=None).exists()


def test_a_unit_that_disagreed_was_answered(drill):
    assert Objection.objects.exclude(state="filed").exists()


def test_every_unit_keeps_records_of_its_duties_and_a_few_answer_for_nothing(drill):
    assert DutyChecklist.objects.adopted().count() == 1
    units = set(DutyRecord.objects.values_list("unit", flat=True))
    assert len(units) == Unit.objects.ranked().exclude(code="PZ12").count()
    assert all(each.due_on is None or each.due_on in each.period for each in DutyRecord.objects.all())
    keys = DutyItem.objects.values("key").distinct().count()
    assert len(units) * keys * 0.9 < DutyAssignment.objects.filter(to_on=None).count() < len(units) * keys


def test_nothing_waits_for_the_machine(drill):
    assert not Pending.objects.exists()
    assert Notice.objects.filter(read_at=None).exists()


def test_what_was_published_can_be_recomputed(drill):
    assert list(month_end.replay()) == []


def test_a_clerk_left_and_handed_over_and_another_post_waits_for_somebody(drill):
    closed, waiting = Handover.objects.order_by("left_on")
    assert (closed.state, waiting.state) == ("closed", "opened")
    assert closed.risks
    assert len({closed.leaver_id, closed.successor_id, closed.witness_id}) == 3
    assert waiting.successor is None


def test_a_deputy_is_away_for_a_week_and_another_stands_in(drill):
    delegation = Delegation.objects.get(role=Role.DEPUTY)
    assert delegation.decided_by is not None
    assert delegation.principal.absences.filter(state="confirmed").exists()
    assert delegation.substitute.grants.filter(delegation=delegation).count() > 10


def test_done_once_it_changes_nothing(drill):
    before = Event.objects.count()
    assert live(length=2) == 0
    assert Event.objects.count() == before


def test_each_month_was_reported_once(drill):
    assert drill[0] is None
    assert len(drill) == len(set(drill)) == 4


def test_somebody_has_a_private_and_a_shared_view_and_a_list_to_fetch(drill):
    private, shared = SavedView.objects.order_by("page")
    assert (private.shared_with_id, shared.shared_with_id) == (
        None,
        shared.owner.appointments.get().post.unit_id,
    )
    written = Download.objects.get()
    assert (written.state, written.rows) == (
        "ready",
        UnitTask.objects.filter(month=drill[-2].first_day).count(),
    )


def test_whoever_has_something_to_do_was_told_this_morning(drill):
    given = Notice.objects.filter(kind="notices.digest")
    assert given.exists()
    assert all(notice.sent_at.astimezone(ZONE).hour == 8 for notice in given)
