"""What a person reads of their messages."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor

from .models import Notice

Readings = dict[tuple[int, int], datetime | None]


def inbox(actor: Actor, *, unread: bool | None = None) -> QuerySet[Notice]:
    """One's messages, newest first; all, those not read yet, or those read."""
    own = Notice.objects.visible_to(actor)
    return own if unread is None else own.filter(read_at__isnull=unread)


def unread_count(actor: Actor) -> int:
    """How many messages wait to be read."""
    return inbox(actor, unread=True).count()


def notice_or_404(actor: Actor, number: int) -> Notice:
    """One's own message; another's does not exist."""
    return get_object_or_404(Notice.objects.visible_to(actor), pk=number)


def readings(actor: Actor, event_ids: Iterable[int]) -> Readings:
    """Who was told of these events and when each read it; that the actor may know is shown by the caller."""
    told = Notice.objects.filter(event_id__in=list(event_ids))
    return {
        (event_id or 0, to_id): read_at
        for event_id, to_id, read_at in told.values_list("event_id", "to_id", "read_at")
    }


def readings_of(actor: Actor, ref: Ref, kind: str) -> dict[int, datetime | None]:
    """Who was told this of the record, and when each read it; that the actor may see it the caller showed."""
    told = Notice.objects.filter(ref_kind=ref.kind, ref_id=ref.id, kind=str(kind)).order_by("id")
    return dict(told.values_list("to_id", "read_at"))


def unread_of(actor: Actor, ref: Ref) -> Notice | None:
    """The actor's own message about the record that waits to be read, the latest."""
    return inbox(actor, unread=True).filter(ref_kind=ref.kind, ref_id=ref.id).first()
