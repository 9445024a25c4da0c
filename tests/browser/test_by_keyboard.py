"""By keyboard alone: the main loop, the way past the menu, the sheet of keys, no form sent by accident."""

import pytest
from playwright.sync_api import expect

from tests.browser.by_keys import ByKeys
from tests.browser.journeys import TASK, main_loop


@pytest.fixture
def by_keys(enter):
    """Somebody of the district, whose mouse is broken."""

    def comes(who: str) -> ByKeys:
        visitor = enter(who)
        return ByKeys(visitor.page, visitor.complaints)

    return comes


def test_a_month_is_done_from_draft_to_decision_without_a_mouse(by_keys, place, house):
    main_loop(by_keys, place, house)


def test_the_first_key_leads_past_the_menu(by_keys):
    head = by_keys("head")
    head.opens("/tasks/issuing/")
    head.keys("Tab")
    expect(head.page.locator(".skip")).to_be_in_viewport()
    head.keys("Enter")
    head.keys("Tab")
    assert head.page.evaluate("document.activeElement.closest('main') !== null")


def test_tab_goes_all_around_the_page_and_out_of_it(by_keys):
    head = by_keys("head")
    head.opens("/tasks/issuing/new/")
    met = []
    for _ in range(120):
        head.keys("Tab")
        met.append(head.page.evaluate("document.activeElement.outerHTML.slice(0, 120)"))
    assert met.count(met[0]) > 1, "Tab is caught somewhere"


def test_enter_in_a_field_sends_no_form_that_has_more_of_them(by_keys):
    clerk = by_keys("office clerk")
    clerk.opens("/tasks/issuing/new/")
    clerk.writes("任务名称必填", TASK)
    clerk.keys("Enter")
    clerk.page.wait_for_timeout(200)
    clerk.heads("起草任务")
    assert clerk.page.locator(".form-errors").count() == 0
    assert clerk.page.get_by_label("任务名称必填", exact=True).input_value() == TASK


def test_a_question_mark_shows_the_keys_and_escape_puts_them_away(by_keys):
    clerk = by_keys("clerk")
    clerk.opens("/tasks/months/")
    clerk.keys("?")
    sheet = clerk.page.get_by_role("dialog", name="键盘操作")
    expect(sheet).to_contain_text("上月")
    expect(sheet).to_contain_text("到搜索框")
    clerk.keys("Escape")
    expect(sheet).to_have_count(0)
    clerk.keys("/")
    clerk.page.keyboard.type("?")
    expect(clerk.page.locator("[data-search]")).to_have_value("?")


def test_the_keys_stand_on_a_page_of_their_own_for_whoever_has_no_script(enter):
    clerk = enter("clerk", java_script_enabled=False)
    clerk.opens("/tasks/months/")
    clerk.follows("键盘操作")
    clerk.heads("键盘操作")
    clerk.reads("到搜索框")
