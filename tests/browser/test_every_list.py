"""Every list on a narrow screen: nothing sticks out, and the browser has nothing to complain of."""

from datetime import date

import pytest

from lianheng.assessment.models import Month
from lianheng.assessment.terms import MonthState
from lianheng.checklists.terms import UnitTaskState
from tests.factories.assessment import (
    EntryFactory,
    MonthFactory,
    ObjectionFactory,
    ParticipantFactory,
    ProposalFactory,
    StandingFactory,
)
from tests.factories.checklists import (
    OCTOBER_5,
    OCTOBER_19,
    FalsityFactory,
    IssuedTaskFactory,
    ReliefFactory,
    SubmissionFactory,
    TaskFactory,
    UnitTaskFactory,
)
from tests.factories.notices import NoticeFactory
from tests.factories.organisation import UnitFactory
from tests.factories.papers import ImportBatchFactory

NARROW = {"width": 360, "height": 740}
LONG = "对照农村集体资金资产资源管理监督工作要点逐村核对公开台账并列明问题清单 (第三季度, 含专项资金)"

# Beside what the menu leads to.
BESIDE = {
    "leader": (
        "/?drawer=done",
        "/search/?q=村级",
        "/tasks/months/2026-10/{town}/",
        "/tasks/issued/",
        "/scores/2026-09/{town}/",
        "/periods/2026-09/",
        "/units/{town}/",
        "/units/?print=1",
        "/cards/",
        "/schemes/",
    ),
    "head": ("/tasks/issuing/new/",),
    "clerk": ("/?drawer=to_read",),
}


@pytest.fixture
def busy(place) -> dict[str, int]:
    """Something in every list, with names as long as they come."""
    town = place.towns[0]
    UnitFactory(
        superior=place.commission, name="驻云溪区农业农村和乡村振兴局纪检监察组 (综合监督)", short_name=""
    )
    task = IssuedTaskFactory(office=place.office, title=LONG, requirement=LONG * 3, is_key=True)
    handed_in = [
        SubmissionFactory(
            text=LONG * 4,
            unit_task=UnitTaskFactory(
                task=task, unit=unit, state=UnitTaskState.SUBMITTED, submitted_at=OCTOBER_19
            ),
        )
        for unit in place.towns
    ]
    TaskFactory(office=place.office, title=LONG)
    IssuedTaskFactory(office=place.office, month=date(2026, 9, 1), title=LONG, due_on=date(2026, 9, 20))
    asked = UnitTaskFactory(task=IssuedTaskFactory(office=place.office), unit=town)
    ReliefFactory(unit_task=asked, reason=LONG * 2, asked_by=place.people["clerk"])
    FalsityFactory(unit_task=handed_in[0].unit_task, because=LONG, found_by=place.people["head"])
    contested(place)
    for person in place.people.values():
        NoticeFactory(to=person, title=f"下达任务: {LONG}")
    ImportBatchFactory(uploaded_by=place.people["leader"], filename=f"{LONG}.xlsx")
    return {"town": town.pk}


def contested(place) -> None:
    """August is published, with a remark proposed; September is tallied, with an objection."""
    august, september = (tallied(place, date(2026, number, 1)) for number in (8, 9))
    for at, unit in enumerate(place.towns):
        StandingFactory(period="2026-08", first_day=august.first_day, unit=unit, rank=at + 1, ranked_units=3)
    august.state, august.published_by = MonthState.PUBLISHED, place.people["scorer"]
    august.published_at = OCTOBER_5
    august.save()
    entry = september.entries.get()
    ObjectionFactory(entry=entry, reason=LONG * 2, filed_by=place.people["clerk"])
    ProposalFactory(unit=place.towns[0], period="2026-08")


def tallied(place, day: date) -> Month:
    """A month in which the first township left a task undone."""
    month = MonthFactory(first_day=day, objections_until=date(2026, 10, 12))
    for unit in place.towns:
        ParticipantFactory(month=month, unit=unit)
    EntryFactory(month=month, unit=place.towns[0], task=LONG, reason=LONG * 2)
    return month


@pytest.mark.parametrize("who", BESIDE)
def test_no_list_is_wider_than_a_telephone(enter, busy, who):
    visitor = enter(who, viewport=NARROW)
    visitor.opens("/")
    wide = {}
    for address in (*visitor.menu(), *BESIDE[who]):
        assert visitor.opens(address.format(**busy)) == 200, address
        if too_much := visitor.overflow():
            wide[address] = too_much
    assert wide == {}
