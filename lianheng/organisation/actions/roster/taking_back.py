"""A batch of units or people is taken back, as long as nobody has used it since."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from lianheng.journal.actions import record
from lianheng.kernel.ref import Ref
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Appointment, Grant, Person, Post, Unit
from lianheng.organisation.terms import OrganisationEvent, OrganisationReason
from lianheng.organisation.tree import lock_tree

from .reversal import take_back

KINDS: dict[str, Any] = {
    "unit": Unit,
    "host": Unit.hosts.through,
    "person": Person,
    "post": Post,
    "appointment": Appointment,
    "grant": Grant,
}


@transaction.atomic
def undo_roster(kept: Mapping[str, Any], ref: Ref, *, by: Actor) -> None:
    """What the batch made is deleted, what it changed is as before; refused when either was used since."""
    lock_tree()
    _refuse_newcomers_below_moved(kept)
    take_back(kept, KINDS)
    record(OrganisationEvent.IMPORT_UNDONE, ref, by=by)


def _refuse_newcomers_below_moved(kept: Mapping[str, Any]) -> None:
    """A unit that came below a moved one since would be left at a place that is no more."""
    known = set(kept["created"].get("unit", ()))
    moved = []
    for number, _, after in kept["updated"].get("unit", ()):
        known.add(number)
        if "path" in after:
            moved.append(after["path"])
    if Unit.objects.within(tuple(moved)).exclude(pk__in=known).exists():
        raise Refused(OrganisationReason.ALREADY_USED)
