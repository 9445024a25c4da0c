"""A lost factor is reset: asked for by one, agreed to by another, stopped by whoever is warned in time."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.verdict import Refused
from lianheng.organisation import policy
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Account, FactorReset, Grant, Person, SignInSession
from lianheng.organisation.rules import FACTOR_RESET_WORKFLOW, RESET_WAITS, waits_a_day
from lianheng.organisation.terms import (
    FactorResetMove,
    FactorResetState,
    OrganisationEvent,
    OrganisationReason,
)


@transaction.atomic
def ask_factor_reset(person: Person, *, reason: str, by: Actor) -> FactorReset:
    """The person has lost what he signs in with, or never set it up, and has asked for the reset."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    policy.may_ask_reset(by, person.pk).or_refuse()
    if by.id is None:
        raise Refused(OrganisationReason.NOT_ENTITLED)
    if not reason.strip():
        raise Refused(OrganisationReason.REASON_MISSING)
    if FactorReset.objects.filter(person=person, state__in=_OPEN).exists():
        raise Refused(OrganisationReason.RESET_OPEN)
    has_role = Grant.objects.running(clock.today()).filter(person=person).exists()
    if not has_role and not Authenticator.objects.filter(user__person=person).exists():
        raise Refused(OrganisationReason.NO_FACTOR)
    reset = FactorReset.objects.create(person=person, reason=reason, asked_by_id=by.id, asked_at=clock.now())
    record(OrganisationEvent.RESET_ASKED, reset.ref, by=by, person=person.pk)
    return reset


@transaction.atomic
def approve_factor_reset(reset: FactorReset, *, by: Actor, answer: str = "") -> FactorReset:
    """The other administrator agrees; at once, or a day later for administrators and leaders."""
    reset = _locked(reset)
    policy.may_decide_reset(by, reset).or_refuse()
    now, roles = clock.now(), Grant.objects.running(clock.today()).filter(person=reset.person_id)
    waits = waits_a_day(roles.values_list("role", flat=True))
    reset.effective_at = now + RESET_WAITS if waits else now
    _decide(reset, FactorResetMove.APPROVE, answer, by)
    record(OrganisationEvent.RESET_APPROVED, reset.ref, by=by, person=reset.person_id, waits=waits)
    return reset if waits else _carry_out(reset, by)


@transaction.atomic
def refuse_factor_reset(reset: FactorReset, *, answer: str, by: Actor) -> FactorReset:
    """The other administrator does not agree, and says why."""
    reset = _locked(reset)
    policy.may_decide_reset(by, reset).or_refuse()
    if not answer.strip():
        raise Refused(OrganisationReason.REASON_MISSING)
    _decide(reset, FactorResetMove.REFUSE, answer, by)
    record(OrganisationEvent.RESET_REFUSED, reset.ref, by=by, person=reset.person_id)
    return reset


@transaction.atomic
def stop_factor_reset(reset: FactorReset, *, by: Actor) -> FactorReset:
    """It was not asked for, or is not needed any more; the factors stay as they are."""
    reset = _locked(reset)
    policy.may_stop_reset(by, reset).or_refuse()
    reset.state, reset.ended_at = FACTOR_RESET_WORKFLOW.after(FactorResetMove.STOP), clock.now()
    reset.save(update_fields=["state", "ended_at"])
    record(OrganisationEvent.RESET_STOPPED, reset.ref, by=by, person=reset.person_id)
    return reset


@transaction.atomic
def carry_out_factor_reset(reset: FactorReset, *, by: Actor) -> FactorReset:
    """The day is over that was left to object: at the next sign-in the factors are gone."""
    reset = _locked(reset)
    is_agreed = FACTOR_RESET_WORKFLOW.allows(FactorResetState(reset.state), FactorResetMove.CARRY_OUT)
    if not is_agreed or reset.effective_at is None or reset.effective_at > clock.now():
        raise Refused(OrganisationReason.WRONG_STATE)
    return _carry_out(reset, by)


_OPEN = (FactorResetState.ASKED, FactorResetState.APPROVED)


def _carry_out(reset: FactorReset, by: Actor) -> FactorReset:
    account = Account.objects.select_for_update().get(person=reset.person_id)
    Authenticator.objects.filter(user=account).delete()
    SignInSession.objects.filter(account=account).delete()
    reset.state, reset.ended_at = FACTOR_RESET_WORKFLOW.after(FactorResetMove.CARRY_OUT), clock.now()
    reset.save(update_fields=["state", "ended_at"])
    record(OrganisationEvent.RESET_DONE, reset.ref, by=by, person=reset.person_id)
    return reset


def _decide(reset: FactorReset, move: FactorResetMove, answer: str, by: Actor) -> None:
    reset.state, reset.answer = FACTOR_RESET_WORKFLOW.after(move), answer
    reset.decided_by_id, reset.decided_at = by.id, clock.now()
    if reset.effective_at is not None:
        reset.effective_at = max(reset.effective_at, reset.decided_at)
    reset.save(update_fields=["state", "answer", "decided_by", "decided_at", "effective_at"])


def _locked(reset: FactorReset) -> FactorReset:
    return FactorReset.objects.select_for_update().get(pk=reset.pk)
