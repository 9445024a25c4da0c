"""催办: who was reminded, in which words, and when each read it; never those who handed in."""

from datetime import date

import pytest
from django.test import Client

from lianheng.checklists import actions
from lianheng.checklists.models import Reminded, Reminder
from lianheng.checklists.terms import ChecklistEvent
from lianheng.checklists.terms import ChecklistReason as Why
from lianheng.flows.reactions import work_off
from lianheng.kernel import clock
from lianheng.kernel.verdict import Refused
from lianheng.notices import actions as notices
from lianheng.notices.models import Notice
from lianheng.organisation.models import Person
from tests.factories.organisation import signed_in

FRIDAY, SATURDAY, MONDAY = date(2026, 10, 16), date(2026, 10, 17), date(2026, 10, 19)


@pytest.fixture
def three(district):
    """Three townships were asked; the first has handed in, the third has nobody to tell."""
    parts = district.issued("2026-10", units=district.towns[:3])
    district.second = district.clerk(parts[1].unit)
    with clock.standing_at(date(2026, 10, 15)):
        actions.submit(parts[0], text="完成", by=district.clerk(parts[0].unit))
    district.task = parts[0].task
    district.parts = parts
    return district


def browser(actor) -> Client:
    """A browser in which this person is signed in."""
    return signed_in(Client(), Person.objects.get(pk=actor.id))


def test_only_those_who_have_not_handed_in_are_told(three):
    with clock.standing_at(FRIDAY):
        reminder = actions.remind(three.task, words="请抓紧", by=three.reviewer)
        work_off()
    told = Notice.objects.filter(kind=ChecklistEvent.REMINDED)
    assert [each.to_id for each in told] == [three.second.id]
    assert "请抓紧" in told[0].title
    assert told[0].event_id == reminder.event_id
    assert told[0].url == f"/tasks/{three.parts[1].pk}/"
    assert set(Reminded.objects.values_list("unit_task_id", "person_id")) == {
        (three.parts[1].pk, three.second.id),
        (three.parts[2].pk, None),
    }


def test_the_page_says_to_whom_it_went_and_when_each_read_it(three):
    with clock.standing_at(FRIDAY):
        url = f"/tasks/issued/{three.task.pk}/reminders/"
        client = browser(three.reviewer)
        assert "将通知 2 个未提交的单位" in client.get(url).content.decode()
        assert client.post(url, {"words": ""}).status_code == 302
        assert "发送中" in client.get(url).content.decode()
        work_off()
        page = client.get(url).content.decode()
        assert "未阅" in page
        assert "没有可通知的人" in page
        notice = Notice.objects.get(kind=ChecklistEvent.REMINDED)
        with clock.standing_at(clock.at_hour(FRIDAY, 14, 30)):
            notices.read(notice, by=three.second)
        page = client.get(url).content.decode()
        assert "10-16 14:30" in page
        assert "1 / 2 人已阅" in page


def test_not_more_often_than_once_a_working_day(three):
    with clock.standing_at(FRIDAY):
        actions.remind(three.task, by=three.reviewer)
    for day in (FRIDAY, SATURDAY):
        with clock.standing_at(day), pytest.raises(Refused, match=Why.REMINDED_TODAY.label):
            actions.remind(three.task, by=three.reviewer)
    with clock.standing_at(MONDAY):
        actions.remind(three.task, by=three.reviewer)
    assert Reminder.objects.count() == 2


def test_when_all_have_handed_in_there_is_nobody_to_remind(three):
    for part in three.parts[1:]:
        three.accepted(part)
    with clock.standing_at(FRIDAY), pytest.raises(Refused, match=Why.NOBODY_TO_REMIND.label):
        actions.remind(three.task, by=three.reviewer)


def test_the_row_of_the_list_leads_to_reminding_and_says_how_many_will_be_told(three):
    with clock.standing_at(FRIDAY):
        client = browser(three.reviewer)
        page = client.get("/tasks/issued/").content.decode()
        assert "催办 2 个" in page
        page = client.get(f"/tasks/issued/{three.task.pk}/reminders/").content.decode()
        assert "将通知 2 个未提交的单位" in page
        client.post(f"/tasks/issued/{three.task.pk}/reminders/", {"words": ""})
        page = client.get("/tasks/issued/").content.decode()
        assert "催办 2 个" not in page


def test_the_unit_finds_it_in_what_happened_to_its_task_and_the_others_do_not(three):
    with clock.standing_at(FRIDAY):
        actions.remind(three.task, words="请抓紧", by=three.reviewer)
        mine = browser(three.second).get(f"/tasks/{three.parts[1].pk}/").content.decode()
        assert "催办" in mine
        assert "请抓紧" in mine
        done = browser(three.clerk(three.parts[0].unit)).get(f"/tasks/{three.parts[0].pk}/").content.decode()
        assert "请抓紧" not in done


def test_a_unit_reads_of_the_receipts_its_own_alone(three):
    with clock.standing_at(FRIDAY):
        actions.remind(three.task, by=three.reviewer)
        page = browser(three.second).get(f"/tasks/issued/{three.task.pk}/reminders/").content.decode()
        assert three.second.name in page
        assert str(three.parts[2].unit) not in page
        answer = browser(three.second).post(f"/tasks/issued/{three.task.pk}/reminders/", {"words": ""})
        assert answer.status_code == 409
