"""Telling people something, once for each event, and marking what was read."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction

from lianheng.journal.models import Event
from lianheng.kernel import clock
from lianheng.notices.models import Notice
from lianheng.organisation.actor import Actor

BATCH = 2000


class Letter(NamedTuple):
    """To whom, in which words, and where it leads."""

    to: int
    title: str
    url: str


@transaction.atomic
def tell(event: Event, letters: Iterable[Letter]) -> int:
    """Each addressee is told of the event, whoever caused it is not; told twice changes nothing."""
    notices = {
        letter.to: Notice(
            to_id=letter.to,
            event_id=event.pk,
            kind=event.kind,
            title=letter.title[:200],
            ref_kind=event.ref_kind,
            ref_id=event.ref_id,
            url=letter.url,
            sent_at=event.happened_at,
        )
        for letter in letters
        if letter.to != event.actor_id
    }
    return len(Notice.objects.bulk_create(notices.values(), BATCH, ignore_conflicts=True))


@transaction.atomic
def read(notice: Notice, *, by: Actor) -> Notice:
    """The first reading is what counts; only one's own."""
    Notice.objects.visible_to(by).unread().filter(pk=notice.pk).update(read_at=clock.now())
    return notice


@transaction.atomic
def read_all(*, by: Actor) -> int:
    """Everything that waits to be read is marked as read."""
    return Notice.objects.visible_to(by).unread().update(read_at=clock.now())
