"""Accounts are opened, given a new password and closed; an installation is marked for its use."""

import secrets

from django.db import transaction

from lianheng.journal.actions import record
from lianheng.kernel.verdict import Refused
from lianheng.organisation import policy
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Account, Instance, Person
from lianheng.organisation.terms import InstanceKind, OrganisationEvent, OrganisationReason

# Without characters that are taken for each other when read from paper.
LETTERS = "abcdefghijkmnpqrstuvwxyz"
ALPHABET = LETTERS + LETTERS.upper().replace("O", "").replace("L", "") + "23456789"
ONE_TIME_LENGTH = 12


@transaction.atomic
def open_account(person: Person, *, by: Actor, password: str | None = None) -> str:
    """The person may sign in with the own number; returns the password, to be changed when drawn by us."""
    policy.may_open_account(by, person.pk).or_refuse()
    account = Account.objects.select_for_update().filter(person=person).first()
    if account is not None and account.is_active:
        raise Refused(OrganisationReason.HAS_ACCOUNT)
    account = account or Account(person=person, username=person.number)
    account.is_active = True
    said = _set_password(account, password)
    record(OrganisationEvent.ACCOUNT_OPENED, person.ref, by=by)
    return said


@transaction.atomic
def reset_password(person: Person, *, by: Actor) -> str:
    """A new password for once; whoever is signed in with the old one is signed out."""
    policy.may_open_account(by, person.pk).or_refuse()
    said = _set_password(_active_account(person), None)
    record(OrganisationEvent.PASSWORD_RESET, person.ref, by=by)
    return said


@transaction.atomic
def close_account(person: Person, *, by: Actor) -> None:
    """Nobody signs in with this account any more."""
    policy.may_open_account(by, person.pk).or_refuse()
    account = _active_account(person)
    account.is_active = False
    account.save(update_fields=["is_active"])
    record(OrganisationEvent.ACCOUNT_CLOSED, person.ref, by=by)


@transaction.atomic
def mark_instance(kind: InstanceKind, *, by: Actor) -> Instance:
    """Said once, when an installation is prepared: live, drill or test; what was said stays."""
    policy.may_mark_instance(by).or_refuse()
    instance, is_new = Instance.objects.get_or_create(defaults={"kind": kind})
    if is_new:
        record(OrganisationEvent.INSTANCE_MARKED, instance.ref, by=by, kind_of_use=kind.value)
    return instance


def _active_account(person: Person) -> Account:
    account = Account.objects.select_for_update().filter(person=person, is_active=True).first()
    if account is None:
        raise Refused(OrganisationReason.NO_ACCOUNT)
    return account


def _set_password(account: Account, password: str | None) -> str:
    account.must_change_password = password is None
    password = password or "".join(secrets.choice(ALPHABET) for _ in range(ONE_TIME_LENGTH))
    account.set_password(password)
    account.save()
    return password
