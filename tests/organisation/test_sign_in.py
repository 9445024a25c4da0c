"""Sign-in: with a password that must be changed once, and on a drill with one click."""

import pytest
from django.urls import NoReverseMatch, reverse

from lianheng.organisation import actions
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.models import Account, Instance
from lianheng.organisation.terms import InstanceKind, Role
from tests.factories.organisation import AccountFactory, UnitFactory, person_in, signed_in

pytestmark = pytest.mark.django_db
OWN = "Zhen-Shi-De-Mi-Ma-9"


@pytest.fixture
def on_a_drill(settings):
    """A drill that only this machine can reach."""
    settings.LOOPBACK = True
    actions.mark_instance(InstanceKind.DEMO, by=SYSTEM)


@pytest.fixture
def head():
    person = person_in(UnitFactory(), Role.UNIT_HEAD, name="钱书记")
    AccountFactory(person=person)
    return person


def signed_in_as(client):
    """Who is signed in, by number."""
    number = client.session.get("_auth_user_id")
    return Account.objects.get(pk=number).username if number else None


def sign_in(client, person, password):
    """The answer to a name and a password."""
    return client.post(reverse("account_login"), {"login": person.number, "password": password})


def test_whoever_signs_in_for_the_first_time_chooses_a_password_before_anything_else(client, head):
    password = actions.reset_password(head, by=SYSTEM)
    assert sign_in(client, head, password).status_code == 302
    answer = client.get("/units/")
    assert answer["Location"] == reverse("account_change_password")
    assert client.get(reverse("account_change_password")).status_code == 200
    said = {"oldpassword": password, "password1": OWN, "password2": OWN}
    assert client.post(reverse("account_change_password"), said).status_code == 302
    assert client.get("/units/").status_code == 200
    assert not Account.objects.get(person=head).must_change_password


def test_a_weak_password_is_not_taken(client, head):
    password = actions.reset_password(head, by=SYSTEM)
    sign_in(client, head, password)
    said = {"oldpassword": password, "password1": "12345678", "password2": "12345678"}
    client.post(reverse("account_change_password"), said)
    assert Account.objects.get(person=head).must_change_password


def test_a_wrong_password_signs_nobody_in(client, head):
    actions.reset_password(head, by=SYSTEM)
    answer = sign_in(client, head, "wrong")
    assert answer.status_code == 200
    assert signed_in_as(client) is None


def test_a_closed_account_signs_nobody_in_and_signs_out_whoever_is(client, head):
    password = actions.reset_password(head, by=SYSTEM)
    sign_in(client, head, password)
    assert signed_in_as(client) == head.number
    actions.close_account(head, by=SYSTEM)
    assert client.get("/units/").status_code == 302
    client.logout()
    sign_in(client, head, password)
    assert signed_in_as(client) is None


def test_a_reset_password_signs_out_whoever_is_signed_in(client, head):
    sign_in(client, head, actions.reset_password(head, by=SYSTEM))
    actions.reset_password(head, by=SYSTEM)
    assert client.get("/units/")["Location"].startswith(reverse("account_login"))


def test_one_signs_out_by_a_button(client, head):
    signed_in(client, head)
    client.post(reverse("account_logout"))
    assert signed_in_as(client) is None


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password", "account_email"])
def test_there_is_no_signing_up_and_no_reset_by_mail(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_on_a_drill_one_click_signs_in(client, head, on_a_drill):
    assert "钱书记" in client.get(reverse("account_login")).content.decode()
    answer = client.post(reverse("drill_sign_in", args=[head.number]))
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert signed_in_as(client) == head.number


def test_on_a_drill_only_those_listed_are_signed_in_by_a_click(client, head, on_a_drill):
    second = person_in(UnitFactory(), Role.UNIT_HEAD)
    AccountFactory(person=second)
    assert client.post(reverse("drill_sign_in", args=[second.number])).status_code == 404
    assert signed_in_as(client) is None


def test_a_click_is_a_post(client, head, on_a_drill):
    assert client.get(reverse("drill_sign_in", args=[head.number])).status_code == 405


@pytest.mark.parametrize(
    "near",
    [
        {"REMOTE_ADDR": "10.0.0.8"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "10.0.0.8"},
        {"REMOTE_ADDR": ""},
    ],
)
def test_from_another_machine_nobody_signs_in_without_a_password(client, head, on_a_drill, near):
    assert client.post(reverse("drill_sign_in", args=[head.number]), **near).status_code == 404
    assert "钱书记" not in client.get(reverse("account_login"), **near).content.decode()


def test_a_server_that_others_can_reach_signs_nobody_in_without_a_password(
    client, head, on_a_drill, settings
):
    settings.LOOPBACK = False
    assert client.post(reverse("drill_sign_in", args=[head.number])).status_code == 404


@pytest.mark.parametrize("kind", [InstanceKind.LIVE, InstanceKind.TEST, None])
def test_only_a_drill_signs_anybody_in_without_a_password(client, head, settings, kind):
    settings.LOOPBACK = True
    if kind:
        actions.mark_instance(kind, by=SYSTEM)
    assert client.post(reverse("drill_sign_in", args=[head.number])).status_code == 404


def test_what_an_installation_is_for_is_said_once(on_a_drill):
    actions.mark_instance(InstanceKind.LIVE, by=SYSTEM)
    assert Instance.objects.get().kind == InstanceKind.DEMO
