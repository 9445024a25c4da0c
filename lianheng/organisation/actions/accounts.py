"""Accounts are opened, given a new password and closed; an installation is marked for its use."""

import secrets
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction

from lianheng.instance import profile
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.verdict import Refused
from lianheng.organisation import policy
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Account, FactorReset, Grant, Instance, Person
from lianheng.organisation.terms import (
    FactorResetState,
    InstanceKind,
    OrganisationEvent,
    OrganisationReason,
)

# Without characters that are taken for each other when read from paper.
LETTERS = "abcdefghijkmnpqrstuvwxyz"
ALPHABET = LETTERS + LETTERS.upper().replace("O", "").replace("L", "") + "23456789"
ONE_TIME_LENGTH = 12
AGREED = (FactorResetState.APPROVED, FactorResetState.DONE)
AGREED_FOR = timedelta(days=3)


@transaction.atomic
def open_account(person: Person, *, by: Actor, password: str | None = None) -> str:
    """The person may sign in with the own number; returns the password, to be changed when drawn by us."""
    policy.may_open_account(by, person.pk).or_refuse()
    account = Account.objects.select_for_update().filter(person=person).first()
    if account is not None:
        if account.is_active:
            raise Refused(OrganisationReason.HAS_ACCOUNT)
        policy.may_renew_password(by, person.pk, opens_alone=_opens_alone(account)).or_refuse()
    account = account or Account(person=person, username=person.number)
    account.is_active = True
    said = _set_password(account, password)
    record(OrganisationEvent.ACCOUNT_OPENED, person.ref, by=by)
    return said


@transaction.atomic
def reset_password(person: Person, *, by: Actor) -> str:
    """A new password for once; whoever is signed in with the old one is signed out."""
    policy.may_open_account(by, person.pk).or_refuse()
    account = _active_account(person)
    policy.may_renew_password(by, person.pk, opens_alone=_opens_alone(account)).or_refuse()
    said = _set_password(account, None)
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


def _opens_alone(account: Account) -> bool:
    """Whether a password would open somebody's roles: no factor, and no two who agreed to it."""
    if settings.SECURITY_PROFILE == profile.DRILL or Authenticator.objects.filter(user=account).exists():
        return False
    now = clock.now()
    agreed = FactorReset.objects.filter(person=account.person_id, state__in=AGREED)
    if agreed.filter(effective_at__gte=now - AGREED_FOR, effective_at__lte=now).exists():
        return False
    return Grant.objects.running(clock.today()).filter(person=account.person_id).exists()


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
