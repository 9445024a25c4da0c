"""What somebody typed is not lost when the session ends, and the burden follows what is typed."""

from playwright.sync_api import expect

from tests.factories.checklists import IssuedTaskFactory, UnitTaskFactory
from tests.factories.organisation import AccountFactory

PASSWORD = "清正廉洁-2026"
SAID = "已核对 12 个村, 发现 3 个问题"


def account_of(place, who: str) -> str:
    """Somebody who can sign in with a password."""
    account = AccountFactory(person=place.people[who])
    account.set_password(PASSWORD)
    account.save()
    return account.username


def sign_in(visitor, name: str) -> None:
    """By name and password, on the page that asks for them."""
    visitor.writes("用户名", name)
    visitor.writes("密码", PASSWORD)
    visitor.presses("登录")


def kept(visitor) -> list[str]:
    """What this tab still keeps of what was typed."""
    return visitor.page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('typed:'))")


def test_what_was_typed_comes_back_after_signing_in_again(anybody, place):
    part = UnitTaskFactory(task=IssuedTaskFactory(office=place.office), unit=place.towns[0])
    name = account_of(place, "clerk")
    clerk = anybody()
    clerk.opens(f"/tasks/{part.pk}/submission/")
    sign_in(clerk, name)
    clerk.writes("完成情况", SAID)
    clerk.page.context.clear_cookies(name="sessionid")
    clerk.presses("提交")
    expect(clerk.page).to_have_url(f"/account/login/?next=/tasks/{part.pk}/submission/")
    sign_in(clerk, name)
    expect(clerk.page.get_by_label("完成情况")).to_have_value(SAID)
    clerk.reads("已恢复上次没有提交成功的内容")
    clerk.presses("提交")
    clerk.reads("提交任务")
    assert kept(clerk) == []


def test_it_is_given_back_to_nobody_else(anybody, place):
    part = UnitTaskFactory(task=IssuedTaskFactory(office=place.office), unit=place.towns[0])
    clerk = anybody()
    clerk.opens(f"/tasks/{part.pk}/submission/")
    sign_in(clerk, account_of(place, "clerk"))
    clerk.writes("完成情况", SAID)
    clerk.page.context.clear_cookies(name="sessionid")
    clerk.presses("提交")
    sign_in(clerk, account_of(place, "office clerk"))
    clerk.heads("不能办理")
    assert kept(clerk) == []
    clerk.complaints.clear()  # that somebody else may not hand in was said with 409


def test_the_burden_follows_what_is_typed(enter, place):
    task = IssuedTaskFactory(title="村级财务公开检查", office__superior=place.commission)
    for town in place.towns:
        UnitTaskFactory(task=task, unit=town)
    clerk = enter("office clerk")
    clerk.opens("/tasks/issuing/new/?month=2026-10")
    burden = clerk.page.locator("#burden")
    expect(burden).to_contain_text("选好月份和接收范围后")
    clerk.ticks("乡镇")
    expect(burden).to_contain_text("2 项 90 分钟")
    clerk.writes("任务名称必填", "村级财务公开情况检查")
    expect(burden).to_contain_text("已要求“村级财务公开检查”")
    clerk.writes("预计用时 (分钟)必填", "100")
    expect(burden).to_contain_text("2 项 160 分钟")
    clerk.presses("引用")
    clerk.reads("取消引用")
    expect(clerk.page.get_by_label("记录", exact=True)).to_be_checked()


def test_the_burden_can_be_seen_without_a_script(anybody, place):
    clerk = anybody(java_script_enabled=False)
    clerk.opens("/tasks/issuing/new/?month=2026-10")
    sign_in(clerk, account_of(place, "office clerk"))
    clerk.ticks("乡镇")
    clerk.presses("预览负担")
    expect(clerk.page.locator("#burden")).to_contain_text("1 项 30 分钟")
