"""What still has to follow, taken one at a time by whoever works it off."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import connection, transaction

from lianheng.kernel.ref import Ref

from .models import Event, Pending
from .rules import leaf


def next_pending(after: int = 0) -> Pending | None:
    """The oldest thing that must still follow and that nobody else holds; locked for this transaction."""
    waiting = Pending.objects.filter(event_id__gt=after, failed_at=None)
    return waiting.select_for_update(skip_locked=True, of=("self",)).select_related("event").first()


_WRITTEN = """
    select id, leaf, id::text,
        to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
        to_char(happened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
        kind, ref_kind, ref_id::text, actor_id::text, actor_name, signed_by::text, detail::text
    from journal_event order by journal_event.id
"""


def altered_events() -> Iterator[int]:
    """The numbers of events whose content no longer bears out their leaf."""
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(_WRITTEN)
        for number, sealed, *fields in cursor:
            if leaf(tuple(fields)) != bytes(sealed):
                yield number


def missing_guards(tables: Iterable[str]) -> list[str]:
    """Of these append-only tables, those whose triggers are absent or switched off."""
    guarded = """
        select distinct relname from pg_trigger join pg_class on pg_class.oid = tgrelid
        where tgenabled in ('O', 'A') and not tgisinternal and relname = any(%s)
    """
    wanted = list(tables)
    with connection.cursor() as cursor:
        cursor.execute(guarded, [wanted])
        found = {name for (name,) in cursor}
    return sorted(set(wanted) - found)


def stuck(limit: int) -> list[tuple[str, str, datetime | None]]:
    """What had to follow and could not, the latest first: its kind, what kind of failure, when; no more."""
    rows = Pending.objects.exclude(failed_at=None).order_by("-failed_at", "-event_id")
    found = rows.values_list("event__kind", "failure", "failed_at")[:limit]
    return [(kind, failure.partition(":")[0], at) for kind, failure, at in found]


def has_happened(kind: str, ref: Ref) -> bool:
    """Whether such a thing was ever recorded of this."""
    return Event.objects.filter(kind=str(kind), ref_kind=ref.kind, ref_id=ref.id).exists()
