"""What people read of the past."""

from collections.abc import Iterable
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


def done_by(actor: Acting, limit: int = 50) -> QuerySet[Event]:
    """What the actor did, newest first."""
    return Event.objects.filter(actor_id=actor.id).order_by("-id")[:limit]
