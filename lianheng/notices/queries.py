"""What a person reads of their messages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from lianheng.kernel import clock
from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor

from . import post
from .models import Channel, Notice
from .rules import CODE_VALID, MOST_TRIES

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


@dataclass(frozen=True, slots=True)
class ChannelSheet:
    """One's own channel outside, if there is one, and the gateways that there are."""

    channel: Channel | None
    gateways: tuple[str, ...]

    @property
    def is_confirmed(self) -> bool:
        """The digest goes there."""
        return self.channel is not None and self.channel.confirmed_at is not None

    @property
    def awaits_code(self) -> bool:
        """A code went out and may still come back."""
        if self.channel is None or self.is_confirmed:
            return False
        is_fresh = clock.now() <= self.channel.set_at + CODE_VALID
        return is_fresh and self.channel.tries < MOST_TRIES


def channel_sheet(actor: Actor) -> ChannelSheet:
    """How messages reach the actor outside; not at all unless he wants it."""
    return ChannelSheet(Channel.objects.filter(owner_id=actor.id).first(), post.gateways())


def channel_or_404(actor: Actor) -> Channel:
    """One's own channel."""
    return get_object_or_404(Channel, owner_id=actor.id)
