"""A duty and its year: it comes into force, a post answers, work is recorded once and serves the list too."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from lianheng.checklists import actions, queries
from lianheng.checklists.asked import Done
from lianheng.checklists.measures import MEASURES
from lianheng.checklists.models import DutyItem, DutyRecord, Task
from lianheng.checklists.queries import duties
from lianheng.checklists.terms import DutyEvent, Light, Proof, UnitTaskState
from lianheng.flows import duties as flow
from lianheng.flows.reactions import work_off
from lianheng.journal.models import Event
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Refused
from lianheng.notices.models import Notice
from lianheng.organisation.models import Appointment, Person, Post
from lianheng.organisation.terms import Role
from tests.factories.organisation import actor_in, actor_of

SEPTEMBER, OCTOBER, NOVEMBER = (Period.month(f"2026-{month}") for month in ("09", "10", "11"))


@pytest.fixture
def in_force(district):
    """The machine found the district on the last of August; the checklist is in force from September."""
    with clock.standing_at(date(2026, 8, 31)):
        flow.keep_up()
    return district


def light(district, town, key: str, on: date) -> Light:
    """How this duty of October stands on that day."""
    with clock.standing_at(on):
        book = duties.workbook(district.leader, town.pk, OCTOBER)
    return next(each.first.light for each in book.lines if each.item.key == key)


def test_one_record_serves_the_duty_and_the_task(in_force):
    """The office drafts from what falls due; the unit records once; the record proves the task."""
    district, town = in_force, in_force.towns[0]
    clerk = district.clerk(town)
    with clock.standing_at(date(2026, 10, 8)):
        (asked,) = duties.duties_to_ask(district.reviewer, OCTOBER, ["A3-03"])
        task = actions.draft(asked, office=district.office, by=district.reviewer)
        actions.issue([task], by=district.reviewer)
    with clock.standing_at(date(2026, 10, 20)):
        kept = actions.record_duty(
            town, Done("A3-03", OCTOBER, date(2026, 10, 19), "抽查补贴二十户, 疑点两户已移交"), by=clerk
        )
        part = Task.objects.get().unit_tasks.select_related("unit", "office", "task").get(unit=town)
        actions.submit(part, text="", cited=[kept.ref], by=clerk)
        part.refresh_from_db()
        actions.accept(part, is_evidence_missing=False, by=district.reviewer)
    part.refresh_from_db()
    assert part.state == UnitTaskState.ACCEPTED
    assert light(district, town, "A3-03", date(2026, 10, 31)) == Light.DONE
    assert [each.pk for each in duties.duty_sheet(district.leader, kept.pk).proves] == [part.pk]
    assert queries.submission_or_404(district.reviewer, part.submissions.get().pk)


def test_a_duty_goes_from_calm_to_overdue_and_is_missed_once_the_month_is_tallied(in_force):
    district, town = in_force, in_force.towns[0]
    district.issued("2026-10")
    days = (date(2026, 10, 9), date(2026, 10, 21), date(2026, 10, 26))
    assert [light(district, town, "A3-03", day) for day in days] == [Light.CALM, Light.NEAR, Light.OVERDUE]
    district.tally("2026-10")
    with clock.standing_at(date(2026, 11, 3)), pytest.raises(Refused):
        actions.record_duty(town, Done("A3-03", OCTOBER, date(2026, 10, 20), "补登"), by=district.clerk(town))
    with clock.standing_at(date(2026, 11, 3)):
        book = duties.workbook(district.leader, town.pk, OCTOBER)
    assert {each.first.word for each in book.lines} == {"未履行"}


def test_when_the_person_leaves_the_post_keeps_the_duty_and_the_successor_finds_it(in_force):
    district, town = in_force, in_force.towns[0]
    head = actor_in(town, Role.UNIT_HEAD)
    post = Post.objects.filter(unit=town).first()
    with clock.standing_at(date(2026, 9, 1)):
        actions.assign_duties(town, {"A3-03": post.pk}, by=head)
    Appointment.objects.filter(post=post).update(to_on=date(2026, 9, 30))
    with clock.standing_at(date(2026, 10, 8)):
        vacant = duties.post_book(district.leader, post.pk)
        assert (vacant.people, [line.item.key for line in vacant.lines]) == ([], ["A3-03"])
        successor = actor_in(town, Role.UNIT_CLERK)
        Appointment.objects.filter(person=successor.id).update(post=post)
        person = Person.objects.get(pk=successor.id)
        assert duties.post_book(actor_of(person), post.pk).people == [person]


@pytest.fixture
def on_time(in_force) -> DutyItem:
    """Townships get a version of their own from October, in which a measure proves one item."""
    district = in_force
    with clock.standing_at(date(2026, 9, 10)):
        draft = actions.prepare_duties("township", by=district.scorer)
        wording = replace(
            draft.items.get(key="A3-03").wording,
            key="",
            title="任务按时办结",
            proof=Proof.MEASURE,
            measure="checklists.on_time_share",
            target=Decimal(90),
            day=28,
        )
        item = actions.word_duty(draft, wording, by=district.scorer)
        actions.adopt_duties(draft, from_month=OCTOBER, reason="减少材料", by=district.leader)
    return item


def test_a_measure_does_the_duty_of_whoever_works_in_time(in_force, on_time):
    district = in_force
    parts = district.issued("2026-10")
    district.accepted(parts[0])
    district.accepted(parts[1], days_late=2)
    with clock.standing_at(date(2026, 10, 30)):
        assert flow.keep_up() == 1
        assert flow.keep_up() == 0
    kept = DutyRecord.objects.get(key=on_time.key)
    assert (kept.unit_id, kept.recorded_by) == (district.towns[0].pk, None)
    assert light(district, district.towns[0], on_time.key, date(2026, 10, 31)) == Light.DONE
    assert light(district, district.towns[1], on_time.key, date(2026, 10, 31)) == Light.OVERDUE


def test_at_the_tally_measures_are_looked_at_a_last_time(in_force, on_time):
    district = in_force
    district.accepted(district.issued("2026-10")[0])
    assert not DutyRecord.objects.exists()
    district.tally("2026-10")
    kept = DutyRecord.objects.get()
    assert (kept.unit_id, kept.is_counted, kept.was_late) == (district.towns[0].pk, True, False)


def test_the_heads_are_told_of_a_new_version_and_led_to_their_posts(district):
    head = actor_in(district.towns[0], Role.UNIT_HEAD)
    with clock.standing_at(date(2026, 8, 31)):
        flow.keep_up()
        work_off()
    told = Notice.objects.get(to=head.id)
    assert "2026年9月" in told.title
    assert told.url == f"/duties/{district.towns[0].pk}/posts/"


def test_nothing_is_owed_before_the_checklist_is_in_force(in_force):
    district, town = in_force, in_force.towns[0]
    inspection = next(each for each in MEASURES if each.code == "checklists.duties_inspection")
    with clock.standing_at(date(2026, 10, 31)):
        assert inspection.values(Period.month("2026-08"), [town.pk])[town.pk] is None
        assert inspection.values(Period.parse("2026"), [town.pk])[town.pk] == Decimal("0.00")
        assert duties.workbook(district.leader, town.pk, Period.month("2026-08")).times == []


def test_an_empty_installation_has_no_checklist_yet(db):
    assert flow.keep_up() == 0
    assert not Event.objects.filter(kind=DutyEvent.ADOPTED).exists()
