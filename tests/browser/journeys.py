"""The main loop from draft to decision, for whoever walks it: by mouse, by keys, without a script."""

from collections.abc import Callable
from datetime import date

from lianheng.assessment.terms import ProposalKind
from tests.browser.serving import House
from tests.browser.visiting import Visitor
from tests.factories.assessment import ProposalFactory
from tests.factories.documents import pdf

TASK = "村级财务公开检查"
PAPER = {"name": "核查台账.pdf", "mimeType": "application/pdf", "buffer": pdf("list")}

Enter = Callable[[str], Visitor]


def draft_and_issue(clerk: Visitor, head: Visitor) -> None:
    """The clerk writes down what is asked; the head sees what it adds to whom, then issues it."""
    clerk.opens("/tasks/issuing/")
    clerk.follows("起草任务")
    clerk.writes("任务名称必填", TASK)
    clerk.writes("任务要求", "逐村核对, 列明问题")
    clerk.ticks("乡镇")
    clerk.dates("截止日期必填", date(2026, 10, 20))
    clerk.presses("保存草稿")
    clerk.reads(TASK)
    head.opens("/tasks/issuing/")
    head.ticks(f"下达 {TASK}")
    head.presses("查看将下达给谁")
    head.reads("负担预览")
    head.reads("青杠坪镇")
    head.presses("下达 1 项任务给 3 个单位")
    head.reads("下达任务: 1")


def hand_in(clerk: Visitor) -> None:
    """The township's clerk hands in what was done, with a file."""
    clerk.opens("/tasks/months/")
    clerk.follows(TASK)
    clerk.follows("提交")
    clerk.writes("完成情况", "已核对 12 个村")
    clerk.attaches("材料", PAPER)
    clerk.presses("提交")
    clerk.reads("核查台账.pdf")


def return_and_accept(head: Visitor, clerk: Visitor) -> None:
    """The head sends it back once, and accepts what comes then."""
    head.opens("/tasks/review/")
    head.heads("梅林镇")
    head.writes("退回原因必填", "缺问题清单, 请补")
    head.presses("退回 (r 写原因)")
    head.reads("退回任务: 梅林镇")
    clerk.opens("/tasks/months/")
    clerk.follows("重新提交")
    clerk.reads("缺问题清单, 请补")
    clerk.writes("完成情况", "已核对 12 个村, 问题清单 3 条")
    clerk.presses("提交")
    head.opens("/tasks/review/")
    head.presses("通过 (a)")
    head.reads("审核通过: 梅林镇")


def close(scorer: Visitor, clerk: Visitor, leader: Visitor, house: House) -> None:
    """The month is tallied, contested, answered and published."""
    house.day = date(2026, 11, 2)
    scorer.opens("/periods/2026-10/")
    scorer.confirms("统计")
    scorer.reads("异议期至 2026-11-09")
    house.day = date(2026, 11, 4)
    clerk.opens("/scores/")
    clerk.reads("100 - 2 = 98")
    clerk.follows("申诉")
    clerk.writes("异议理由必填", "问题清单在附件第三页")
    clerk.presses("提出异议")
    clerk.reads("待答复")
    house.day = date(2026, 11, 5)
    leader.opens("/objections/")
    leader.follows(f"质量退回: {TASK}")
    leader.writes("答复必填", "经核实, 情况属实")
    leader.presses("予以更正")
    leader.reads("周正明 2026-11-05 09:00 予以更正")
    house.day = date(2026, 11, 10)
    leader.opens("/periods/2026-10/")
    leader.confirms("公布")
    leader.reads("周正明于 2026-11-10 09:00 公布")


def decide(leader: Visitor) -> None:
    """A proposal is decided, with its reason."""
    leader.opens("/proposals/")
    leader.follows("办理")
    leader.writes("理由必填", "事实清楚, 本人已陈述意见")
    leader.presses("不采纳并说明理由")
    leader.reads("不采纳")
    leader.reads("事实清楚, 本人已陈述意见")


def main_loop(enter: Enter, place: object, house: House) -> None:
    """All of it."""
    head, clerk, leader = (enter(who) for who in ("head", "clerk", "leader"))
    draft_and_issue(enter("office clerk"), head)
    hand_in(clerk)
    return_and_accept(head, clerk)
    close(enter("scorer"), clerk, leader, house)
    ProposalFactory(unit=place.towns[0], period="2026-09", kind=ProposalKind.YELLOW_CARD)
    decide(leader)
