"""The pages of talks: who finds what, what was typed stays, a refusal says why."""

from datetime import date

import pytest

from lianheng.journal.models import Event
from lianheng.kernel import clock
from lianheng.papers.reading import read
from lianheng.papers.terms import PaperEvent
from lianheng.talks.models import Talk
from tests.factories import talks as made
from tests.factories.notices import NoticeFactory
from tests.factories.organisation import signed_in

PROMISES = {"promises-TOTAL_FORMS": "3", "promises-INITIAL_FORMS": "0"}


def _text(response) -> str:
    return response.content.decode()


def post(client, world, who, talk, noun, **typed):
    return signed_in(client, world.people[who]).post(f"/talks/{talk.pk}/{noun}/", typed, follow=True)


def plan(world, **said):
    return {
        "at": "2026-11-09T15:00",
        "place": "谈话室",
        "led_by": world.people["deputy"].pk,
        "second": world.people["second"].pk,
        "recorder": world.people["recorder"].pk,
    } | said


def test_a_talk_goes_through_its_pages_from_proposal_to_closing(world, client):
    talk = world.talk()
    assert "待安排" in _text(signed_in(client, world.people["deputy"]).get(f"/talks/{talk.pk}/"))
    post(client, world, "deputy", talk, "plan", **plan(world))
    draft = _text(client.get(f"/talks/{talk.pk}/notice/"))
    assert "王晓明同志" in draft
    assert "2026-11-09 15:00" in draft
    post(client, world, "deputy", talk, "notice", notice="请按时到场说明情况")
    with clock.standing_at(clock.at_hour(date(2026, 11, 9), 17)):
        typed = {"held_at": "2026-11-09T15:00", "said": "指出两项任务逾期", "taken_down": "接受"}
        typed |= {"promises-0-what": "补齐台账", "promises-0-due_on": "2026-11-30"} | PROMISES
        assert "待本人核对" in _text(post(client, world, "recorder", talk, "record", **typed))
        answered = post(
            client, world, "head", talk, "confirmation", stance="disagrees", words="第二项不归我们"
        )
        assert "第二项不归我们" in _text(answered)
        for who in ("deputy", "second", "recorder"):
            assert world.people[who].name in _text(post(client, world, who, talk, "signature"))
        promise = Talk.objects.get(pk=talk.pk).commitments.get()
        signed_in(client, world.people["head"]).post(
            f"/talks/commitments/{promise.pk}/report/", {"report": "台账已补"}
        )
        signed_in(client, world.people["deputy"]).post(f"/talks/commitments/{promise.pk}/kept/")
        closed = _text(post(client, world, "deputy", talk, "closure", closing="已落实"))
    assert "按期兑现 1 项" in closed
    assert "已办结" in closed


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"at": "2026-11-01T09:00"}, "谈话时间须在此刻之后"),
        ({"at": ""}, "必填"),
        ({"second": "0"}, "谈话室"),
        ({"place": ""}, "谈话地点"),
    ],
)
def test_a_plan_that_cannot_be_keeps_what_was_typed(world, client, typed, said):
    response = post(client, world, "deputy", world.talk(), "plan", **plan(world, **typed))
    assert response.status_code == 422
    assert said in _text(response)
    assert Talk.objects.get().state == "proposed"


def test_who_leads_cannot_be_chosen_as_the_second_talker(world, client):
    leader = world.people["leader"].pk
    response = post(
        client, world, "leader", world.talk(), "plan", **plan(world, led_by=leader, second=leader)
    )
    assert response.status_code == 422
    assert "须由两人以上谈话" in _text(response)


def test_a_record_with_half_a_promise_is_returned_to_be_written(world, client):
    talk = world.talk(made.NotifiedTalkFactory)
    typed = {"held_at": "2026-11-04T15:00", "said": "谈了很久", "promises-0-what": "补齐台账"} | PROMISES
    response = post(client, world, "recorder", talk, "record", **typed)
    assert response.status_code == 422
    assert "谈了很久" in _text(response)
    assert "补齐台账" in _text(response)


