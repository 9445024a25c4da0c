"""The score sheet of a month, a quarter, a year: what the screen shows, as a workbook that can be printed."""

from datetime import date

import pytest

from lianheng.assessment.terms import EntryCode
from lianheng.journal.models import Event
from lianheng.kernel import clock
from lianheng.organisation.terms import Role, UnitKind
from lianheng.papers.reading import read
from lianheng.papers.terms import PaperEvent
from tests.factories import assessment as scored
from tests.factories.organisation import CommissionFactory, UnitFactory, person_in, signed_in


@pytest.fixture
def october(db):
    """Two townships in October, one of which was charged, and a street."""
    commission = CommissionFactory()
    units = [UnitFactory(superior=commission, name=name, short_name=name) for name in ("梅林镇", "沙地镇")]
    units.append(UnitFactory(superior=commission, name="城关街道", kind=UnitKind.STREET, peer_class="街道"))
    for unit in units:
        scored.ParticipantFactory(unit=unit)
    scored.EntryFactory(unit=units[0])
    scored.EntryFactory(unit=units[0], code=EntryCode.LATE)
    return commission


@pytest.fixture
def scorer(october, client):
    """A scorer's browser."""
    return signed_in(client, person_in(october, Role.SCORER))


def sheet(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    (found,) = read(b"".join(answer))
    return answer, found


def rows(found):
    return [row for row in found.rows[3:] if isinstance(row[0], float | int)]


def test_a_month_lists_every_unit_with_what_was_charged(scorer):
    answer, found = sheet(scorer, "/scores/2026-10/sheet/")
    assert "2026%E5%B9%B410%E6%9C%88%E5%BE%97%E5%88%86%E8%A1%A8" in answer["Content-Disposition"]
    assert found.rows[0][0] == "2026年10月得分表 (草案)"
    (first, *_) = [row for row in rows(found) if row[2] == "梅林镇"]
    assert first[4:12] == [10, 0, 300, 1, 1, 0, 0, -7]
    assert first[12:15] == [93, 2, 2]
    assert len(rows(found)) == 3


def test_who_took_it_along_is_noted_with_how_many_rows(scorer):
    sheet(scorer, "/scores/2026-10/sheet/")
    (noted,) = Event.objects.filter(kind=PaperEvent.EXPORTED)
    assert (noted.detail["list"], noted.detail["rows"]) == ("score-sheet", 3)


def test_it_shows_what_the_list_shows(scorer):
    _, found = sheet(scorer, "/scores/2026-10/sheet/?peer_class=街道")
    assert [row[2] for row in rows(found)] == ["城关街道"]
    _, found = sheet(scorer, "/scores/2026-10/sheet/?search=沙地")
    assert [row[2] for row in rows(found)] == ["沙地镇"]
    assert found.rows[-4][0] == "查询: 2026年10月; 考核分组: 全部; 单位: 沙地"


def test_a_quarter_and_a_year_show_their_months_beside_the_mean(scorer):
    for unit in scored.Participant.objects.values_list("unit", flat=True):
        month = scored.MonthFactory(first_day=date(2026, 11, 1))
        scored.ParticipantFactory(month=month, unit_id=unit)
    for period in ("2026Q4", "2026"):
        _, found = sheet(scorer, f"/ranking/{period}/sheet/")
        assert found.rows[2][12:14] == ["2026-10", "2026-11"]
        (first, *_) = [row for row in rows(found) if row[2] == "梅林镇"]
        assert first[12:15] == [93, 100, 96.5]


def test_a_unit_without_a_score_says_so_instead_of_nought(scorer, october):
    unit = UnitFactory(superior=october)
    scored.ParticipantFactory(unit=unit, tasks=0)
    _, found = sheet(scorer, "/scores/2026-10/sheet/")
    (row,) = [row for row in rows(found) if row[1] == unit.code]
    assert row[12] == "未计分"


def test_the_sheet_says_who_wrote_it_out_and_when(scorer, october):
    with clock.standing_at(date(2026, 11, 5)):
        _, found = sheet(scorer, "/scores/2026-10/sheet/")
    assert found.rows[-3][0].startswith("导出时间: 2026-11-05")
    assert found.rows[-1][0] == "行数: 3"


def test_a_unit_finds_no_sheet_and_a_month_without_a_tally_has_none(scorer, october, client):
    assert scorer.get("/scores/2026-09/sheet/").status_code == 404
    unit = UnitFactory(superior=october)
    head = signed_in(client, person_in(unit, Role.UNIT_HEAD))
    assert head.get("/scores/2026-10/sheet/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_units(scorer, october, django_assert_max_num_queries):
    for _ in range(12):
        scored.ParticipantFactory(unit=UnitFactory(superior=october))
    with django_assert_max_num_queries(25):
        sheet(scorer, "/scores/2026-10/sheet/")


@pytest.mark.parametrize(
    ("page", "address"),
    [("/scores/2026-10/", "/scores/2026-10/sheet/"), ("/ranking/2026-10/", "/ranking/2026-10/sheet/")],
)
def test_the_pages_lead_to_it(scorer, page, address):
    assert address in scorer.get(page).content.decode()
