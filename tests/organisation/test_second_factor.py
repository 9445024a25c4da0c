"""Nobody is in with a password alone."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from lianheng.instance import home, profile, vault, watch
from lianheng.journal.models import Event
from lianheng.organisation import actions, attempts
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.models import Account, UsedCode
from lianheng.organisation.terms import InstanceKind, OrganisationEvent, OrganisationReason, Role
from tests.factories.organisation import UnitFactory, person_in, signed_in
from tests.house import access

from .entrance import (
    OWN,
    code_of,
    forget_time,
    is_in,
    newcomer,
    say_code,
    say_password,
    set_up,
    with_password,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def strictly(settings):
    """As the third level demands."""
    settings.SECURITY_PROFILE = profile.DENGBAO3


@pytest.fixture
def head():
    return person_in(UnitFactory(), Role.UNIT_HEAD, name="钱书记")


def test_the_first_way_in_leads_from_the_one_time_password_to_the_workbench(client, head):
    once = actions.open_account(head, by=SYSTEM)
    say_password(client, head, once)
    assert client.get("/")["Location"] == reverse("account_change_password")
    said = {"oldpassword": once, "password1": OWN, "password2": OWN}
    assert client.post(reverse("account_change_password"), said)["Location"] == "/"
    assert client.get("/")["Location"] == reverse("factor_setup")
    assert "手机动态验证码" in client.get(reverse("factor_setup")).content.decode()
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    assert "data:image/svg+xml;base64," in page
    secret = client.session["mfa.totp.secret"]
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    codes = re.findall(r"<code>(\d{12})</code>", client.get(answer["Location"]).content.decode())
    assert len(set(codes)) == 10
    assert client.get("/").status_code == 200
    assert Event.objects.filter(kind=OrganisationEvent.FACTOR_ADDED).count() == 1


def test_recovery_codes_are_shown_once_and_each_opens_once(head):
    client, _ = newcomer(head)
    codes = re.findall(
        r"<code>(\d{12})</code>", client.get(reverse("mfa_view_recovery_codes")).content.decode()
    )
    again = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert not re.search(r"\d{12}", again)
    for is_first in (True, False):
        other = Client()
        say_password(other, head)
        say_code(other, codes[0])
        assert is_in(other) is is_first


@pytest.mark.parametrize("role", list(Role))
def test_g60_without_the_second_factor_nothing_is_answered_but_how_to_set_it_up(
    db, tmp_path, monkeypatch, role
):
    monkeypatch.setenv("LIANHENG_HOME", str(tmp_path))
    world = access.world()
    client = signed_in(Client(raise_request_exception=False), world.people[role])
    found = [route for route in access.routes() if not route.startswith("account/")]
    assert len(found) > 150
    for route in found:
        address = world.address(route)
        for answer in (client.get(address), client.post(address)):  # nothing of it is answered
            assert (answer.status_code, answer["Location"]) == (302, reverse("factor_setup")), route


def test_g60_without_the_second_factor_no_page_of_the_own_account_is_open_either(client, head):
    with_password(head)
    say_password(client, head)
    open_to_him = {"account/logout/", "account/password/change/", "account/reauthenticate/"}
    open_to_him |= {"account/security/setup/", "account/security/totp/", "account/security/passkeys/new/"}
    for route in access.routes():
        if not route.startswith("account/security/") or route in open_to_him:
            continue
        address = "/" + re.sub(r"<[^>]+>", "1", route)
        assert client.get(address)["Location"] == reverse("factor_setup"), route


def test_g60_whoever_has_a_factor_is_not_in_before_it_was_shown(head):
    newcomer(head)
    client = Client()
    assert say_password(client, head)["Location"].startswith(reverse("mfa_authenticate"))
    assert not is_in(client)
    assert client.get("/units/")["Location"].startswith(reverse("account_login"))
    assert "_auth_user_id" not in client.session


def test_g60_a_session_of_before_does_not_pass_by_a_factor_that_was_set_up_since(head):
    with_password(head)
    thief = Client()
    say_password(thief, head)
    owner = Client()
    say_password(owner, head)
    set_up(owner)
    answer = thief.get(reverse("mfa_add_webauthn"))
    assert answer["Location"].startswith(reverse("account_login"))
    assert OrganisationReason.BOTH_FACTORS.label in thief.get(answer["Location"]).content.decode()
    assert "_auth_user_id" not in thief.session


def test_a_code_of_the_phone_signs_in(head):
    _, secret = newcomer(head)
    forget_time(head.account)
    client = Client()
    say_password(client, head)
    assert say_code(client, code_of(secret)).status_code == 302
    assert is_in(client)


def test_a_wrong_code_and_one_of_later_sign_nobody_in(head):
    _, secret = newcomer(head)
    forget_time(head.account)
    client = Client()
    say_password(client, head)
    for wrong in ("000000" if code_of(secret) != "000000" else "111111", code_of(secret, later=4)):
        assert say_code(client, wrong).status_code == 200
    assert not is_in(client)


def test_the_code_that_set_the_phone_up_signs_nobody_in(head):
    _, secret = newcomer(head)
    cache.clear()
    client = Client()
    say_password(client, head)
    say_code(client, code_of(secret))
    assert not is_in(client)


def test_the_secret_is_closed_and_bound_to_its_account(head):
    _, secret = newcomer(head)
    other = person_in(UnitFactory(), Role.UNIT_HEAD)
    _, others = newcomer(other)
    kept = Authenticator.objects.get(user=head.account, type="totp")
    assert secret not in json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    forget_time(head.account)
    # Somebody with the database moves a secret that he knows to the account of another.
    kept.data = Authenticator.objects.get(user=other.account, type="totp").data
    kept.save()
    client = Client()
    say_password(client, head)
    say_code(client, code_of(others))
    assert not is_in(client)


def test_the_key_lies_in_a_file_that_nobody_else_reads(tmp_path):
    here = home.Home(tmp_path)
    closed = vault.seal(here, "JBSWY3DP", of="7")
    assert vault.unseal(here, closed, of="7") == "JBSWY3DP"
    assert (here.secret_file(vault.KEY).stat().st_mode & 0o777) == 0o600
    for wrong in (
        {"said": closed, "of": "8"},
        {"said": closed[:-4] + "AAAA", "of": "7"},
        {"said": "x", "of": "7"},
    ):
        with pytest.raises(vault.NotOpened):
            vault.unseal(here, **wrong)
    with pytest.raises(vault.NotOpened):
        vault.unseal(home.Home(tmp_path / "other"), closed, of="7")


@pytest.mark.parametrize("name", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_g65_the_passkey_of_another_is_not_found(head, name):
    other = with_password(person_in(UnitFactory(), Role.UNIT_HEAD))
    theirs = Authenticator.objects.create(user=other, type="webauthn", data={"name": "x", "credential": {}})
    client, _ = newcomer(head)
    address = reverse(name, args=[theirs.pk])
    assert client.get(address).status_code == 404
    assert client.post(address, {"name": "mine"}).status_code == 404
    assert Authenticator.objects.get(pk=theirs.pk).data["name"] == "x"


def test_g65_whatever_is_sent_to_set_up_a_factor_it_is_ones_own(head):
    other = with_password(person_in(UnitFactory(), Role.UNIT_HEAD))
    with_password(head)
    client = Client()
    say_password(client, head)
    client.get(reverse("mfa_activate_totp"))
    said = {"code": code_of(client.session["mfa.totp.secret"])}
    said |= {"user": other.pk, "user_id": other.pk, "id": other.pk, "account": other.pk}
    client.post(reverse("mfa_activate_totp"), said)
    assert set(Authenticator.objects.values_list("user_id", flat=True)) == {head.account.pk}


def test_g65_every_address_of_factors_works_on_ones_own_account_only(head):
    """No address of them names an account; the only number in one is that of a passkey."""
    routes = [route for route in access.routes() if route.startswith("account/security/")]
    assert len(routes) > 12
    assert {name for route in routes for name in re.findall(r"<([^>]+)>", route)} == {"int:pk"}


@pytest.mark.parametrize(
    "said", ["", "{}", "[]", "null", '{"id": 1}', '{"response": {"userHandle": "MQ"}}', "x" * 9000]
)
def test_a_passkey_that_is_none_signs_nobody_in(client, head, said):
    with_password(head)
    client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    assert client.post(reverse("mfa_login_webauthn"), {"credential": said}).status_code in (200, 302)
    assert not is_in(client)


def test_the_last_factor_stays(head):
    client, _ = newcomer(head)
    page = client.post(reverse("mfa_deactivate_totp"), follow=True).content.decode()
    assert Authenticator.objects.filter(user=head.account, type="totp").exists()
    assert "不能" in page


def test_on_a_drill_of_this_very_machine_one_click_is_enough(client, head, settings):
    settings.LOOPBACK = True
    actions.mark_instance(InstanceKind.DEMO, by=SYSTEM)
    with_password(head)
    client.post(reverse("drill_sign_in", args=[head.number]))
    answer = client.get("/")
    assert answer.status_code == 200
    assert "演练" in answer.content.decode()
    # Once others can reach the machine, what was begun by a click is worth nothing any more.
    settings.LOOPBACK = False
    assert client.get("/")["Location"] == reverse("factor_setup")


@pytest.mark.parametrize("kind", list(InstanceKind))
@pytest.mark.parametrize("is_loopback", [True, False])
def test_the_profile_for_drills_is_for_nothing_else(kind, is_loopback):
    if is_loopback and kind != InstanceKind.LIVE:
        profile.check(profile.DRILL, kind=kind, is_loopback=is_loopback)
    else:
        with pytest.raises(home.Misconfigured):
            profile.check(profile.DRILL, kind=kind, is_loopback=is_loopback)
    profile.check(profile.DENGBAO3, kind=kind, is_loopback=is_loopback)


def test_a_profile_that_there_is_not_is_named():
    with pytest.raises(home.Misconfigured, match="dengbao4"):
        profile.named("dengbao4")


def test_used_codes_are_not_kept_for_long(head):
    newcomer(head)
    UsedCode.objects.update(used_at=0)
    forget = Account.objects.get(person=head)
    assert attempts.is_first_use(forget.pk, "123456")
    assert UsedCode.objects.count() == 1


def test_m50_a_password_that_was_stolen_elsewhere_opens_nothing(head):
    newcomer(head)
    thief = Client()
    say_password(thief, head)
    for guess in range(6):
        say_code(thief, f"{guess:06}")
    assert not is_in(thief)
    assert OrganisationReason.TOO_MANY_FAILURES.label in say_code(thief, "999999").content.decode()


@pytest.mark.parametrize("name", ["mfa_activate_totp", "mfa_add_webauthn"])
def test_setting_up_needs_a_password_said_a_moment_ago(head, name, monkeypatch):
    with_password(head)
    client = Client()
    say_password(client, head)
    assert client.get(reverse(name)).status_code == 200
    now = watch.time()
    monkeypatch.setattr(watch, "time", lambda: now + watch.FRESH + 1)
    assert client.get(reverse(name))["Location"].startswith(reverse("account_reauthenticate"))


def test_no_password_shorter_than_ten_or_like_the_name(client, head):
    once = actions.open_account(head, by=SYSTEM)
    say_password(client, head, once)
    for weak in ("Ab3-9xYz!", "password123", head.number + "-x", "1234567890"):
        said = {"oldpassword": once, "password1": weak, "password2": weak}
        assert client.post(reverse("account_change_password"), said).status_code == 200
    assert Account.objects.get(person=head).must_change_password
    assert client.get(reverse("factor_setup"))["Location"] == reverse("account_change_password")


def test_before_something_weighty_the_code_is_asked_for_again(head, monkeypatch):
    client, secret = newcomer(head)
    now = watch.time()
    monkeypatch.setattr(watch, "time", lambda: now + watch.FRESH + 1)
    asked = client.get(reverse("mfa_generate_recovery_codes"))["Location"]
    assert asked.startswith(reverse("account_reauthenticate"))
    assert "用验证码" in client.get(asked).content.decode()
    forget_time(head.account)
    answer = client.post(reverse("mfa_reauthenticate"), {"code": code_of(secret)})
    assert answer.status_code == 302
    records = client.session["account_authentication_methods"]
    assert records[-1]["method"] == "mfa"
    assert records[-1]["reauthenticated"] is True
