"""The morning digest: once on a working day, if something waits; outside only numbers, only if wished."""

import json
import re
import threading
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from lianheng.checklists import actions as lists
from lianheng.checklists.models import UnitTask
from lianheng.flows import digests
from lianheng.home.desk import pending_count
from lianheng.home.digest import digest
from lianheng.home.terms import PileKind, PileNext, PileWhy
from lianheng.journal.models import Event
from lianheng.kernel import clock
from lianheng.kernel.verdict import Refused
from lianheng.kernel.workdays import CALENDAR
from lianheng.notices import actions, post
from lianheng.notices.models import Channel, Digest, Dispatch, Notice
from lianheng.notices.rules import is_digest_time
from lianheng.notices.terms import DispatchState, NoticeReason
from lianheng.organisation.terms import Role
from tests.factories.checklists import TaskFactory
from tests.factories.notices import ChannelFactory, DispatchFactory
from tests.factories.organisation import (
    AccountFactory,
    CommissionFactory,
    OfficeFactory,
    UnitFactory,
    actor_in,
    actor_of,
    person_in,
    signed_in,
)

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 10, 12)
SATURDAY = date(2026, 10, 17)
AT_EIGHT = clock.at_hour(MONDAY, 8)


@pytest.fixture
def clerk():
    """A township with a task that is due today, and the one who works it off."""
    commission = CommissionFactory()
    office = OfficeFactory(superior=commission)
    town = UnitFactory(superior=commission)
    person = person_in(town, Role.UNIT_CLERK, name="何报")
    AccountFactory(person=person)
    with clock.standing_at(date(2026, 10, 8)):
        tasks = [TaskFactory(office=office, title=f"第{n}项", due_on=MONDAY - timedelta(n)) for n in range(2)]
        lists.issue(tasks, by=actor_in(office, Role.OFFICE_HEAD))
    return person


def give(moment=AT_EIGHT):
    with clock.standing_at(moment):
        return digests.give_when_due()


def titles(person):
    return list(Notice.objects.filter(to=person, kind="notices.digest").values_list("title", flat=True))


@pytest.mark.parametrize(
    ("moment", "is_due"),
    [
        (clock.at_hour(MONDAY, 7, 59), False),
        (clock.at_hour(MONDAY, 8), True),
        (clock.at_hour(MONDAY, 11, 59), True),
        (clock.at_hour(MONDAY, 12), False),
        (clock.at_hour(SATURDAY, 9), False),
        (clock.at_hour(date(2026, 10, 1), 9), False),
        (clock.at_hour(date(2026, 10, 10), 9), True),
    ],
    ids=[
        "before eight",
        "at eight",
        "late",
        "noon",
        "Saturday",
        "national day",
        "a Saturday worked in exchange",
    ],
)
def test_the_digest_is_due_in_the_morning_of_a_working_day(moment: datetime, is_due):
    assert is_digest_time(moment, CALENDAR) is is_due


def test_whoever_has_something_to_do_is_told_once_how_much(clerk):
    assert give() == 1
    assert titles(clerk) == ["今天有 2 项待办, 其中逾期 1 项, 今日到期 1 项"]
    assert give() == 0
    assert give(AT_EIGHT + timedelta(hours=2)) == 0
    assert Digest.objects.count() == 1
    assert Event.objects.get(kind="notices.digests_given").detail == {"given": 1}