def test_a_record_of_what_is_still_to_come_is_refused_at_the_form(world, client):
    talk = world.talk(made.NotifiedTalkFactory)
    typed = {"held_at": "2026-11-30T15:00", "said": "还没谈"} | PROMISES
    response = post(client, world, "recorder", talk, "record", **typed)
    assert response.status_code == 422
    assert "谈话时间不能晚于此刻" in _text(response)
    assert "还没谈" in _text(response)


def test_a_record_that_is_put_right_starts_from_what_stands_there(world, client):
    talk = world.talk(made.HeldTalkFactory)
    made.CommitmentFactory(talk=talk, what="每周调度一次")
    page = _text(signed_in(client, world.people["recorder"]).get(f"/talks/{talk.pk}/record/"))
    assert talk.record in page
    assert "每周调度一次" in page
    typed = {"held_at": "2026-11-04T15:00", "said": "更正后的记录", "promises-0-what": "每周调度一次"}
    typed |= {"promises-0-due_on": "2026-12-31"} | PROMISES | {"promises-INITIAL_FORMS": "1"}
    post(client, world, "recorder", talk, "record", **typed)
    talk.refresh_from_db()
    assert talk.record == "更正后的记录"
    assert talk.commitments.get().due_on == date(2026, 12, 31)


def test_disagreeing_without_a_word_is_asked_for_the_word(world, client):
    response = post(
        client, world, "head", world.talk(made.HeldTalkFactory), "confirmation", stance="disagrees", words=""
    )
    assert response.status_code == 422
    assert "请写下本人意见" in _text(response)


def test_the_person_concerned_reads_the_record_before_the_answer(world, client):
    talk = world.talk(made.HeldTalkFactory, taken_down="当时说的话")
    page = _text(signed_in(client, world.people["head"]).get(f"/talks/{talk.pk}/confirmation/"))
    assert talk.record in page
    assert "当时说的话" in page


@pytest.mark.parametrize("noun", ["confirmation", "plan", "notice", "closure", "record"])
def test_what_may_not_be_done_now_says_why(world, client, noun):
    response = signed_in(client, world.people["leader"]).get(
        f"/talks/{world.talk(made.HeldTalkFactory).pk}/{noun}/"
    )
    assert response.status_code == 409


@pytest.mark.parametrize("who", ["clerk", "stranger", "scorer", "neighbour", "admin", "auditor"])
def test_for_everybody_else_there_is_no_such_talk(world, client, who):
    talk = world.talk(made.ConfirmedTalkFactory)
    promise = made.CommitmentFactory(talk=talk)
    signed_in(client, world.people[who])
    for address in (f"/talks/{talk.pk}/", f"/talks/{talk.pk}/record/", f"/talks/commitments/{promise.pk}/"):
        assert client.get(address).status_code == 404
    assert world.people["head"].name not in _text(client.get("/talks/"))
    assert world.people["head"].name not in _text(client.get("/talks/?state=settled"))


def test_a_talk_past_its_day_is_shown_as_overdue(world, client):
    world.talk(made.NotifiedTalkFactory)
    signed_in(client, world.people["deputy"])
    assert "逾期 1 天" in _text(client.get("/talks/"))
    assert "逾期 1 天" in _text(client.get("/"))


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ("", True), ("?kind=reminder", True), ("?kind=summons", False), ("?search=晓明", True),
        ("?search=无此人", False), ("?state=settled", False), ("?kind=nonsense&page=x&search=%00", True),
        ("?page=99999", False),
    ],
)  # fmt: skip
def test_the_list_is_filtered(world, client, asked, is_found):
    world.talk()
    page = _text(signed_in(client, world.people["deputy"]).get(f"/talks/{asked}"))
    assert ("王晓明" in page) == is_found


def test_when_the_notice_was_read_is_said_and_the_person_can_say_it(world, client):
    talk = world.talk(made.NotifiedTalkFactory)
    told = {
        "kind": "talks.notified",
        "ref_kind": "talks.talk",
        "ref_id": talk.pk,
        "url": f"/talks/{talk.pk}/",
    }
    notice = NoticeFactory(to=world.people["head"], title="谈话提醒通知", **told)
    assert "本人尚未阅读" in _text(signed_in(client, world.people["deputy"]).get(f"/talks/{talk.pk}/"))
    signed_in(client, world.people["head"])
    assert "已阅知" in _text(client.get(f"/talks/{talk.pk}/"))
    assert "已阅知" not in _text(client.post(f"/notices/{notice.pk}/reading/", follow=True))
    assert "本人 2026-11-05 09:00 阅读" in _text(client.get(f"/talks/{talk.pk}/"))


