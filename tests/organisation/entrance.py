"""How somebody comes in: with a password, and with the code that a phone would show."""

import base64
import hashlib
import hmac
import struct
import time

from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from lianheng.organisation import actions
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.models import Account, Person, UsedCode

OWN = "Zhen-Shi-De-Mi-Ma-9"


def code_of(secret: str, *, later: int = 0) -> str:
    """What a phone shows for this secret, so many times thirty seconds later (RFC 6238)."""
    step = struct.pack(">Q", int(time.time()) // 30 + later)
    digest = hmac.new(base64.b32decode(secret), step, hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def with_password(person: Person) -> Account:
    """The person has an account, and a password of his own."""
    account = Account.objects.filter(person=person).first()
    if account is None:
        actions.open_account(person, by=SYSTEM, password=OWN)
        account = Account.objects.get(person=person)
    account.set_password(OWN)
    account.must_change_password = False
    account.save()
    return account


def say_password(client: Client, person: Person, password: str = OWN, **where: str):
    """The answer to a name and a password."""
    return client.post(reverse("account_login"), {"login": person.number, "password": password}, **where)


def say_code(client: Client, code: str, **where: str):
    """The answer to a code, asked for after the password."""
    return client.post(reverse("mfa_authenticate"), {"code": code}, **where)


def set_up(client: Client) -> str:
    """A phone is set up by whoever has said the password; its secret."""
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer.status_code == 302, answer.content.decode()
    return secret


def newcomer(person: Person) -> tuple[Client, str]:
    """Somebody who is in with password and phone, and the phone's secret."""
    with_password(person)
    client = Client()
    say_password(client, person)
    return client, set_up(client)


def is_in(client: Client) -> bool:
    """Whether the product's pages are answered."""
    return client.get("/units/").status_code == 200


def forget_time(account: Account) -> None:
    """As if some minutes had passed since the last code."""
    UsedCode.objects.filter(account=account).delete()
    cache.clear()
