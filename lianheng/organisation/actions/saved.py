"""Somebody keeps a list as he likes to see it; a habit of his own."""

from django.db import transaction

from lianheng.journal.actions import record
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import SavedView
from lianheng.organisation.terms import OrganisationEvent, OrganisationReason


@transaction.atomic
def save_view(
    *, page: str, name: str, query: str, by: Actor, is_shared: bool = False, is_start: bool = False
) -> SavedView:
    """Keep the list under a name, for oneself or for one's unit; the same name again replaces it."""
    if by.id is None:
        raise Refused(OrganisationReason.NOT_ENTITLED)
    if is_start:
        _no_other_start(by, page)
    kept = {"query": query, "shared_with_id": by.unit_id if is_shared else None, "is_start": is_start}
    view, _ = SavedView.objects.update_or_create(owner_id=by.id, page=page, name=name, defaults=kept)
    record(OrganisationEvent.VIEW_SAVED, view.ref, by=by, page=page)
    return view


@transaction.atomic
def change_view(view: SavedView, *, name: str, is_shared: bool, is_start: bool, by: Actor) -> SavedView:
    """Another name, shared or not, to start with or not; only whoever saved it changes it."""
    view = _own(view, by)
    if view.name != name and _named(by, view.page, name).exists():
        raise Refused(OrganisationReason.VIEW_NAME_TAKEN, name)
    if is_start:
        _no_other_start(by, view.page)
    view.name, view.is_start = name, is_start
    view.shared_with_id = by.unit_id if is_shared else None
    view.save(update_fields=["name", "is_start", "shared_with"])
    record(OrganisationEvent.VIEW_SAVED, view.ref, by=by, page=view.page)
    return view


@transaction.atomic
def drop_view(view: SavedView, *, by: Actor) -> None:
    """Only whoever saved a view may drop it."""
    view = _own(view, by)
    record(OrganisationEvent.VIEW_DROPPED, view.ref, by=by, page=view.page)
    view.delete()


def _own(view: SavedView, by: Actor) -> SavedView:
    if view.owner_id != by.id:
        raise Refused(OrganisationReason.NOT_YOURS)
    return SavedView.objects.select_for_update(of=("self",)).get(pk=view.pk)


def _named(by: Actor, page: str, name: str):
    return SavedView.objects.filter(owner_id=by.id, page=page, name=name)


def _no_other_start(by: Actor, page: str) -> None:
    SavedView.objects.filter(owner_id=by.id, page=page, is_start=True).update(is_start=False)