def test_a_run_that_was_killed_goes_on_and_tells_nobody_twice(clerk, monkeypatch):
    other = person_in(UnitFactory(), Role.UNIT_CLERK)
    AccountFactory(person=other)
    with monkeypatch.context() as patch:
        patch.setattr(digests, "close_day", lambda *a, **k: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            give()
    assert give() == 0
    assert len(titles(clerk)) == 1
    assert Event.objects.filter(kind="notices.digests_given").count() == 1


def test_nothing_is_sent_at_the_weekend(clerk):
    assert give(clock.at_hour(SATURDAY, 8)) == 0
    assert titles(clerk) == []


def test_it_stops_when_nothing_waits(clerk):
    give()
    with clock.standing_at(AT_EIGHT + timedelta(hours=1)):
        for part in UnitTask.objects.all():
            lists.submit(part, text="已完成", by=actor_of(clerk))
    assert give(AT_EIGHT + timedelta(days=1)) == 0
    assert titles(clerk) == []


def test_a_digest_not_read_gives_way_to_the_next_one_a_read_one_stays(clerk):
    give()
    Notice.objects.update(read_at=AT_EIGHT)
    give(AT_EIGHT + timedelta(days=1))
    give(AT_EIGHT + timedelta(days=2))
    assert len(titles(clerk)) == 2


def test_each_line_names_the_rule_the_days_left_the_next_action_and_leads_there(clerk, client):
    with clock.standing_at(AT_EIGHT):
        page = signed_in(client, clerk).get("/digest/").content.decode()
    for said in ("第1项", "逾期 1 天", "今日截止", "提交完成情况", "逾期按考核方案扣分"):
        assert said in page
    assert re.search(r'href="/tasks/\d+/"', page)


def test_every_kind_of_thing_that_waits_says_why_and_what_comes_next():
    assert {kind.value for kind in PileKind} == set(PileWhy.values) == set(PileNext.values)


def test_the_digest_counts_what_the_workbench_counts(clerk):
    with clock.standing_at(AT_EIGHT):
        assert digest(actor_of(clerk)).waiting == pending_count(actor_of(clerk)) == 2


class Gateway:
    """A gateway of ours on this machine: keeps what it is given, and answers as it is told."""

    def __init__(self, status=200):
        self.status, self.got = status, []
        gateway = self

        class Answer(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                gateway.got.append((self.path, json.loads(body)))
                self.send_response(gateway.status)
                self.end_headers()

            def log_message(self, *said):
                """Nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Answer)
        self.url = f"json://127.0.0.1:{self.server.server_port}/{{address}}"


@pytest.fixture
def gateway(settings):
    found = Gateway()
    thread = threading.Thread(target=found.server.serve_forever, daemon=True)
    thread.start()
    settings.MESSAGES_URLS = {"mail": found.url}
    settings.SITE_URL = "https://lianheng.example"
    yield found
    found.server.shutdown()
    thread.join()
    found.server.server_close()


def deliver(moment=AT_EIGHT):
    with clock.standing_at(moment):
        return digests.deliver_due()


def test_a_confirmed_channel_gets_numbers_and_a_link_and_nothing_else(clerk, gateway):
    ChannelFactory(owner=clerk, address="he.bao@example.org")
    give()
    assert deliver() == 1
    ((path, said),) = gateway.got
    assert path == "/he.bao@example.org"
    assert said["message"] == (
        "今天有 2 项待办, 其中逾期 1 项, 今日到期 1 项。请登录系统办理: https://lianheng.example/digest/"
    )
    assert not any(name in json.dumps(said, ensure_ascii=False) for name in ("何报", "第1项", "镇"))
    assert Dispatch.objects.get().text == ""
    assert deliver() == 0


def test_nothing_goes_outside_unless_the_person_confirmed_and_the_operator_configured(
    clerk, gateway, settings
):
    channel = ChannelFactory(owner=clerk, confirmed_at=None)
    give()
    assert not Dispatch.objects.exists()
    Channel.objects.filter(pk=channel.pk).update(confirmed_at=AT_EIGHT)
    settings.MESSAGES_URLS = {}
    give(AT_EIGHT + timedelta(days=1))
    assert not Dispatch.objects.exists()


def test_a_gateway_that_refuses_is_tried_again_a_few_times_and_then_no_more(gateway):
    gateway.status = 503
    DispatchFactory()
    for minutes in (0, 1, 2, 7, 8, 30, 60):
        deliver(AT_EIGHT + timedelta(minutes=minutes))
    assert len(gateway.got) == 4
    assert Dispatch.objects.get().state == DispatchState.FAILED


def test_what_could_not_go_out_by_noon_does_not_go_out_later(gateway):
    DispatchFactory()
    deliver(clock.at_hour(MONDAY, 12, 1))
    assert gateway.got == []
    assert Dispatch.objects.get().state == DispatchState.FAILED


def test_a_message_whose_worker_was_killed_in_the_middle_is_not_sent_twice(gateway, monkeypatch):
    DispatchFactory()
    with monkeypatch.context() as patch:
        patch.setattr(post, "deliver", lambda *said: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            deliver()
    assert deliver(AT_EIGHT + timedelta(hours=1)) == 0
    assert gateway.got == []


def test_an_address_is_confirmed_by_the_code_that_was_sent_there(clerk, gateway, client):
    signed_in(client, clerk)
    with clock.standing_at(AT_EIGHT):
        client.post("/notices/channel/", {"gateway": "mail", "address": "he@example.org"})
        assert digests.deliver_due() == 1
        code = re.search(r"\d{6}", gateway.got[0][1]["message"])[0]
        wrong = f"{(int(code) + 1) % 10**6:06}"
        assert client.post("/notices/channel/confirmation/", {"code": wrong}).status_code == 422
        assert client.post("/notices/channel/confirmation/", {"code": code}).status_code == 302
        assert Channel.objects.get().confirmed_at
        assert "已确认" in client.get("/notices/channel/").content.decode()
        client.post("/notices/channel/end/")
    assert not Channel.objects.exists()
    assert not Dispatch.objects.exists()


def test_a_code_cannot_be_guessed_or_used_late_and_is_not_sent_in_rows(clerk, gateway):
    by = actor_of(clerk)
    with clock.standing_at(AT_EIGHT):
        channel = actions.set_channel(gateway="mail", address="he@example.org", by=by)
        with pytest.raises(Refused) as soon:
            actions.set_channel(gateway="mail", address="other@example.org", by=by)
        for _ in range(5):
            assert not actions.confirm_channel(channel, code="abcdef", by=by)
        with pytest.raises(Refused) as guessed:
            actions.confirm_channel(channel, code="abcdef", by=by)
    with clock.standing_at(AT_EIGHT + timedelta(hours=1)), pytest.raises(Refused) as late:
        actions.confirm_channel(channel, code="abcdef", by=by)
    reasons = (soon.value.reason, guessed.value.reason, late.value.reason)
    assert reasons == (NoticeReason.TOO_SOON, NoticeReason.CODE_OLD, NoticeReason.CODE_OLD)


@pytest.mark.parametrize("address", ["a/b", "x?to=y", "a b", "@", "a&rto=0", "邮箱", "http://x"])
def test_an_address_is_an_address_and_never_leads_elsewhere(clerk, gateway, address):
    with pytest.raises(Refused) as refusal:
        actions.set_channel(gateway="mail", address=address, by=actor_of(clerk))
    assert refusal.value.reason == NoticeReason.ADDRESS_UNFIT


def test_a_gateway_that_nobody_configured_is_not_offered(clerk, client, settings):
    settings.MESSAGES_URLS = {}
    page = signed_in(client, clerk).get("/notices/channel/").content.decode()
    assert "没有配置外部通道" in page
    assert client.post("/notices/channel/", {"gateway": "mail", "address": "a@b.cn"}).status_code == 422


def test_a_gateway_written_wrongly_sends_nothing_and_breaks_nothing(settings):
    settings.MESSAGES_URLS = {"mail": "no such thing"}
    assert post.deliver("mail", "a@b.cn", "x") is False
    assert post.deliver("other", "a@b.cn", "x") is False
