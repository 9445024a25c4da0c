"""Telling people something, once for each event, and marking what was read."""

from collections.abc import Iterable

from django.db import transaction

from lianheng.journal.models import Event
from lianheng.kernel import clock
from lianheng.organisation.actor import Actor

from .models import Notice

BATCH = 2000


@transaction.atomic
def tell(people: Iterable[int], event: Event, *, title: str, url: str) -> int:
    """Each of these people is told of the event, whoever caused it is not; told twice changes nothing."""
    notices = [
        Notice(
            to_id=person_id,
            event_id=event.pk,
            kind=event.kind,
            title=title[:200],
            ref_kind=event.ref_kind,
            ref_id=event.ref_id,
            url=url,
            sent_at=event.happened_at,
        )
        for person_id in sorted(set(people) - {event.actor_id})
    ]
    return len(Notice.objects.bulk_create(notices, BATCH, ignore_conflicts=True))


@transaction.atomic
def read(notice: Notice, *, by: Actor) -> Notice:
    """The first reading is what counts; only one's own."""
    Notice.objects.visible_to(by).unread().filter(pk=notice.pk).update(read_at=clock.now())
    return notice


@transaction.atomic
def read_all(*, by: Actor) -> int:
    """Everything that waits to be read is marked as read."""
    return Notice.objects.visible_to(by).unread().update(read_at=clock.now())
