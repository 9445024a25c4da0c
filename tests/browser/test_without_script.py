"""Without a script: the main loop, and every page of the menu."""

from functools import partial

import pytest

from tests.browser.journeys import main_loop


@pytest.fixture
def plain(enter):
    """Somebody of the district, whose browser runs no script."""
    return partial(enter, java_script_enabled=False)


def test_a_month_is_done_from_draft_to_decision_without_a_script(plain, place, house):
    main_loop(plain, place, house)


@pytest.mark.parametrize("who", ["leader", "scorer", "head", "clerk", "keeper"])
def test_every_page_of_the_menu_shows_its_contents_without_a_script(plain, who):
    visitor = plain(who)
    visitor.opens("/")
    addresses = visitor.menu()
    assert len(addresses) > 4
    for address in addresses:
        assert visitor.opens(address) == 200, address
        assert visitor.page.locator("h1").inner_text()
        said = visitor.page.locator("main").inner_text()
        assert len(said) > 20, address
