"""What happens when something underneath fails: no half truths, and a word for whoever waits."""

import pytest
from django.db import DatabaseError, OperationalError, connection, connections, migrations, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from lianheng.checklists.models import Task
from lianheng.journal.models import Event
from lianheng.kernel import clock
from lianheng.organisation.models import Person
from tests.factories.organisation import signed_in
from tests.house.tree import none, sources
from tests.stories.test_issuing import EIGHTH, typed


def test_f14_what_cannot_be_written_into_the_journal_is_not_done_but_may_be_read(
    district, client, monkeypatch
):
    client.raise_request_exception = False
    signed_in(client, Person.objects.get(pk=district.reviewer.id))

    def full(*args, **kwargs):
        raise OperationalError("could not extend file: No space left on device")

    with clock.standing_at(EIGHTH), monkeypatch.context() as patch:
        patch.setattr(Event, "save", full)
        answer = client.post("/tasks/issuing/new/", typed(office=district.office.pk))
        assert answer.status_code == 503
        assert "数据没有改动" in answer.content.decode()
        assert client.get("/tasks/issuing/").status_code == 200
    assert not Task.objects.exists()


def test_f32_a_query_that_takes_too_long_is_ended_by_the_database(client, district, monkeypatch):
    client.raise_request_exception = False
    signed_in(client, Person.objects.get(pk=district.leader.id))

    def slow(*args, **kwargs):
        with connection.cursor() as cursor:
            cursor.execute("set local statement_timeout = '50ms'")
            cursor.execute("select pg_sleep(20)")

    monkeypatch.setattr("lianheng.home.queries.workbench", slow)
    answer = client.get("/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "请稍后再试" in answer.content.decode()


def test_f32_the_web_server_gives_no_query_more_than_fifteen_seconds():
    from lianheng.instance import serve

    web = serve._children("127.0.0.1", 8000)[1]
    assert web.environment["DATABASE_STATEMENT_TIMEOUT"] == "15s"
    assert int(web.environment["DATABASE_POOL"]) >= 4 + 1  # each thread, and one for what it nudges


def test_f30_every_migration_is_one_transaction():
    found = [source for source in sources(migrations=True) if "/migrations/" in source.name]
    assert len(found) > 20
    none(
        f"{source.name}: {taboo}"
        for source in found
        for taboo in ("atomic = False", "atomic=False", "Concurrently", "CONCURRENTLY", "concurrently")
        if taboo in source.text
    )


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_f30_a_migration_that_breaks_off_leaves_the_tables_as_they_were():
    owner = connections["owner"]
    executor = MigrationExecutor(owner)

    class Broken(migrations.Migration):
        dependencies = []
        operations = [
            migrations.CreateModel("HalfDone", [("id", models.BigAutoField(primary_key=True))]),
            migrations.RunSQL("alter table files_attachment disable trigger user"),
            migrations.RunSQL("select 1 / 0"),
        ]

    before = _catalogue(owner)
    with pytest.raises(DatabaseError):
        executor.apply_migration(executor.loader.project_state(), Broken("broken", "files"))
    assert _catalogue(owner) == before
    assert ("files", "broken") not in MigrationRecorder(owner).applied_migrations()


def _catalogue(owner) -> list:
    """Tables, columns, and whether triggers are on."""
    with owner.cursor() as cursor:
        cursor.execute(
            "select table_name, column_name from information_schema.columns where table_schema = 'public'"
        )
        columns = sorted(cursor.fetchall())
        cursor.execute("select tgrelid::regclass::text, tgname, tgenabled from pg_trigger")
        return columns + sorted(cursor.fetchall())
