"""月度清单: a task is drafted, issued, proved, returned, proved again and accepted."""

from playwright.sync_api import expect

from tests.factories.checklists import IssuedTaskFactory, UnitTaskFactory
from tests.factories.organisation import AccountFactory

TASK = "村级财务公开检查"
PASSWORD = "清正廉洁-2026"


def draft(office_clerk):
    """The office's clerk writes down what is asked, and of whom."""
    office_clerk.opens("/tasks/issuing/")
    office_clerk.follows("起草任务")
    office_clerk.writes("任务名称必填", TASK)
    office_clerk.writes("任务要求", "逐村核对, 列明问题")
    office_clerk.ticks("乡镇")
    office_clerk.writes("截止日期必填", "2026-10-20")
    office_clerk.presses("保存草稿")
    office_clerk.reads(TASK)


def issue(head):
    """The office's head sees what it adds to whom, then issues it."""
    head.opens("/tasks/issuing/")
    head.ticks(f"下达 {TASK}")
    expect(head.page.locator("#burden")).to_contain_text("青杠坪镇")
    head.presses("查看将下达给谁")
    head.presses("下达 1 项任务给 3 个单位")
    head.reads("下达任务: 1")


def submit(clerk, said):
    """A township's clerk hands in what was done."""
    clerk.opens("/tasks/months/")
    clerk.follows(TASK)
    clerk.follows("提交")
    clerk.writes("完成情况", said)
    clerk.presses("提交")
    clerk.reads(said)


def review_by_keyboard(head):
    """The head walks through the queue, returns the first and accepts the second."""
    head.opens("/tasks/review/")
    head.heads("梅林镇")
    head.keys("j")
    head.heads("石桥镇")
    head.keys("k")
    head.heads("梅林镇")
    head.keys("r")
    head.page.keyboard.type("缺问题清单, 请补")
    head.presses("退回 (r 写原因)")
    head.reads("退回任务: 梅林镇")
    head.keys("a")
    head.reads("审核通过: 石桥镇")
    head.reads("没有待审核的任务")


def test_a_task_goes_from_the_office_to_the_township_and_back_until_it_is_accepted(enter):
    head, clerk = enter("head"), enter("clerk")
    draft(enter("office clerk"))
    issue(head)
    submit(clerk, "已核对 12 个村")
    submit(enter("neighbour"), "已核对 9 个村")
    review_by_keyboard(head)

    clerk.opens("/tasks/months/")
    clerk.reads("已退回")
    clerk.follows("重新提交")
    clerk.reads("缺问题清单, 请补")
    clerk.writes("完成情况", "已核对 12 个村, 问题清单 3 条")
    clerk.presses("提交")

    head.opens("/tasks/review/")
    head.reads("已退回 1 次")
    head.keys("a")
    head.reads("审核通过: 梅林镇")
    clerk.opens("/tasks/months/")
    clerk.reads("本月任务都已办结")


def test_a_task_can_be_handed_in_without_a_script(anybody, place):
    task = IssuedTaskFactory(office=place.office, title=TASK)
    UnitTaskFactory(task=task, unit=place.towns[0])
    account = AccountFactory(person=place.people["clerk"])
    account.set_password(PASSWORD)
    account.save()

    clerk = anybody(java_script_enabled=False)
    clerk.opens("/")
    clerk.writes("用户名", account.username)
    clerk.writes("密码", PASSWORD)
    clerk.presses("登录")
    clerk.heads("工作台")
    submit(clerk, "已核对 12 个村, 发现 3 个问题")
    clerk.reads("待审核")
