"""What a person does about his own sign-in: factors are set up and given up, other sessions ended."""

from django.db import transaction

from lianheng.journal.actions import record
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Account, SignInSession
from lianheng.organisation.terms import Factor, OrganisationEvent


@transaction.atomic
def note_factor_added(account: Account, factor: Factor, *, by: Actor) -> None:
    """From now on the person signs in with this besides the password."""
    record(OrganisationEvent.FACTOR_ADDED, account.person.ref, by=by, factor=factor.value)


@transaction.atomic
def note_factor_removed(account: Account, factor: Factor, *, by: Actor) -> None:
    """The person signs in with this no more."""
    record(OrganisationEvent.FACTOR_REMOVED, account.person.ref, by=by, factor=factor.value)


@transaction.atomic
def note_codes_drawn(account: Account, *, by: Actor) -> None:
    """The recovery codes of before open nothing any more."""
    record(OrganisationEvent.CODES_DRAWN, account.person.ref, by=by)


@transaction.atomic
def end_other_sessions(account: Account, *, but: str, by: Actor) -> int:
    """Everywhere else the person is signed out; how many sessions there were."""
    ended, _ = SignInSession.objects.filter(account=account).exclude(session_key=but).delete()
    if ended:
        record(OrganisationEvent.SESSIONS_ENDED, account.person.ref, by=by, count=ended)
    return ended


@transaction.atomic
def note_signed_in_twice(account: Account, *, by: Actor) -> None:
    """The person is in, and was in elsewhere already: told to himself, and to nobody else."""
    record(OrganisationEvent.SIGNED_IN_TWICE, account.person.ref, by=by)


@transaction.atomic
def note_leaver_refused(account: Account, *, by: Actor) -> None:
    """Somebody who has left knows the password still, and has tried it."""
    record(OrganisationEvent.LEAVER_REFUSED, account.person.ref, by=by)
