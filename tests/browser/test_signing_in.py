"""The first day at the door: a one-time password, a phone or a passkey; and the day the phone is lost."""

import pytest

from lianheng.instance import profile
from lianheng.organisation import actions
from lianheng.organisation.actor import SYSTEM
from tests.organisation.entrance import OWN, code_of

TOUCH = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(autouse=True)
def strictly(settings):
    """As the third level demands, on this machine without TLS."""
    settings.SECURITY_PROFILE = profile.DENGBAO3
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True


def sign_in(visitor, person, password=OWN):
    """By name and password."""
    visitor.opens("/")
    visitor.writes("用户名", person.number)
    visitor.writes("密码", password)
    visitor.presses("登录")


def first_day(visitor, person):
    """From the one-time password to the choice of a factor."""
    once = actions.open_account(person, by=SYSTEM)
    sign_in(visitor, person, once)
    visitor.heads("修改密码")
    visitor.page.locator("input[name=oldpassword]").fill(once)
    visitor.page.locator("input[name=password1]").fill(OWN)
    visitor.page.locator("input[name=password2]").fill(OWN)
    visitor.presses("修改密码")
    visitor.heads("设置第二种验证方式")


def set_up_phone(visitor):
    """The phone scans the picture and shows a code; the secret, and the recovery codes."""
    visitor.follows("手机动态验证码")
    visitor.heads("设置动态验证码")
    picture = visitor.page.locator("main section img")
    assert picture.evaluate("(image) => image.naturalWidth") > 0
    secret = visitor.page.locator("dd code").inner_text()
    visitor.page.locator("input[name=code]").fill(code_of(secret))
    visitor.presses("启用")
    visitor.heads("恢复码")
    codes = visitor.page.locator("ol code").all_inner_texts()
    visitor.follows("已经抄好")
    visitor.page.locator(".top-person").wait_for()
    return secret, codes


def test_the_first_day_with_a_phone_and_the_next_with_a_recovery_code(anybody, place):
    head = place.people["head"]
    visitor = anybody()
    first_day(visitor, head)
    _, codes = set_up_phone(visitor)
    assert len(codes) == 10
    next_day = anybody()
    sign_in(next_day, head)
    next_day.heads("第二步验证")
    next_day.page.locator("input[name=code]").fill(codes[3])
    next_day.presses("登录")
    next_day.page.locator(".top-person summary").click()
    next_day.follows("登录与安全")
    next_day.heads("登录与安全")
    next_day.reads("还有 9 个没有使用")
    next_day.reads("本次")
    next_day.presses("退出其他登录")
    next_day.misses("另一处")


def test_a_passkey_alone_opens_the_door(anybody, place):
    head = place.people["head"]
    visitor = anybody()
    cdp = visitor.page.context.new_cdp_session(visitor.page)
    cdp.send("WebAuthn.enable")
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": TOUCH})
    first_day(visitor, head)
    visitor.page.get_by_role("link", name="通行密钥").click()
    visitor.heads("添加通行密钥")
    visitor.page.locator("input[name=name]").fill("办公电脑")
    visitor.presses("添加")
    visitor.heads("恢复码")
    visitor.page.context.clear_cookies()
    visitor.opens("/account/login/")
    visitor.presses("用通行密钥登录")
    visitor.page.locator(".top-person").wait_for()
    assert "林审" in visitor.page.locator(".top-person summary").inner_text()
    visitor.opens("/account/security/")
    visitor.reads("办公电脑")


def test_a_lost_phone_is_reset_by_two_and_set_up_anew(anybody, enter, place, settings):
    clerk = place.people["clerk"]
    visitor = anybody()
    first_day(visitor, clerk)
    set_up_phone(visitor)
    settings.SECURITY_PROFILE = profile.DRILL  # the two administrators are in already
    keeper, guardian = enter("keeper"), enter("guardian")
    keeper.opens(f"/people/{clerk.pk}/")
    keeper.follows("申请重置验证方式")
    keeper.writes("原因必填", "手机丢失, 本人当面提出")
    keeper.presses("申请重置")
    keeper.reads("待审批")
    guardian.opens("/security/resets/")
    guardian.follows("何报")
    guardian.reads("手机丢失, 本人当面提出")
    guardian.presses("同意")
    guardian.reads("办结")
    settings.SECURITY_PROFILE = profile.DENGBAO3
    again = anybody()
    sign_in(again, clerk)
    again.heads("设置第二种验证方式")
