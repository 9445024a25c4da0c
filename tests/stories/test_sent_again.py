"""A form is done once: the network broke, the finger was quick, the database sent one of two back."""

from threading import Barrier, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection, connections
from django.test import Client
from psycopg.errors import DeadlockDetected

from lianheng.checklists.models import Submission, Task
from lianheng.journal import middleware
from lianheng.journal.actions import forget_forms
from lianheng.journal.models import Event, SentForm
from lianheng.kernel import clock
from lianheng.organisation.models import Person
from tests.factories.journal import SentFormFactory
from tests.factories.organisation import signed_in
from tests.stories.conftest import make_district
from tests.stories.test_issuing import EIGHTH, typed

NEW = "/tasks/issuing/new/"


def browser(actor) -> Client:
    """A browser in which this person is signed in."""
    return signed_in(Client(raise_request_exception=False), Person.objects.get(pk=actor.id))


@pytest.fixture
def desk(district):
    """The district on the eighth, and what the reviewer types."""
    district.typed = typed(office=district.office.pk, once="first")
    with clock.standing_at(EIGHTH):
        yield district


def test_f37_g82_the_same_form_five_times_is_one_draft_and_leads_to_it(desk):
    client = browser(desk.reviewer)
    answers = [client.post(NEW, desk.typed) for _ in range(5)]
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1
    assert Task.objects.count() == 1
    assert Event.objects.filter(kind="checklists.drafted").count() == 1
    assert "没有重复办理" in client.get(answers[-1]["Location"]).content.decode()


def test_sent_again_with_other_words_it_is_another_form(desk):
    client = browser(desk.reviewer)
    client.post(NEW, desk.typed)
    client.post(NEW, desk.typed | {"title": "另一项"})
    assert Task.objects.count() == 2


def test_two_forms_that_say_the_same_are_two(desk):
    client = browser(desk.reviewer)
    client.post(NEW, desk.typed)
    client.post(NEW, desk.typed | {"once": "second"})
    assert Task.objects.count() == 2


def test_the_number_of_another_is_no_number_of_ones_own(desk):
    browser(desk.reviewer).post(NEW, desk.typed)
    answer = browser(desk.clerk(desk.towns[0])).post(NEW, desk.typed)
    assert "Location" not in answer.headers
    assert Task.objects.count() == 1


def test_what_was_not_done_may_be_sent_again(desk, monkeypatch):
    client = browser(desk.reviewer)
    assert client.post(NEW, desk.typed | {"title": ""}).status_code == 422
    assert not SentForm.objects.exists()
    with monkeypatch.context() as patch:
        patch.setattr("lianheng.checklists.actions.draft", lambda *a, **k: 1 / 0)
        assert client.post(NEW, desk.typed).status_code == 500
    assert not SentForm.objects.exists()
    assert client.post(NEW, desk.typed).status_code == 302


def test_another_file_under_the_same_name_is_another_form(desk, tmp_path, monkeypatch):
    monkeypatch.setenv("LIANHENG_HOME", str(tmp_path))
    part = desk.issued("2026-10")[0]
    client, url = browser(desk.clerk(part.unit)), f"/tasks/{part.pk}/submission/"

    def send(said: str):
        file = SimpleUploadedFile("台账.txt", said.encode())
        return client.post(url, {"text": "已完成", "once": "first", "uploads": [file]})

    assert [send("甲").status_code, send("甲").status_code, send("乙").status_code] == [302, 302, 409]
    assert Submission.objects.count() == 1


@pytest.mark.django_db
def test_the_numbers_of_forms_are_kept_for_three_days():
    old, new = SentFormFactory(), SentFormFactory()
    with connection.cursor() as cursor:
        cursor.execute("update journal_sentform set at = now() - interval '4 days' where id = %s", [old.pk])
    assert forget_forms() == 1
    assert list(SentForm.objects.all()) == [new]


def at_once(*works) -> None:
    """Each on a connection of its own."""

    def run(work) -> None:
        with clock.standing_at(EIGHTH):
            work()
        connections.close_all()

    threads = [Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)


@pytest.mark.django_db(transaction=True)
def test_g82_five_at_the_same_moment_are_one():
    district = make_district(3)
    said = typed(office=district.office.pk, once="first")
    clients, answers = [browser(district.reviewer) for _ in range(5)], []
    at_once(*(lambda one=one: answers.append(one.post(NEW, said)) for one in clients))
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1
    assert Task.objects.count() == 1


def crossing(*numbers):
    """A view that takes locks one after the other, and waits for whoever takes them the other way round."""
    meet = Barrier(2)

    def view(request, turn: int, tries: list[int]):
        tries.append(turn)
        ordered = numbers if turn else numbers[::-1]
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [ordered[0]])
            if len(tries) <= 2:
                meet.wait(20)
            cursor.execute("select pg_advisory_xact_lock(%s)", [ordered[1]])
        SentFormFactory(digest=f"{turn:064}")
        return turn

    return view


@pytest.mark.django_db(transaction=True)
def test_f33_of_two_who_wait_for_each_other_both_come_to_an_end(rf):
    view, tries, ended = crossing(7001, 7002), [], []

    def live(turn: int) -> None:
        request = rf.post("/")
        ended.append(middleware._tried(request, lambda: view(request, turn, tries)))

    at_once(lambda: live(0), lambda: live(1))
    assert sorted(ended) == [0, 1]
    assert len(tries) == 3  # one of them began anew
    assert SentForm.objects.count() == 2


@pytest.mark.parametrize(("failures", "status", "drafts"), [(3, 302, 1), (4, 503, 0)])
def test_f33_a_deadlock_is_tried_three_times_more_and_then_said(desk, monkeypatch, failures, status, drafts):
    left, draft = [failures], Task.objects.create

    def failing(**said):
        made = draft(**said)
        if left[0]:
            left[0] -= 1
            raise OperationalError from DeadlockDetected()
        return made

    monkeypatch.setattr(Task.objects, "create", failing)
    answer = browser(desk.reviewer).post(NEW, desk.typed)
    assert answer.status_code == status
    assert Task.objects.count() == drafts
    assert SentForm.objects.count() == drafts
    assert status == 302 or "请稍后再试" in answer.content.decode()


def test_what_else_fails_is_not_tried_again(desk, monkeypatch):
    tries = []

    def failing(**said):
        tries.append(said)
        raise OperationalError("canceling statement due to statement timeout")

    monkeypatch.setattr(Task.objects, "create", failing)
    assert browser(desk.reviewer).post(NEW, desk.typed).status_code == 503
    assert len(tries) == 1
