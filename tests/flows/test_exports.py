"""What is exported says where it comes from, and comes in again as it is."""

import io
from datetime import date

import pytest

from lianheng.checklists.models import Task
from lianheng.flows.imports import running
from lianheng.flows.imports.exporting import export
from lianheng.flows.imports.importers import IMPORTERS
from lianheng.journal.models import Event
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.terms import Role, UnitKind
from lianheng.papers.reading import read
from lianheng.papers.terms import PaperEvent
from lianheng.papers.writing import Head, as_bytes
from tests.factories.checklists import IssuedTaskFactory
from tests.factories.organisation import CommissionFactory, OfficeFactory, UnitFactory, actor_in, person_in

pytestmark = pytest.mark.django_db


def exported(kind, by=SYSTEM):
    out = io.BytesIO()
    export(kind, out, by=by)
    return out.getvalue()


@pytest.fixture
def district():
    commission = CommissionFactory(code="0001")
    town = UnitFactory(code="360704100", superior=commission, founded_on=date(2020, 3, 1), is_larger=True)
    UnitFactory(code="T2", superior=commission, peer_class="", name="=1+1")
    UnitFactory(code="H1", kind=UnitKind.HOST)
    town.hosts.add(UnitFactory(code="H2", kind=UnitKind.HOST))
    person_in(town, Role.UNIT_HEAD, Role.UNIT_CLERK, number="0007", born_on=date(1980, 5, 1))
    person_in(commission, Role.SCORER)
    IssuedTaskFactory(office=OfficeFactory(code="O1", superior=commission), scope="360704100;T2")
    return commission


@pytest.mark.parametrize("kind", ["units", "people", "tasks"])
def test_an_export_comes_in_again_and_changes_nothing(district, kind):
    result = running.run(exported(kind), "x.xlsx", IMPORTERS[kind], by=SYSTEM)
    assert (result.errors, result.created, result.updated) == ([], 0, 0)
    assert result.unchanged == result.rows > 0


def test_an_export_says_what_it_is_and_how_many_rows_it_has(district):
    above = read(exported("tasks"))[0].rows[0][0]
    assert "操作人 系统" in above
    assert f"共 {Task.objects.count()} 行" in above


def test_it_is_noted_who_took_which_list_along_and_how_many_rows(district):
    head = actor_in(UnitFactory(code="T9", superior=district), Role.UNIT_HEAD)
    exported("units", by=head)
    noted = Event.objects.get(kind=PaperEvent.EXPORTED)
    assert (noted.actor_id, noted.detail["list"], noted.detail["rows"]) == (head.id, "units", 2)


def test_an_export_holds_only_what_its_reader_may_see(district):
    head = actor_in(UnitFactory(code="T9", superior=district), Role.UNIT_HEAD)
    codes = {row[0] for row in read(exported("units", by=head))[0].rows[2:]}
    assert codes == {"0001", "T9"}


def test_nothing_in_a_workbook_becomes_a_formula_a_link_or_a_number():
    rows = [["=1+1", "https://example.org", "00123", "\x07"]]
    assert read(as_bytes("表", [Head(name) for name in "甲乙丙丁"], rows))[0].rows[1][:3] == rows[0][:3]
