"""What a person is told: once, for oneself alone, and read when it was opened."""

import pytest

from lianheng.journal.actions import record
from lianheng.kernel.ref import Ref
from lianheng.notices import actions, queries
from lianheng.notices.actions import Letter
from lianheng.organisation.actor import SYSTEM
from tests.factories.notices import NoticeFactory
from tests.factories.organisation import UnitFactory, actor_of, person_in, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return record("checklists.issued", Ref("checklists.task", 7), by=SYSTEM)


@pytest.fixture
def person():
    return person_in(UnitFactory())


def letter(person, title="新任务"):
    return Letter(person.pk, title, "/tasks/7/")


def test_somebody_is_told_once_of_an_event_however_often_it_is_worked_off(event, person):
    actions.tell(event, [letter(person)])
    actions.tell(event, [letter(person)])
    assert queries.unread_count(actor_of(person)) == 1


def test_whoever_did_it_is_not_told_of_it(person):
    event = record("checklists.returned", Ref("checklists.unittask", 7), by=actor_of(person))
    actions.tell(event, [letter(person)])
    assert queries.unread_count(actor_of(person)) == 0


def test_a_message_is_dated_when_the_thing_happened(event, person):
    actions.tell(event, [letter(person)])
    assert queries.inbox(actor_of(person)).get().sent_at == event.happened_at


def test_a_long_title_is_cut_and_not_refused(event, person):
    actions.tell(event, [letter(person, title="长" * 300)])
    assert len(queries.inbox(actor_of(person)).get().title) == 200


def test_opening_a_message_leads_to_its_record_and_marks_it_read(client, person):
    notice = NoticeFactory(to=person, url="/tasks/9/")
    response = signed_in(client, person).post(f"/notices/{notice.pk}/reading/")
    assert response.status_code == 302
    assert response.url == "/tasks/9/"
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_the_first_reading_is_what_counts(person):
    notice = NoticeFactory(to=person)
    actions.read(notice, by=actor_of(person))
    notice.refresh_from_db()
    first = notice.read_at
    actions.read(notice, by=actor_of(person))
    notice.refresh_from_db()
    assert notice.read_at == first


def test_another_persons_message_does_not_exist(client, person):
    notice = NoticeFactory()
    assert signed_in(client, person).post(f"/notices/{notice.pk}/reading/").status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_looking_at_the_inbox_reads_nothing(client, person):
    NoticeFactory(to=person)
    page = signed_in(client, person).get("/notices/")
    assert page.status_code == 200
    assert queries.unread_count(actor_of(person)) == 1


def test_a_message_that_was_read_moves_to_the_tab_of_those_read(client, person):
    notice = NoticeFactory(to=person, title="新任务《三务公开》")
    signed_in(client, person)
    assert notice.title in client.get("/notices/").content.decode()
    client.post(f"/notices/{notice.pk}/reading/")
    assert notice.title not in client.get("/notices/").content.decode()
    assert notice.title in client.get("/notices/?read=1").content.decode()


def test_all_of_ones_own_messages_are_marked_read_and_nobody_elses(client, person):
    NoticeFactory.create_batch(3, to=person)
    another = NoticeFactory()
    signed_in(client, person).post("/notices/readings/")
    assert queries.unread_count(actor_of(person)) == 0
    another.refresh_from_db()
    assert another.read_at is None


def test_queries_of_the_inbox_do_not_grow_with_its_messages(
    client, person, django_assert_max_num_queries, django_assert_num_queries
):
    NoticeFactory.create_batch(5, to=person)
    signed_in(client, person).get("/notices/")
    with django_assert_max_num_queries(14) as few:
        client.get("/notices/")
    NoticeFactory.create_batch(30, to=person)
    with django_assert_num_queries(len(few)):
        client.get("/notices/")
