"""What people read of the past."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from django.db.models import Q, QuerySet

from lianheng.kernel.ref import Ref

from .models import Event


class Acting(Protocol):
    """Whoever reads; the actor himself stands on a higher floor."""

    @property
    def id(self) -> int | None: ...


def timeline(actor: Acting, refs: Iterable[Ref]) -> QuerySet[Event]:
    """What happened to these records, oldest first; that the actor may see them was shown by the caller."""
    about = Q(pk__in=())
    for ref in refs:
        about |= Q(ref_kind=ref.kind, ref_id=ref.id)
    return Event.objects.filter(about)


def happened(actor: Acting, kinds: Iterable[str], since: datetime, until: datetime) -> QuerySet[Event]:
    """What of these kinds happened in that time, oldest first; the caller showed that one may know."""
    said = [str(kind) for kind in kinds]
    return Event.objects.filter(kind__in=said, happened_at__gte=since, happened_at__lt=until)


def done_by(actor: Acting, limit: int = 50) -> QuerySet[Event]:
    """What the actor did, newest first."""
    return Event.objects.filter(actor_id=actor.id).order_by("-id")[:limit]
