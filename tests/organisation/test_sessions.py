"""A session is worth nothing to who steals the table, and ends when nobody is there."""

import pytest
from django.test import Client
from django.urls import reverse

from lianheng.instance import watch
from lianheng.organisation.models import SignInSession as Session
from lianheng.organisation.terms import OrganisationReason, Role
from tests.factories.organisation import AccountFactory, UnitFactory, person_in, signed_in

pytestmark = pytest.mark.django_db
QUARTER, EIGHT_HOURS = 15 * 60, 8 * 60 * 60


@pytest.fixture
def browser():
    """The head of a township, signed in and at work."""
    person = person_in(UnitFactory(), Role.UNIT_HEAD)
    AccountFactory(person=person)
    client = signed_in(Client(), person)
    assert client.get("/units/").status_code == 200
    return client


@pytest.fixture
def later(monkeypatch):
    """So many seconds after the beginning, as the machine counts them."""
    start = int(watch.time())

    def wait(seconds):
        monkeypatch.setattr(watch, "time", lambda: start + seconds)

    wait(0)
    return wait


def is_in(client):
    """Whether the page is answered; otherwise sign-in is asked for."""
    answer = client.get("/units/")
    assert answer.status_code == 200 or answer["Location"].startswith(reverse("account_login"))
    return answer.status_code == 200


def test_g63_nothing_that_the_table_of_sessions_holds_signs_anybody_in(browser):
    held = Session.objects.get()
    for stolen in (held.session_key, held.session_data, held.session_data.split(":")[0]):
        thief = Client()
        thief.cookies["sessionid"] = stolen
        assert not is_in(thief)
    assert is_in(browser)


def test_the_table_does_not_hold_the_key_of_the_browser(browser):
    assert browser.cookies["sessionid"].value not in str(list(Session.objects.values_list()))


def test_a_session_that_ended_is_gone(browser):
    browser.post(reverse("account_logout"))
    assert not Session.objects.exists()
    assert not is_in(browser)


def test_g64_a_quarter_of_an_hour_without_a_sign_ends_the_session(later, browser):
    later(QUARTER)
    assert is_in(browser)
    later(2 * QUARTER + 1)
    answer = browser.get("/units/?sort=code", follow=True)
    assert answer.redirect_chain[0][0] == f"{reverse('account_login')}?next=/units/%3Fsort%3Dcode"
    assert OrganisationReason.TIMED_OUT.label in answer.content.decode()
    assert not is_in(browser)


def test_g64_eight_hours_end_it_however_busy_somebody_was(later, browser):
    for moment in range(0, EIGHT_HOURS + 1, QUARTER):
        later(moment)
        assert is_in(browser)
    later(EIGHT_HOURS + 1)
    assert not is_in(browser)


def test_g64_a_clock_that_was_put_back_ends_it_too(later, browser):
    later(-3600)
    assert not is_in(browser)


def test_being_there_costs_one_write_a_minute(later, browser, django_assert_num_queries):
    later(30)
    before = Session.objects.get().session_data
    is_in(browser)
    assert Session.objects.get().session_data == before
    later(90)
    is_in(browser)
    assert Session.objects.get().session_data != before


def test_what_was_sent_too_late_leads_back_to_the_page_where_it_was_typed(later, browser):
    later(QUARTER + 1)
    answer = browser.post(
        "/absences/new/", {"reason": "x"}, headers={"referer": "http://testserver/absences/new/"}
    )
    assert answer["Location"] == f"{reverse('account_login')}?next=/absences/new/"
