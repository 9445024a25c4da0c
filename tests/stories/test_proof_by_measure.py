"""以记录办结: a task names the fact that proves it; where the system holds it, nobody hands in anything."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from lianheng.checklists import actions, queries
from lianheng.checklists.asked import Asked, Closing
from lianheng.checklists.models import UnitTask
from lianheng.checklists.terms import ChecklistEvent, Proof, UnitTaskState
from lianheng.checklists.terms import ChecklistReason as Why
from lianheng.flows import month_end
from lianheng.flows.jobs import prove as job
from lianheng.flows.proving_by_measure import prove
from lianheng.flows.reactions import work_off
from lianheng.journal.models import Event
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Refused
from lianheng.notices.models import Notice
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.models import Person
from tests.factories.organisation import signed_in

OCTOBER = Period.month("2026-10")
TWELFTH = date(2026, 10, 12)
IN_TIME, LATE = "checklists.in_time", "checklists.late"


def measured(district, measure: str = IN_TIME, threshold: int | None = 2, **said) -> list[UnitTask]:
    """A task that a measure proves, issued to all townships."""
    plain = {"due_on": date(2026, 10, 30), "proof": Proof.MEASURE, "measure": measure, "threshold": threshold}
    return district.issued("2026-10", "按时完成月度清单", **(plain | said))


def done(district, unit, count: int, start: int = 0) -> list[UnitTask]:
    """So many other tasks of the unit, handed in in time and accepted."""
    return [
        district.accepted(district.issued("2026-10", f"第 {start + n} 项工作", [unit], due_on=TWELFTH)[0])
        for n in range(count)
    ]


def at_noon(day: date):
    """Noon of that day."""
    return clock.standing_at(clock.at_hour(day, 12))


class TestAMeasureReachesItsThreshold:
    """The task closes itself, and says which records did it."""

    def test_the_unit_that_reached_it_is_done_and_told_the_others_are_not(self, district):
        part, other = measured(district)[:2]
        records = done(district, part.unit, 2)
        clerk = district.clerk(part.unit)
        done(district, other.unit, 1, start=5)
        with at_noon(date(2026, 10, 14)):
            assert prove() == 1
            work_off()
        part.refresh_from_db()
        other.refresh_from_db()
        assert (part.state, part.is_closed_by_system, part.measured) == ("accepted", True, Decimal(2))
        assert part.accepted_at == clock.at_hour(date(2026, 10, 14), 12)
        assert part.accepted_by_id is None
        assert not part.was_late
        evidence = part.submissions.get().evidence.all()
        assert {each.cited for each in evidence} == {each.ref for each in records}
        assert {each.label for each in evidence} == {each.task.title for each in records}
        assert other.state == UnitTaskState.ISSUED
        told = Notice.objects.get(to=clerk.id, kind=ChecklistEvent.CLOSED_BY_RECORD)
        assert "不用报送" in told.title
        assert told.url == f"/tasks/{part.pk}/"

    def test_twice_over_it_changes_nothing_and_it_is_never_opened_again(self, district):
        (part, *_) = measured(district)
        records = done(district, part.unit, 2)
        with at_noon(date(2026, 10, 14)):
            assert [prove(), prove(), job.func(0)] == [1, 0, None]
            assert Event.objects.filter(kind=ChecklistEvent.CLOSED_BY_RECORD).count() == 1
            district.found(records[0], state=UnitTaskState.RETURNED, accepted_at=None, accepted_by=None)
            assert prove() == 0
        part.refresh_from_db()
        assert part.state == UnitTaskState.ACCEPTED

    def test_when_the_fact_goes_away_the_reviewer_is_told_and_the_unit_is_not(self, district):
        (part, *_) = measured(district)
        records = done(district, part.unit, 2)
        with at_noon(date(2026, 10, 14)):
            prove()
            for record in records:
                district.found(record, state=UnitTaskState.RETURNED)
            page = f"/tasks/{part.pk}/"
            seen = self._page(district.reviewer, page)
            assert "已由系统依据 2 条记录办结" in seen
            assert "已不满足办结时的条件" in seen
            assert "已不满足办结时的条件" not in self._page(district.clerk(part.unit), page)

    def _page(self, actor, url: str) -> str:
        return signed_in(Client(), Person.objects.get(pk=actor.id)).get(url).content.decode()

    def test_after_the_deadline_it_is_closed_and_late(self, district):
        (part, *_) = measured(district, due_on=date(2026, 10, 13))
        done(district, part.unit, 2)
        with at_noon(date(2026, 10, 14)):
            prove()
        part.refresh_from_db()
        assert part.was_late

    def test_what_the_unit_handed_in_meanwhile_is_left_to_the_reviewer(self, district):
        (part, *_) = measured(district)
        done(district, part.unit, 2)
        with at_noon(date(2026, 10, 14)):
            actions.submit(part, text="另有说明", by=district.clerk(part.unit))
            assert prove() == 0

    def test_anything_that_happens_lets_it_look_again(self, district):
        (part, *_) = measured(district, threshold=1)
        work = district.issued("2026-10", "一项工作", [part.unit], due_on=TWELFTH)[0]
        with at_noon(date(2026, 10, 9)):
            actions.submit(work, text="完成", by=district.clerk(part.unit))
            work_off()
            part.refresh_from_db()
            assert part.state == UnitTaskState.ISSUED
            work.refresh_from_db()
            actions.accept(work, by=district.reviewer)
            work_off()
        part.refresh_from_db()
        assert part.is_closed_by_system

    def test_nobody_but_the_machine_closes_so(self, district):
        (part, *_) = measured(district)
        with at_noon(TWELFTH):
            assert actions.close_by_record(OCTOBER, [Closing(part.pk, ())], by=district.reviewer) == []
            district.tally("2026-10")
            assert actions.close_by_record(OCTOBER, [Closing(part.pk, ())], by=SYSTEM) == []


class TestWhatShouldBeLittle:
    """Less is better: certain only when the period is over, and then never late."""

    def test_it_waits_for_the_end_of_the_month(self, district):
        (part, *_) = measured(district, LATE, None, due_on=date(2026, 10, 31))
        with at_noon(date(2026, 10, 31)):
            assert prove() == 0
        with at_noon(date(2026, 11, 1)):
            assert prove() == len(district.towns)
        part.refresh_from_db()
        assert (part.state, part.submitted_at, part.was_late, part.light) == ("accepted", None, False, "done")

    def test_whoever_had_too_much_is_not_done(self, district):
        (part, *others) = measured(district, LATE, None, due_on=date(2026, 10, 31))
        work = district.issued("2026-10", "一项工作", [part.unit], due_on=TWELFTH)[0]
        district.accepted(work, days_late=3)
        with at_noon(date(2026, 11, 1)):
            assert prove() == len(others)

    def test_the_tally_closes_what_is_proven_before_anything_lapses(self, district):
        measured(district, LATE, None, due_on=date(2026, 10, 31))
        district.tally("2026-10")
        states = set(UnitTask.objects.values_list("state", flat=True))
        assert states == {UnitTaskState.ACCEPTED}
        assert list(month_end.replay()) == []

    def test_a_share_waits_too_for_it_may_still_fall(self, district):
        (part, *_) = measured(district, "checklists.on_time_share", None, due_on=date(2026, 10, 31))
        done(district, part.unit, 3)
        with at_noon(date(2026, 10, 20)):
            assert prove() == 0


class TestDrafting:
    """A measure that cannot prove is refused when the task is drafted."""

    @pytest.mark.parametrize(
        ("said", "why"),
        [
            ({"measure": "education.learned"}, Why.UNKNOWN_MEASURE),
            ({"measure": "checklists.minutes"}, Why.UNKNOWN_MEASURE),
            ({"measure": IN_TIME}, Why.NO_THRESHOLD),
            ({"measure": LATE}, Why.WAITS_FOR_THE_END),
        ],
    )
    def test_it_is_refused_with_its_reason(self, district, said, why):
        asked = Asked(OCTOBER.first_day, "清单", "全部", date(2026, 10, 20), proof="measure", **said)
        with clock.standing_at(TWELFTH), pytest.raises(Refused, match=why.label):
            actions.draft(asked, office=district.office, by=district.reviewer)

    def test_the_form_takes_a_measure_and_its_threshold_and_says_what_is_wrong(self, district):
        client = signed_in(Client(), Person.objects.get(pk=district.reviewer.id))
        said = {
            "month": "2026-10",
            "title": "按时完成月度清单",
            "groups": ["全部"],
            "due_on": "2026-10-20",
            "weight": "1",
            "minutes": "10",
            "office": district.office.pk,
            "proof": "measure",
        }
        with clock.standing_at(TWELFTH):
            wrong = client.post("/tasks/issuing/new/", said)
            assert wrong.status_code == 422
            assert "请选择指标" in wrong.content.decode()
            wrong = client.post("/tasks/issuing/new/", said | {"measure": LATE})
            assert Why.WAITS_FOR_THE_END.label in wrong.content.decode()
            right = said | {"measure": IN_TIME, "threshold": "2.5"}
            assert client.post("/tasks/issuing/new/", right).status_code == 302
        task = district.office.issued_tasks.get()
        assert (task.measure, task.threshold) == (IN_TIME, Decimal("2.5"))


class TestWhatNeedsNoUpload:
    """The share of tasks closed without an upload is a headline, with its list behind it."""

    def test_the_headline_and_the_list_say_the_same(self, district):
        (part, *_) = measured(district)
        records = done(district, part.unit, 2)
        with at_noon(date(2026, 10, 14)):
            prove()
            said = queries.closed_without_upload(district.reviewer, OCTOBER)
            assert (said.accepted, said.without, said.by_system) == (3, 1, 1)
            assert said.share == Decimal("33.3")
            assert [each.pk for each in queries.closings(district.reviewer, OCTOBER)] == [part.pk]
            client = signed_in(Client(), Person.objects.get(pk=district.reviewer.id))
            assert "33.3" in client.get("/tasks/issued/?month=2026-10").content.decode()
            page = client.get("/tasks/closings/?month=2026-10").content.decode()
            assert "指标达标" in page
            assert records[0].task.title not in page

    def test_citing_counts_when_no_file_came_with_it(self, district):
        unit = district.towns[0]
        (record,) = done(district, unit, 1)
        work = district.issued("2026-10", "另一项工作", [unit])[0]
        with at_noon(date(2026, 10, 14)):
            actions.submit(work, text="同上", cited=[record.ref], by=district.clerk(unit))
            work.refresh_from_db()
            actions.accept(work, by=district.reviewer)
            assert queries.closed_without_upload(district.reviewer, OCTOBER).by_citing == 1

    def test_the_unit_is_told_what_it_could_finish_with_what_is_there(self, district):
        unit = district.towns[0]
        record = district.accepted(district.issued("2026-10", "三务公开情况", [unit])[0])
        asked = district.issued("2026-10", "三务公开情况核查", [unit], due_on=date(2026, 10, 30))[0]
        clerk = district.clerk(unit)
        with at_noon(date(2026, 10, 22)):
            (hand,) = queries.at_hand(clerk, OCTOBER)
            assert (hand.unit_task, hand.record) == (asked, record)
            client = signed_in(Client(), Person.objects.get(pk=clerk.id))
            assert "有 1 项可用已有记录办结" in client.get("/").content.decode()
            page = client.get(f"/tasks/months/2026-10/{unit.pk}/").content.decode()
            assert f"/tasks/{asked.pk}/submission/?cite={record.ref}" in page
            form = client.get(f"/tasks/{asked.pk}/submission/?cite={record.ref}").content.decode()
            assert f'value="{record.ref}"' in form
            assert "checked" in form

    def test_a_measure_that_is_nearly_there_is_told_too(self, district):
        (part, *_) = measured(district, threshold=5)
        done(district, part.unit, 4)
        with at_noon(date(2026, 10, 14)):
            (hand,) = queries.at_hand(district.clerk(part.unit), OCTOBER, part.unit_id)
            assert (hand.measure.code, hand.value) == (IN_TIME, Decimal(4))
