"""What the application's login may not do, whatever is injected into it."""

import time

import pytest
from django.db import ProgrammingError, connection, transaction

from lianheng.instance.context import acting_as, signed

pytestmark = pytest.mark.django_db


def asked(sql: str, *params: object) -> tuple | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
        return cursor.fetchone() if cursor.description else None


def uid() -> int | None:
    return asked("select jc.uid()")[0]


def test_the_tests_work_as_the_application():
    assert asked("select current_user, session_user") == ("lh_app", "lh_app")
    assert asked(
        "select rolsuper or rolbypassrls or rolcreaterole from pg_roles where rolname = 'lh_app'"
    ) == (False,)


@pytest.mark.parametrize(
    "sql",
    [
        "create table public.mine (id int)",
        "alter table organisation_unit add column mine int",
        "drop table organisation_unit",
        "truncate organisation_unit",
        "alter table journal_event disable trigger all",
        "delete from django_migrations",
        "select * from jc.key",
        "insert into jc.key (ipad, opad) values ('', '')",
        "select jc.hmac('ctx.1')",
        "set role lh_owner",
        "set session_replication_role = replica",
    ],
)
def test_the_application_may_not(sql):
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
        asked(sql)


def test_the_back_door_of_triggers_is_closed():
    asked("set local pgtrigger.ignore = '{journal_event}'")
    assert asked("select public._pgtrigger_should_ignore('pgtrigger_append_only_b6bcd'::name)") == (False,)


def test_the_database_knows_who_acts_inside_and_forgets_it_outside():
    assert uid() is None
    with acting_as(7), transaction.atomic():
        assert uid() == 7
        with acting_as(8):
            assert uid() == 8
        assert uid() == 7
    assert uid() is None


@transaction.atomic
def as_another_and_fail() -> None:
    with acting_as(8):
        assert uid() == 8
        _ = 1 / 0


@transaction.atomic
def with_context(kept: str) -> None:
    asked("select set_config('jc.ctx', %s, true)", kept)
    uid()


def test_what_was_rolled_back_does_not_leave_a_wrong_actor_behind():
    with acting_as(7):
        with pytest.raises(ZeroDivisionError):
            as_another_and_fail()
        assert uid() == 7


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nobody_acts():
    with acting_as(7):
        assert uid() is None
        with transaction.atomic():
            assert uid() == 7
        assert uid() is None


def test_a_forged_context_is_refused():
    asked("select set_config('jc.ctx', '1:00', true)")
    with pytest.raises(ProgrammingError, match="forged context"):
        uid()


@pytest.mark.django_db(transaction=True)
def test_a_context_cannot_be_kept_for_the_next_transaction():
    with acting_as(7), transaction.atomic():
        kept = asked("select jc.uid(), current_setting('jc.ctx')")[1]
    with pytest.raises(ProgrammingError, match="forged context"):
        with_context(kept)


@pytest.mark.parametrize("change", ["key", "uid", "pid", "time"])
def test_a_signature_holds_for_one_person_one_connection_one_minute(settings, change, monkeypatch):
    key, pid = settings.DATABASES["default"]["SIGNED_CONTEXT"], asked("select pg_backend_pid()")[0]
    if change == "time":
        monkeypatch.setattr(time, "time", lambda: 1_700_000_000)
    said = signed("00" * 32 if change == "key" else key, 7, pid + (change == "pid"))
    asked("select jc.enter(%s, %s, %s)", *signed(key, 7, pid)) if change == "uid" else None
    with pytest.raises(ProgrammingError, match="forged context"):
        asked("select jc.enter(%s, %s, %s)", 7 + (change == "uid"), *said[1:])
