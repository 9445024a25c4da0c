"""Duties at work: versions follow one another, posts answer, records are kept and put right."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import Error, transaction

from lianheng.checklists import actions
from lianheng.checklists.asked import Done
from lianheng.checklists.in_force import book
from lianheng.checklists.models import DutyAssignment, DutyChecklist, DutyItem, DutyRecord
from lianheng.checklists.queries import duties
from lianheng.checklists.standard import standard_duties
from lianheng.checklists.terms import DutyEvent, DutyReason, Proof, UnitTaskState
from lianheng.files.models import Attachment
from lianheng.journal.models import Event
from lianheng.kernel import clock
from lianheng.kernel.measure import known
from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.models import Appointment, Post
from tests.factories.checklists import OCTOBER_19, ClosureFactory, EvidenceFactory, UnitTaskFactory
from tests.factories.documents import pdf
from tests.factories.organisation import PostFactory

OCTOBER, NOVEMBER = Period.month("2026-10"), Period.month("2026-11")
PDF = pdf("minutes")
ON_TIME = known()["checklists.on_time_share"]


@pytest.fixture
def standard(place) -> DutyChecklist:
    """The standard checklist, in force since January."""
    with clock.standing_at(date(2026, 1, 1)):
        found = actions.adopt_standard_duties(by=SYSTEM)
    assert found
    return found


def item(key: str) -> DutyItem:
    """The item of that name in the standard checklist."""
    return DutyItem.objects.get(key=key, checklist__kind="", checklist__version=1)


def done(key: str = "A3-03", month: Period = OCTOBER, day: int = 7, text: str = "抽查二十户") -> Done:
    """What the town says it did."""
    return Done(key, month, date(2026, 10, day), text)


def refused(why: DutyReason, act, /, *args, **said) -> None:
    """The authority says no, for this reason."""
    with pytest.raises(Refused) as refusal:
        act(*args, **said)
    assert refusal.value.reason == why


# Versions.


def test_the_standard_checklist_is_adopted_once_as_the_table_says(standard):
    assert [each.wording for each in standard.items.all()] == sorted(
        standard_duties(), key=lambda each: (each.area, each.number)
    )
    assert actions.adopt_standard_duties(by=SYSTEM) is None
    assert DutyChecklist.objects.count() == 1


def test_for_the_time_before_the_installation_began_there_is_a_version_too(place):
    with clock.standing_at(date(2026, 11, 25)):
        later = actions.adopt_standard_duties(by=SYSTEM)
    with clock.standing_at(date(2026, 1, 1)):
        earlier = actions.adopt_standard_duties(by=SYSTEM)
        assert actions.adopt_standard_duties(by=SYSTEM) is None
    assert later
    assert earlier
    assert (earlier.version, earlier.period) == (2, Period.month("2026-01"))
    assert book().version("township", Period.month("2026-12")) == later
    assert book().version("township", Period.month("2026-11")) == earlier


def test_the_standard_checklist_begins_with_a_whole_month(place):
    with clock.standing_at(date(2026, 10, 8)):
        found = actions.adopt_standard_duties(by=SYSTEM)
    assert found
    assert found.period == NOVEMBER


def test_an_adopted_version_is_frozen_by_the_database(standard):
    for change in (
        lambda: DutyChecklist.objects.update(reason="另有说法"),
        lambda: DutyItem.objects.update(title="另一件事"),
        lambda: DutyItem.objects.filter(key="A1-01").delete(),
        lambda: DutyItem.objects.create(checklist=standard, area="a1", key="A1-99", number=9, title="补一条"),
        lambda: DutyChecklist.objects.all().delete(),
    ):
        with pytest.raises(Error), transaction.atomic():
            change()


def test_a_version_for_townships_begins_as_a_copy_and_counts_from_a_month_to_come(place, standard):
    draft = actions.prepare_duties("township", by=place.scorer)
    assert len(draft.items.all()) == 26
    added = replace(item("A3-03").wording, key="", title="暗访", area="a3")
    made = actions.word_duty(draft, added, by=place.scorer)
    assert made.key == "A3-06"
    actions.adopt_duties(draft, from_month=NOVEMBER, reason="年中调整", by=place.leader)
    found = book()
    assert len(found.items("township", OCTOBER)) == 26
    assert len(found.items("township", NOVEMBER)) == 27
    assert len(found.items("soe", NOVEMBER)) == 26


def test_a_lasting_name_is_never_used_twice_over_all_kinds(place, standard):
    new = replace(item("A3-03").wording, key="")
    for kind, key in (("township", "A3-06"), ("soe", "A3-07")):
        draft = actions.prepare_duties(kind, by=place.scorer)
        assert actions.word_duty(draft, new, by=place.scorer).key == key


def test_a_version_is_adopted_by_the_leader_for_a_month_to_come_with_a_reason_and_a_change(place, standard):
    draft = actions.prepare_duties("", by=place.scorer)
    adopt = actions.adopt_duties
    refused(DutyReason.NOT_LEADER, adopt, draft, from_month=NOVEMBER, reason="调整", by=place.scorer)
    refused(DutyReason.NOT_FUTURE, adopt, draft, from_month=OCTOBER, reason="调整", by=place.leader)
    refused(DutyReason.REASON_MISSING, adopt, draft, from_month=NOVEMBER, reason=" ", by=place.leader)
    refused(DutyReason.NOTHING_CHANGED, adopt, draft, from_month=NOVEMBER, reason="调整", by=place.leader)
    actions.strike_duty(draft, "A3-05", by=place.scorer)
    adopted = adopt(draft, from_month=NOVEMBER, reason="调整", by=place.leader)
    assert adopted.version == 2
    refused(DutyReason.ALREADY_ADOPTED, adopt, adopted, from_month=NOVEMBER, reason="再", by=place.leader)
    refused(DutyReason.ALREADY_ADOPTED, actions.strike_duty, adopted, "A3-04", by=place.leader)


def test_there_is_one_draft_for_a_kind_and_it_can_be_dropped(place, standard):
    draft = actions.prepare_duties("", by=place.scorer)
    refused(DutyReason.ALREADY_PREPARED, actions.prepare_duties, "", by=place.leader)
    actions.drop_duties(draft, by=place.leader)
    assert not DutyChecklist.objects.drafts().exists()
    assert Event.objects.filter(kind=DutyEvent.DROPPED).count() == 1


def test_an_item_that_cannot_be_carried_out_is_not_kept(place, standard):
    draft = actions.prepare_duties("", by=place.scorer)
    wrong = replace(item("A3-03").wording, months=(1, 2))
    refused(DutyReason.MONTHS_DO_NOT_FIT, actions.word_duty, draft, wrong, by=place.scorer)


# Posts.


def test_the_post_answers_and_stays_when_the_person_leaves(place, standard):
    town = place.towns[0]
    post = Post.objects.get(unit=town)
    actions.assign_duties(town, {"A3-03": post.pk}, by=place.town)
    assert duties.responsible_for(place.town, town)["A3-03"].word == ""
    Appointment.objects.filter(post=post).update(to_on=date(2026, 10, 7))
    found = duties.responsible_for(place.leader, town)["A3-03"]
    assert (found.post, found.is_missing, found.word) == (post, True, "空缺")


def test_a_duty_passes_to_another_post_from_the_day_it_is_said(place, standard):
    town = place.towns[0]
    first, second = PostFactory(unit=town), PostFactory(unit=town, name="副书记")
    with clock.standing_at(date(2026, 10, 1)):
        assert actions.assign_duties(town, {"A3-03": first.pk, "A3-04": first.pk}, by=place.town) == 2
    assert actions.assign_duties(town, {"A3-03": second.pk, "A3-04": first.pk}, by=place.town) == 1
    days = list(DutyAssignment.objects.filter(key="A3-03").values_list("post", "from_on", "to_on"))
    assert days == [
        (first.pk, date(2026, 10, 1), date(2026, 10, 7)),
        (second.pk, date(2026, 10, 8), None),
    ]
    assert actions.assign_duties(town, {"A3-03": None}, by=place.town) == 1
    assert "A3-03" not in duties.responsible_for(place.town, town)


def test_only_the_unit_s_own_posts_answer_and_only_its_head_says_so(place, standard):
    town, theirs = place.towns[0], PostFactory(unit=place.towns[1])
    refused(DutyReason.NOT_YOUR_POST, actions.assign_duties, town, {"A3-03": theirs.pk}, by=place.town)
    refused(DutyReason.NOT_UNIT_HEAD, actions.assign_duties, town, {"A3-03": None}, by=place.town_clerk)


def test_what_nobody_answers_for_is_counted_a_vacant_post_included(place, standard):
    town = place.towns[0]
    assert duties.duties_without_anybody(place.town, town.pk).count() == 26
    held, vacant = Post.objects.get(unit=town), PostFactory(unit=town, name="空岗")
    actions.assign_duties(town, {"A3-03": held.pk, "A3-04": vacant.pk}, by=place.town)
    assert duties.duties_without_anybody(place.town, town.pk).count() == 25


# Records.


def test_a_unit_records_what_it_did_once_for_a_period(place, standard):
    town = place.towns[0]
    kept = actions.record_duty(town, done(), by=place.town_clerk)
    assert (kept.due_on, kept.was_late, kept.item) == (date(2026, 10, 25), False, item("A3-03"))
    again = actions.record_duty(town, done(text="抽查三十户"), by=place.town)
    assert again.pk == kept.pk
    assert DutyRecord.objects.get().text == "抽查三十户"
    kinds = Event.objects.filter(ref_kind="checklists.dutyrecord").values_list("kind", flat=True)
    assert list(kinds) == [DutyEvent.RECORDED, DutyEvent.CORRECTED]


def test_late_is_what_the_server_s_clock_says_whatever_day_is_typed(place, standard):
    town = place.towns[0]
    with clock.standing_at(date(2026, 10, 26)):
        kept = actions.record_duty(town, done(day=20), by=place.town_clerk)
    assert kept.was_late


def test_a_correction_does_not_make_a_record_later_than_it_was(place, standard):
    town = place.towns[0]
    actions.record_duty(town, done(), by=place.town_clerk)
    with clock.standing_at(date(2026, 10, 28)):
        kept = actions.record_duty(town, done(text="补充名单"), by=place.town_clerk)
    assert not kept.was_late
    assert kept.corrected_at is not None


def test_nothing_is_recorded_or_corrected_once_the_month_is_closed(place, standard):
    town = place.towns[0]
    actions.record_duty(town, done(), by=place.town_clerk)
    ClosureFactory()
    refused(DutyReason.MONTH_CLOSED, actions.record_duty, town, done(text="改"), by=place.town_clerk)
    refused(DutyReason.MONTH_CLOSED, actions.record_duty, town, done("A3-04"), by=place.town_clerk)
    kept = actions.record_duty(
        town, done("A1-04", Period.month("2026-12")), cited=[cite(town)], by=place.town
    )
    assert kept.is_counted


def cite(town) -> Ref:
    """A task that the town finished."""
    return UnitTaskFactory(
        unit=town, state=UnitTaskState.ACCEPTED, submitted_at=OCTOBER_19, accepted_at=OCTOBER_19
    ).ref


@pytest.mark.parametrize("day", [date(2026, 9, 30), date(2026, 10, 9)])
def test_the_day_lies_in_the_period_and_not_ahead(place, standard, day):
    said = Done("A3-03", OCTOBER, day, "抽查二十户")
    refused(DutyReason.NOT_THAT_DAY, actions.record_duty, place.towns[0], said, by=place.town)


def test_a_quarter_s_duty_is_recorded_ahead_of_its_month_but_next_month_s_is_not(place, standard):
    town = place.towns[0]
    ahead = Done("A2-02", Period.month("2026-12"), date(2026, 10, 7), "已收集各村材料")
    assert actions.record_duty(town, ahead, by=place.town).due_on == date(2026, 12, 28)
    refused(DutyReason.NOT_BEGUN, actions.record_duty, town, done(month=NOVEMBER), by=place.town)
    wrong_month = Done("A2-02", NOVEMBER, date(2026, 10, 7), "已收集")
    refused(DutyReason.NOT_IN_FORCE, actions.record_duty, town, wrong_month, by=place.town)
    unknown = Done("A9-01", OCTOBER, date(2026, 10, 7), "已收集")
    refused(DutyReason.NOT_IN_FORCE, actions.record_duty, town, unknown, by=place.town)


def test_what_is_done_as_needed_is_recorded_in_its_month(place, standard):
    kept = actions.record_duty(place.towns[0], done("A4-03"), by=place.town)
    assert (kept.due_on, kept.was_late) == (None, False)


def test_words_or_a_file_or_a_record_show_what_was_done(place, standard, tmp_path, monkeypatch):
    monkeypatch.setenv("LIANHENG_HOME", str(tmp_path))
    town = place.towns[0]
    refused(DutyReason.NOTHING_SAID, actions.record_duty, town, done(text=" "), by=place.town)
    assert not DutyRecord.objects.exists()
    file = SimpleUploadedFile("纪要.pdf", PDF)
    kept = actions.record_duty(town, done(text=""), uploads=[file], by=place.town)
    assert Attachment.objects.filter(ref_kind="checklists.dutyrecord", ref_id=kept.pk).count() == 1


def test_an_item_proved_by_records_cites_one_of_the_unit_s_own(place, standard):
    town = place.towns[0]
    said = done("A5-04", Period.month("2026-12"))
    refused(DutyReason.RECORD_MISSING, actions.record_duty, town, said, by=place.town)
    theirs = cite(place.towns[1])
    refused(DutyReason.NOT_CITABLE, actions.record_duty, town, said, cited=[theirs], by=place.town)
    kept = actions.record_duty(town, said, cited=[cite(town)], by=place.town)
    assert [each.ref_kind for each in kept.citations.all()] == ["checklists.unittask"]


def test_a_correction_says_anew_what_is_cited(place, standard):
    town = place.towns[0]
    first, second = cite(town), cite(town)
    kept = actions.record_duty(town, done(), cited=[first], by=place.town)
    actions.record_duty(town, done(), cited=[second], by=place.town)
    assert [each.cited for each in kept.citations.all()] == [second]


def test_several_items_are_written_down_at_once_or_none(place, standard):
    town = place.towns[0]
    kept = actions.record_duties(town, [done("A3-03"), done("A3-04"), done("A4-05")], by=place.town_clerk)
    assert len(kept) == 3
    assert Event.objects.filter(kind=DutyEvent.RECORDED).count() == 3
    again = [done("A5-02"), done("A3-03")]
    refused(DutyReason.ALREADY_RECORDED, actions.record_duties, town, again, by=place.town_clerk)
    twice = [done("A5-02"), done("A5-02")]
    refused(DutyReason.ALREADY_RECORDED, actions.record_duties, town, twice, by=place.town_clerk)
    silent = [done("A5-02", text="")]
    refused(DutyReason.NOTHING_SAID, actions.record_duties, town, silent, by=place.town_clerk)
    assert DutyRecord.objects.count() == 3


def test_a_record_made_by_mistake_is_withdrawn_and_may_be_made_again(place, standard):
    town = place.towns[0]
    kept = actions.record_duty(town, done(), by=place.town)
    actions.withdraw_duty_record(kept, by=place.town)
    assert not DutyRecord.objects.counted().exists()
    with clock.standing_at(date(2026, 10, 27)):
        again = actions.record_duty(town, done(), by=place.town)
    assert (again.pk, again.is_counted, again.was_late) == (kept.pk, True, True)


def test_a_record_that_proves_a_task_is_not_withdrawn(place, standard):
    kept = actions.record_duty(place.towns[0], done(), by=place.town)
    EvidenceFactory(ref_kind="checklists.dutyrecord", ref_id=kept.pk)
    refused(DutyReason.IS_CITED, actions.withdraw_duty_record, kept, by=place.town)


def test_a_neighbour_records_nothing_for_others(place, standard):
    refused(DutyReason.NOT_YOUR_UNIT, actions.record_duty, place.towns[0], done(), by=place.neighbour)


# Measures.


@pytest.fixture
def counted(place, standard) -> DutyItem:
    """An item that a measure proves, in force for townships from November."""
    draft = actions.prepare_duties("township", by=place.scorer)
    wording = replace(
        item("A3-03").wording,
        key="",
        proof=Proof.MEASURE,
        measure="checklists.on_time_share",
        target=Decimal(90),
    )
    made = actions.word_duty(draft, wording, by=place.scorer)
    actions.adopt_duties(draft, from_month=NOVEMBER, reason="减少材料", by=place.leader)
    return made


def test_a_measure_proves_the_duty_of_whoever_reached_the_target(place, counted):
    one, two, three = (town.pk for town in place.towns)
    due = counted.due_in(NOVEMBER)
    with clock.standing_at(date(2026, 11, 20)):
        values = {one: Decimal(90), two: Decimal("89.99"), three: None}
        assert actions.count_duty(counted, due, ON_TIME, values, by=SYSTEM) == 1
        kept = DutyRecord.objects.get()
        assert (kept.unit_id, kept.value, kept.recorded_by) == (one, Decimal(90), None)
        assert actions.count_duty(counted, due, ON_TIME, values, by=SYSTEM) == 0


def test_what_should_be_little_is_reached_from_above(place, counted):
    one, two = (town.pk for town in place.towns[:2])
    late, due = known()["checklists.late"], counted.due_in(NOVEMBER)
    with clock.standing_at(date(2026, 11, 20)):
        actions.count_duty(counted, due, late, {one: Decimal(90), two: Decimal(91)}, by=SYSTEM)
    assert [each.unit_id for each in DutyRecord.objects.all()] == [one]


def test_whoever_falls_below_again_has_not_done_it(place, counted):
    town, due = place.towns[0].pk, counted.due_in(NOVEMBER)
    with clock.standing_at(date(2026, 11, 20)):
        for value, stands in ((95, True), (80, False), (90, True)):
            actions.count_duty(counted, due, ON_TIME, {town: Decimal(value)}, by=SYSTEM)
            assert DutyRecord.objects.get().is_counted is stands


def test_a_measure_changes_nothing_in_a_closed_month(place, counted):
    ClosureFactory(month=NOVEMBER.first_day)
    due = counted.due_in(NOVEMBER)
    assert actions.count_duty(counted, due, ON_TIME, {place.towns[0].pk: Decimal(100)}, by=SYSTEM) == 0
    assert not DutyRecord.objects.exists()


def test_what_a_measure_proves_nobody_records_by_hand(place, counted):
    with clock.standing_at(date(2026, 11, 20)):
        said = Done(counted.key, NOVEMBER, date(2026, 11, 20), "已完成")
        refused(DutyReason.COUNTED_BY_MEASURE, actions.record_duty, place.towns[0], said, by=place.town)
