"""A session is worth nothing to who steals the table, and ends when nobody is there."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from lianheng.flows.reactions import work_off
from lianheng.flows.terms import Message
from lianheng.instance import watch
from lianheng.kernel import clock
from lianheng.notices.models import Notice
from lianheng.organisation import actions
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.models import Account, Appointment, Grant, Person
from lianheng.organisation.models import SignInSession as Session
from lianheng.organisation.terms import OrganisationReason, Role
from tests.factories.organisation import (
    AccountFactory,
    AppointmentFactory,
    CommissionFactory,
    PersonFactory,
    UnitFactory,
    person_in,
    signed_in,
)

from .entrance import say_password, with_password

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


def test_g64_a_role_that_was_taken_or_given_ends_the_session_at_the_next_request(browser):
    grant = Grant.objects.get()
    actions.revoke(grant, by=SYSTEM)
    answer = browser.get("/units/", follow=True)
    assert OrganisationReason.RIGHTS_CHANGED.label in answer.content.decode()
    assert not is_in(browser)


def test_g64_m35_a_person_who_is_moved_is_out_the_same_minute(browser):
    held = Appointment.objects.get()
    held.to_on = clock.today() - timedelta(days=1)
    held.save()
    AppointmentFactory(person=held.person, unit=UnitFactory(), from_on=clock.today())
    assert not is_in(browser)


def test_g64_a_closed_account_is_out_at_the_next_request(browser):
    actions.close_account(Person.objects.get(), by=SYSTEM)
    assert not is_in(browser)


def test_m35_whoever_has_left_and_tries_again_is_refused_and_the_security_administrator_told(browser):
    guardian = person_in(UnitFactory(), Role.SECURITY_ADMIN)
    person = Account.objects.get(person__grants__role=Role.UNIT_HEAD).person
    with_password(person)
    yesterday = clock.today() - timedelta(days=1)
    person.appointments.update(to_on=yesterday)
    person.grants.update(to_on=yesterday)
    client = Client()
    answer = say_password(client, person)
    assert answer["Location"] == reverse("account_login")
    assert OrganisationReason.OUT_OF_OFFICE.label in client.get(answer["Location"]).content.decode()
    assert not is_in(client)
    work_off()
    assert list(Notice.objects.values_list("to", flat=True)) == [guardian.pk]


def test_each_sign_in_has_a_key_of_its_own(browser):
    person = Person.objects.get()
    with_password(person)
    client = Client()
    client.get(reverse("account_login"))
    say_password(client, person)
    first = client.session.session_key
    client.post(reverse("account_logout"))
    say_password(client, person)
    assert client.session.session_key != first
    assert not Session.objects.filter(session_key=first).exists()


def test_m34_whoever_is_in_twice_is_told_so_himself_and_nobody_else():
    person = person_in(UnitFactory(), Role.UNIT_HEAD)
    with_password(person)
    one, two = Client(REMOTE_ADDR="10.0.0.8"), Client(REMOTE_ADDR="10.0.0.9")
    say_password(one, person)
    assert is_in(one)
    work_off()
    assert not Notice.objects.exists()
    say_password(two, person)
    work_off()
    told = Notice.objects.get()
    assert (told.to, told.title) == (person, Message.SIGNED_IN_TWICE.label)
    page = two.get(reverse("mfa_index")).content.decode()
    assert "10.0.0.8" in page
    assert "10.0.0.9" in page


def test_m34_one_ends_the_other_sessions_oneself(browser):
    person = Person.objects.get()
    with_password(person)
    one, two = Client(), Client()
    for each in (one, two):
        say_password(each, person)
        assert is_in(each)
    two.post(reverse("other_sessions"))
    assert is_in(two)
    assert not is_in(one)


def test_g10_a_fresh_installation_has_no_account_and_no_account_is_more_than_a_persons(transactional_db):
    """Nobody is superuser: an account can do what its person was entrusted with, and nothing else."""
    assert not Account.objects.exists()
    names = {field.name for field in Account._meta.get_fields()}
    assert not names & {"is_superuser", "is_staff", "user_permissions", "groups"}
    assert not Account._meta.get_field("person").null


def test_a_number_is_given_to_one_person_only():
    PersonFactory(number="P1")
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonFactory(number="P1")


def test_accounts_that_nobody_used_for_ninety_days_are_listed_and_nothing_happens_to_them():
    commission = CommissionFactory()
    keeper = person_in(commission, Role.SYSTEM_ADMIN)
    now = clock.now()
    for days, name in ((89, "甲常用"), (91, "乙久未")):
        AccountFactory(person=person_in(commission, name=name), last_login=now - timedelta(days=days))
    client = signed_in(Client(), keeper)
    page = client.get("/security/stale-accounts/").content.decode()
    assert "乙久未" in page
    assert "甲常用" not in page
    assert Account.objects.filter(is_active=True).count() == 3
