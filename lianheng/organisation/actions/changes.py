"""A week of changes in accounts and roles is put before the auditor."""

from datetime import date

from django.db import transaction

from lianheng.journal.actions import record
from lianheng.journal.sweeps import has_happened
from lianheng.kernel.ref import Ref
from lianheng.organisation import policy
from lianheng.organisation.actor import Actor
from lianheng.organisation.terms import OrganisationEvent


@transaction.atomic
def list_changes(first: date, *, by: Actor) -> bool:
    """The week that began on that Monday is listed once; whether it was listed now."""
    policy.may_list_changes(by).or_refuse()
    week = Ref("organisation.week", int(f"{first:%Y%m%d}"))
    if has_happened(OrganisationEvent.CHANGES_LISTED, week):
        return False
    record(OrganisationEvent.CHANGES_LISTED, week, by=by, first=first.isoformat())
    return True
