"""Somebody keeps a list as he likes to see it; a habit of his own."""

from django.db import transaction

from lianheng.journal.actions import record
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import SavedView
from lianheng.organisation.terms import OrganisationEvent, OrganisationReason


@transaction.atomic
def save_view(*, page: str, name: str, query: str, by: Actor, is_shared: bool = False) -> SavedView:
    """Keep the list under a name, for oneself or for one's unit; the same name again replaces it."""
    if by.id is None:
        raise Refused(OrganisationReason.NOT_ENTITLED)
    kept = {"query": query, "shared_with_id": by.unit_id if is_shared else None}
    view, _ = SavedView.objects.update_or_create(owner_id=by.id, page=page, name=name, defaults=kept)
    record(OrganisationEvent.VIEW_SAVED, view.ref, by=by, page=page)
    return view


@transaction.atomic
def drop_view(view: SavedView, *, by: Actor) -> None:
    """Only whoever saved a view may drop it."""
    if view.owner_id != by.id:
        raise Refused(OrganisationReason.NOT_YOURS)
    record(OrganisationEvent.VIEW_DROPPED, view.ref, by=by, page=view.page)
    view.delete()
