"""After five failures the same name from the same address waits half an hour; nobody else does."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth import hashers
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from config import hashing
from lianheng.instance import profile, watch
from lianheng.kernel.verdict import Busy
from lianheng.organisation import attempts
from lianheng.organisation.models import Account, FailedSignIn, UsedCode
from lianheng.organisation.request import address_of
from lianheng.organisation.terms import OrganisationReason, Role
from tests.factories.organisation import AccountFactory, UnitFactory, person_in

from .entrance import OWN, code_of, forget_time, is_in, newcomer, say_code, say_password, with_password

HERE, ELSEWHERE = {"REMOTE_ADDR": "10.0.0.8"}, {"REMOTE_ADDR": "10.0.0.9"}
CLOSED = OrganisationReason.TOO_MANY_FAILURES.label


@pytest.fixture
def secretary(db):
    person = person_in(UnitFactory(), Role.LEADER)
    with_password(person)
    return person


@pytest.fixture
def later(monkeypatch):
    """So many seconds after the beginning, as the machine counts them."""
    start = int(watch.time())

    def wait(seconds):
        monkeypatch.setattr(watch, "time", lambda: start + seconds)

    wait(0)
    return wait


def fail(times, person, **where):
    """So many wrong passwords; the last answer."""
    answers = [say_password(Client(), person, "wrong", **where).content.decode() for _ in range(times)]
    return answers[-1]


def test_g62_five_failures_close_the_door_for_half_an_hour_to_the_second(secretary, later):
    assert CLOSED not in fail(5, secretary, **HERE)
    assert CLOSED in say_password(Client(), secretary, **HERE).content.decode()
    later(30 * 60 - 1)
    assert say_password(Client(), secretary, **HERE).status_code == 200
    later(30 * 60)
    assert say_password(Client(), secretary, **HERE).status_code == 302


def test_g62_four_failures_close_nothing(secretary):
    fail(4, secretary, **HERE)
    assert say_password(Client(), secretary, **HERE).status_code == 302
    assert not FailedSignIn.objects.exists()


def test_g62_failures_of_long_ago_are_forgotten(secretary, later):
    fail(4, secretary, **HERE)
    later(30 * 60)
    assert CLOSED not in fail(2, secretary, **HERE)
    assert say_password(Client(), secretary, **HERE).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_g62_what_was_counted_outlives_a_restart_and_is_known_to_every_worker():
    """Failures come in over two connections at once; afterwards a third, which begins anew, knows of them."""
    person = person_in(UnitFactory(), Role.LEADER)
    with_password(person)

    def fail_three_times(_: int) -> None:
        fail(3, person, **HERE)
        connection.close()

    with ThreadPoolExecutor(2) as two:
        list(two.map(fail_three_times, range(2)))
    cache.clear()
    connection.close()
    assert FailedSignIn.objects.get().failures == 5
    assert CLOSED in say_password(Client(), person, **HERE).content.decode()


def test_m51_wrong_passwords_from_elsewhere_lock_nobody_out(secretary):
    fail(7, secretary, **ELSEWHERE)
    assert say_password(Client(), secretary, **HERE).status_code == 302


def test_m51_the_passkey_stays_open(secretary, client):
    fail(6, secretary, **HERE)
    answer = client.get("/account/security/passkeys/login/", headers={"accept": "application/json"}, **HERE)
    assert answer.status_code in (200, 302)
    assert CLOSED not in answer.content.decode()


def test_the_door_closes_alike_whether_there_is_an_account_or_not(secretary):
    answers = []
    for name in (secretary.number, "nobody-of-that-name"):
        said = {"login": name, "password": "wrong"}
        pages = [Client().post("/account/login/", said, **HERE).content.decode() for _ in range(6)]
        answers.append([OrganisationReason.TOO_MANY_FAILURES.label in page for page in pages])
    assert answers[0] == answers[1] == [False] * 5 + [True]


def test_who_guesses_at_the_password_on_an_open_desk_waits_too(secretary):
    client = Client(REMOTE_ADDR="10.0.0.8")
    say_password(client, secretary)
    said = {"password1": "Xin-De-Mi-Ma-2027", "password2": "Xin-De-Mi-Ma-2027"}
    for _ in range(5):
        client.post(reverse("account_change_password"), said | {"oldpassword": "wrong"})
    page = client.post(reverse("account_change_password"), said | {"oldpassword": OWN})
    assert CLOSED in page.content.decode()


def test_what_is_typed_as_a_name_is_not_kept(secretary):
    Client().post("/account/login/", {"login": "My-Password-1", "password": "x"}, **HERE)
    assert "My-Password" not in str(list(FailedSignIn.objects.values_list()))


def test_for_an_unknown_name_a_password_is_computed_too(secretary, monkeypatch):
    computed = []
    hasher = hashers.get_hasher()
    for verb in ("encode", "verify"):
        real = getattr(type(hasher), verb)
        monkeypatch.setattr(
            type(hasher), verb, lambda *said, real=real, verb=verb: (computed.append(verb), real(*said))[1]
        )
    counts = []
    for name in (secretary.number, "nobody-of-that-name"):
        computed.clear()
        Client().post("/account/login/", {"login": name, "password": "wrong"}, **ELSEWHERE)
        counts.append(len([each for each in computed if each in ("encode", "verify")]))
    assert min(counts) >= 1


@pytest.mark.parametrize(
    ("named", "sent", "found"),
    [
        ("", {"REMOTE_ADDR": "10.0.0.8", "HTTP_X_FORWARDED_FOR": "1.2.3.4"}, "10.0.0.8"),
        ("X-Real-IP", {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_REAL_IP": "10.0.0.8"}, "10.0.0.8"),
        ("X-Real-IP", {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "1.2.3.4"}, "127.0.0.1"),
        (
            "X-Forwarded-For",
            {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "6.6.6.6, 10.0.0.8"},
            "10.0.0.8",
        ),
        ("X-Real-IP", {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_REAL_IP": "<script>"}, "127.0.0.1"),
    ],
)
def test_an_address_is_believed_from_one_proxy_only(rf, settings, named, sent, found):
    settings.PROXY_ADDRESS_HEADER = named
    assert address_of(rf.get("/", **sent)) == found


@pytest.mark.django_db(transaction=True)
def test_g61_of_two_who_send_the_same_code_at_the_same_moment_exactly_one_is_in():
    """Five hundred codes, each sent twice at once over two connections."""
    account, trials = AccountFactory(), 500
    together = Barrier(2, timeout=60)

    def send_all(_: int) -> list[bool]:
        said = []
        for trial in range(trials):
            together.wait()
            said.append(attempts.is_first_use(account.pk, f"{trial:06}"))
        connection.close()
        return said

    with ThreadPoolExecutor(2) as two:
        one, other = two.map(send_all, range(2))
    assert [first + second for first, second in zip(one, other, strict=True)] == [1] * trials
    assert UsedCode.objects.filter(account=account).count() <= trials


def test_g61_a_code_is_not_taken_twice_though_the_memory_of_the_process_forgets_it(secretary, settings):
    settings.SECURITY_PROFILE = profile.DENGBAO3
    _, secret = newcomer(secretary)
    forget_time(secretary.account)
    code, results = code_of(secret), []
    for _ in range(2):
        cache.clear()
        client = Client()
        say_password(client, secretary)
        answer = say_code(client, code)
        results.append(is_in(client))
    assert results == [True, False]
    assert answer.request["PATH_INFO"] == reverse("mfa_authenticate")


def test_no_more_than_two_passwords_are_computed_at_once(monkeypatch):
    monkeypatch.setattr(hashing, "PATIENCE_SECONDS", 0.05)
    hasher = hashing.CappedArgon2()
    with hashing._place(), hashing._place(), pytest.raises(Busy):
        hasher.encode("x", "saltsaltsalt")
    assert hasher.verify("x", hasher.encode("x", "saltsaltsalt"))


def test_whoever_comes_when_too_many_do_is_told_to_come_again(client, secretary, monkeypatch):
    def busy(*_: object) -> bool:
        raise Busy

    monkeypatch.setattr(Account, "check_password", busy)
    answer = say_password(client, secretary, OWN)
    assert answer.status_code == 503
    assert "系统繁忙" in answer.content.decode()
    assert "请稍后再试" in answer.content.decode()
    assert answer["Retry-After"] == "10"
