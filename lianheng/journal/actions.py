"""Recording what happened, in the transaction in which it happens."""

from typing import Any, Protocol

from lianheng.kernel import clock
from lianheng.kernel.ref import Ref

from .models import Event, Pending


class By(Protocol):
    """Whoever acts: a person in office, or the machine itself."""

    @property
    def id(self) -> int | None: ...
    @property
    def name(self) -> str: ...


def record(kind: str, ref: Ref, /, *, by: By, **detail: Any) -> Event:
    """Write down that this happened; details hold codes and numbers, never the text of a matter."""
    event = Event.objects.create(
        happened_at=clock.now(),
        kind=str(kind),
        ref_kind=ref.kind,
        ref_id=ref.id,
        actor_id=by.id,
        actor_name=by.name,
        detail=detail,
    )
    Pending.objects.create(event=event)
    return event
