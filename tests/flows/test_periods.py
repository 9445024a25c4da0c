"""A month's own page: what still stands in the way, and the two buttons that close it."""

from datetime import date

import pytest

from lianheng.assessment.models import Month, Objection
from lianheng.assessment.terms import MonthState
from lianheng.checklists.models import Task, UnitTask
from lianheng.checklists.terms import TaskState, UnitTaskState
from lianheng.kernel import clock
from lianheng.organisation.terms import Role
from tests.factories.organisation import CommissionFactory, OfficeFactory, UnitFactory, person_in, signed_in

OCTOBER = date(2026, 10, 1)


@pytest.fixture
def october(db):
    """A task of October that one township has not done; the commission's people."""
    commission = CommissionFactory()
    task = Task.objects.create(
        month=OCTOBER,
        office=OfficeFactory(superior=commission),
        title="三务公开核查",
        state=TaskState.ISSUED,
        issued_at=clock.at_hour(OCTOBER, 9),
        due_on=date(2026, 10, 20),
    )
    unit = UnitFactory(superior=commission)
    UnitTask.objects.create(task=task, unit=unit, office=task.office, month=OCTOBER, due_on=task.due_on)
    return {
        "scorer": person_in(commission, Role.SCORER),
        "leader": person_in(commission, Role.LEADER),
        "deputy": person_in(commission, Role.DEPUTY),
        "unit_head": person_in(unit, Role.UNIT_HEAD),
    }


def on(day: int, month: int = 11):
    """That day of November 2026."""
    return clock.standing_at(date(2026, month, day))


def test_a_month_is_tallied_when_it_is_over_and_published_when_the_window_has_passed(october, client):
    signed_in(client, october["scorer"])
    with on(20, month=10):
        assert "起可以统计" in _text(client.get("/periods/2026-10/"))
        assert client.post("/periods/2026-10/tally/").status_code == 409
    with on(2):
        page = _text(client.post("/periods/2026-10/tally/", follow=True))
        assert "已统计" in page
        assert "异议期未满" in page
        refused = client.post("/periods/2026-10/publication/")
        assert (refused.status_code, "异议期未满" in _text(refused)) == (409, True)
    with on(20):
        page = _text(client.post("/periods/2026-10/publication/", follow=True))
    assert "已公布" in page
    assert Month.objects.get().state == MonthState.PUBLISHED


def test_an_open_objection_holds_publication_back_and_is_listed(october, client):
    with on(2):
        signed_in(client, october["scorer"]).post("/periods/2026-10/tally/")
        entry = Month.objects.get().entries.get()
        signed_in(client, october["unit_head"]).post(f"/entries/{entry.pk}/objection/", {"reason": "已完成"})
    with on(20):
        page = _text(signed_in(client, october["scorer"]).get("/periods/2026-10/"))
    assert "仍有异议未答复" in page
    assert f"/objections/{Objection.objects.get().pk}/" in page


def test_what_awaits_review_is_said_before_the_tally(october, client):
    UnitTask.objects.update(state=UnitTaskState.SUBMITTED, submitted_at=clock.at_hour(date(2026, 10, 9), 9))
    with on(2):
        assert "还有 1 项待审核" in _text(signed_in(client, october["scorer"]).get("/periods/2026-10/"))


def test_a_deputy_sees_the_month_and_why_the_button_is_closed_to_him(october, client):
    with on(2):
        page = signed_in(client, october["deputy"]).get("/periods/2026-10/")
        assert "须由考核办或书记办理" in _text(page)
        assert client.post("/periods/2026-10/tally/").status_code == 409


def test_a_unit_finds_no_months_to_close(october, client):
    signed_in(client, october["unit_head"])
    assert client.get("/periods/").status_code == 404
    assert client.post("/periods/2026-10/tally/").status_code == 404
    assert client.post("/periods/2026-10/publication/").status_code == 404


def test_a_month_taken_over_from_paper_is_published_by_the_leader_with_a_reason(october, client):
    UnitTask.objects.update(is_taken_over=True)
    with on(2):
        signed_in(client, october["scorer"]).post("/periods/2026-10/tally/")
        assert "须由书记/主任办理" in _text(client.get("/periods/2026-10/"))
        signed_in(client, october["leader"])
        bare = client.post("/periods/2026-10/publication/", {"because": " "})
        assert bare.status_code == 422
        page = client.post("/periods/2026-10/publication/", {"because": "纸质台账已公布"}, follow=True)
    assert "纸质台账已公布" in _text(page)


def test_every_month_is_listed_with_its_state(october, client):
    with on(2):
        page = _text(signed_in(client, october["leader"]).get("/periods/"))
    assert "2026年10月" in page
    assert "进行中" in page


def _text(response) -> str:
    return response.content.decode()
