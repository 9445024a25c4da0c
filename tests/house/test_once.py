"""Looking changes nothing; what changes something is a form, and every form is done once."""

import re

import pytest
from django.apps import apps
from django.db import connection, transaction

from lianheng.kernel import clock
from tests.house import access
from tests.house.tree import ROOT, none, templates

FORM = re.compile(r"<form\b[^>]*\bmethod=\"post\".*?</form>", re.DOTALL | re.IGNORECASE)
NUMBER = re.compile(r'name="once" value="([\w-]{16})"')
WRITES = re.compile(
    r"^\s*(?:insert|update|delete|merge|truncate)\s+(?:into\s+|from\s+)?\"?(\w+)", re.IGNORECASE
)
ROLES = ("leader", "office_head", "scorer", "unit_head")  # each sees other forms
# What looking may leave behind: that somebody is there, and that he looked.
LEFT = {"organisation_signinsession", "journal_event", "journal_pending"}
UNMOVED = {"organisation.SignInSession", "journal.SentForm"}


@pytest.fixture
def world(db, tmp_path, monkeypatch) -> access.World:
    """A small district, whose files lie in a folder of their own."""
    monkeypatch.setenv("LIANHENG_HOME", str(tmp_path))
    return access.world()


def test_every_form_has_its_token_from_the_one_tag():
    forms = [(path, form) for path in templates() for form in FORM.findall(path.read_text(encoding="utf-8"))]
    assert len(forms) > 80
    none(path.relative_to(ROOT) for path, form in forms if "{% csrf_token %}" not in form)
    none(path.relative_to(ROOT) for path in templates() if 'csrfmiddlewaretoken"' in path.read_text("utf-8"))


@pytest.mark.parametrize("who", ROLES)
def test_f37_every_form_on_every_page_has_a_number_of_its_own(world, who):
    client, seen = world.client(who), 0
    with clock.standing_at(access.TODAY):
        for route in access.routes():
            with transaction.atomic():
                response = client.get(world.address(route))
                page = b"".join(response).decode(errors="replace")
                transaction.set_rollback(True)
            forms = FORM.findall(page)
            numbers = [number for form in forms for number in NUMBER.findall(form)]
            assert len(set(numbers)) == len(forms) == len(numbers), route
            seen += len(forms)
    assert seen > 100


class Writing:
    """Notes which tables are written to."""

    def __init__(self) -> None:
        self.tables: set[str] = set()

    def __call__(self, execute, sql, params, many, context):
        if found := WRITES.match(str(sql)):
            self.tables.add(found[1])
        return execute(sql, params, many, context)


@pytest.mark.parametrize("who", ROLES)
def test_m52_looking_changes_nothing(world, who):
    client, wrong = world.client(who), []
    with clock.standing_at(access.TODAY):
        for route in access.routes():
            writing = Writing()
            with transaction.atomic(), connection.execute_wrapper(writing):
                b"".join(client.get(world.address(route)))
                transaction.set_rollback(True)
            wrong += [f"{route}: {table}" for table in writing.tables - LEFT]
    none(wrong)


def everything() -> dict[str, list]:
    """All rows of all tables."""
    models = [model for model in apps.get_models() if model._meta.label not in UNMOVED]
    return {model._meta.label: sorted(model.objects.values_list(), key=str) for model in models}


@pytest.mark.parametrize("who", ROLES)
def test_f37_g82_whatever_is_sent_five_times_is_done_once(world, who):
    """Every address that does something with empty hands; what needs more is told in the stories."""
    client, done, wrong = world.client(who), 0, []
    with clock.standing_at(access.TODAY):
        for route in access.routes():
            with transaction.atomic():
                address, said = world.address(route), {"once": "0123456789abcdef"}
                if client.post(address, said).status_code == 302 and not route.startswith("account/"):
                    once = everything()
                    answers = {client.post(address, said).status_code for _ in range(4)}
                    wrong += [f"{route} {answers}"] if everything() != once or answers != {302} else []
                    done += 1
                transaction.set_rollback(True)
    none(wrong)
    assert done >= 2