def test_a_promise_leads_to_its_talk(world, client):
    promise = made.CommitmentFactory(talk=world.talk(made.ConfirmedTalkFactory))
    response = signed_in(client, world.people["head"]).get(f"/talks/commitments/{promise.pk}/")
    assert response.url == f"/talks/{promise.talk_id}/#promise-{promise.pk}"


def test_a_report_comes_back_with_its_reason(world, client):
    promise = made.CommitmentFactory(
        talk=world.talk(made.ConfirmedTalkFactory), report="已办", reported_at=made.NOVEMBER_4
    )
    signed_in(client, world.people["deputy"])
    assert client.post(f"/talks/commitments/{promise.pk}/return/", {"because": ""}).status_code == 422
    client.post(f"/talks/commitments/{promise.pk}/return/", {"because": "缺三个村"})
    page = _text(signed_in(client, world.people["head"]).get(f"/talks/{promise.talk_id}/"))
    assert "已退回: 缺三个村" in page
    assert "重新报告" in page


def test_put_off_cancelled_and_refused_talks_say_so(world, client):
    late = world.talk(made.NotifiedTalkFactory)
    moved = post(client, world, "deputy", late, "postponement", at="2026-11-12T09:00", reason="本人出差")
    assert "延期: 本人出差" in _text(moved)
    assert "须重新通知" in _text(moved)
    gone = post(client, world, "deputy", late, "cancellation", reason="已调离")
    assert "已取消: 已调离" in _text(gone)
    held = world.talk(made.HeldTalkFactory)
    noted = post(client, world, "recorder", held, "refusal", refusal="表示再考虑")
    assert "本人未确认: 表示再考虑" in _text(noted)
    assert "核对记录, 写下意见" in _text(signed_in(client, world.people["head"]).get(f"/talks/{held.pk}/"))


def test_the_list_takes_columns_filters_and_order_and_is_printed(world, client):
    world.talk(made.NotifiedTalkFactory, place="东楼")
    world.talk(person=None, led_by=None, because="另有事由")
    signed_in(client, world.people["deputy"])
    chosen = _text(client.get("/talks/?columns=place,because&sort=-planned_at"))
    assert "东楼" in chosen
    assert "另有事由" in chosen
    assert "谈话对象未定" in chosen
    assert "另有事由" not in _text(client.get("/talks/?columns=because&search=王晓明"))
    assert "没有符合条件的记录" in _text(client.get("/talks/?kind=summons"))
    assert "print-sheet" in _text(client.get("/talks/?print=1"))


def test_a_view_of_talks_is_kept_and_is_its_owners_alone(world, client):
    world.talk()
    signed_in(client, world.people["deputy"])
    client.post("/views/", {"name": "提醒", "page": "/talks/", "query": "kind=reminder"})
    assert "提醒" in _text(client.get("/talks/?view=all"))
    signed_in(client, world.people["leader"])
    assert ">提醒<" not in _text(client.get("/talks/?view=all"))


@pytest.mark.parametrize(("who", "rows"), [("deputy", 1), ("head", 1), ("scorer", 0), ("clerk", 0)])
def test_a_list_of_talks_leaves_the_house_only_as_far_as_one_sees_them(world, client, who, rows):
    talk = world.talk(made.ConfirmedTalkFactory)
    signed_in(client, world.people[who])
    answer = client.post("/downloads/", {"list": "talks", "query": "state=open"})
    sheet = read(b"".join(answer.streaming_content))[0].rows
    assert sheet[0][0].startswith("谈话 (进行中)")
    assert sheet[-1][0] == f"共 {rows} 行"
    assert ("王晓明" in str(sheet)) is bool(rows)
    assert talk.record not in str(sheet)
    assert Event.objects.get(kind=PaperEvent.EXPORTED).detail["rows"] == rows


def test_an_administrator_has_no_list_of_talks_to_take_along(world, client):
    world.talk(made.ConfirmedTalkFactory)
    signed_in(client, world.people["admin"])
    assert client.post("/downloads/", {"list": "talks", "query": "state=open"}).status_code == 404
