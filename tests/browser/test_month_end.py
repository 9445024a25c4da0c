"""月末: a month is tallied, contested, answered and published, each on its day."""

from datetime import date

import pytest
from playwright.sync_api import expect

from lianheng.checklists.terms import UnitTaskState
from tests.factories.checklists import OCTOBER_19, IssuedTaskFactory, UnitTaskFactory

TASK = "村级财务公开检查"


@pytest.fixture
def october(place):
    """A task that two of three townships finished in time."""
    task = IssuedTaskFactory(office=place.office, title=TASK)
    UnitTaskFactory(task=task, unit=place.towns[0])
    for town in place.towns[1:]:
        UnitTaskFactory(
            task=task,
            unit=town,
            state=UnitTaskState.ACCEPTED,
            submitted_at=OCTOBER_19,
            accepted_at=OCTOBER_19,
            accepted_by=place.people["head"],
        )


@pytest.mark.usefixtures("october")
def test_a_month_is_tallied_contested_and_published(enter, house):
    scorer, clerk, leader = (enter(who) for who in ("scorer", "clerk", "leader"))

    house.day = date(2026, 11, 2)
    scorer.opens("/periods/2026-10/")
    scorer.confirms("统计")
    scorer.reads("异议期至 2026-11-09")

    house.day = date(2026, 11, 4)
    clerk.opens("/scores/")
    clerk.reads("100 - 5 = 95")
    clerk.follows("申诉")
    clerk.writes("异议理由必填", "材料 10 月 19 日已交, 系统未收到")
    clerk.presses("提出异议")

    house.day = date(2026, 11, 5)
    leader.opens("/objections/")
    leader.follows(f"未完成: {TASK}")
    leader.reads("材料 10 月 19 日已交")
    leader.writes("答复必填", "经核实, 情况属实")
    leader.presses("予以更正")
    leader.reads("周正明 2026-11-05 09:00 予以更正")
    clerk.opens("/scores/")
    clerk.reads("异议: 予以更正")
    expect(clerk.page.locator(".score-now")).to_contain_text("100")

    house.day = date(2026, 11, 10)
    scorer.opens("/periods/2026-10/")
    scorer.confirms("公布")
    scorer.reads("陈准于 2026-11-10 09:00 公布")
    scorer.follows("排名")
    expect(scorer.page.locator("h1")).to_have_text("2026年10月乡镇排名")
    scorer.reads("并列")
