"""Recording what happened, in the transaction in which it happens."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Protocol

from django.db import transaction
from django.db.models.functions import Now

from lianheng.kernel import clock
from lianheng.kernel.ref import Ref

from .models import Event, Pending, SentForm

KEPT = timedelta(days=3)


class By(Protocol):
    """Whoever acts: a person in office, or the machine itself."""

    @property
    def id(self) -> int | None: ...
    @property
    def signature(self) -> str: ...
    @property
    def selves(self) -> tuple[int, ...]: ...


def record(kind: str, ref: Ref, /, *, by: By, **detail: Any) -> Event:
    """Write down that this happened, and in whose stead; details hold codes and numbers, never texts."""
    event = _event(kind, ref, by, detail)
    event.save(force_insert=True)
    Pending.objects.create(event=event)
    return event


def record_all(kind: str, refs: Iterable[Ref], /, *, by: By, **detail: Any) -> int:
    """Write down that the same happened to each of these; how many there were."""
    events = [_event(kind, ref, by, detail) for ref in refs]
    made = Event.objects.bulk_create(events, batch_size=2000)
    Pending.objects.bulk_create([Pending(event=event) for event in made], batch_size=2000)
    return len(made)


def followed(pending: Pending) -> None:
    """All that had to follow from the event has followed."""
    pending.delete()


def fail(pending: Pending, failure: str) -> None:
    """What had to follow could not; kept with its reason, and nobody else waits for it."""
    pending.failed_at, pending.failure = clock.now(), failure
    pending.save(update_fields=["failed_at", "failure"])


def retry_failed() -> int:
    """What could not follow is tried again."""
    return Pending.objects.exclude(failed_at=None).update(failed_at=None, failure="")


def tick_off(kinds: Iterable[str]) -> int:
    """Events from which nothing follows need not be taken one by one."""
    quiet = Pending.objects.filter(failed_at=None, event__kind__in=[str(kind) for kind in kinds])
    held = quiet.select_for_update(skip_locked=True, of=("self",)).order_by("pk").values_list("pk", flat=True)
    with transaction.atomic():
        return Pending.objects.filter(pk__in=list(held)).delete()[0]


def receive(digest: str) -> tuple[SentForm, bool]:
    """The form under this digest, and whether it is sent for the first time; two at once wait in turn."""
    return SentForm.objects.get_or_create(digest=digest)


def led_to(form: SentForm, address: str) -> None:
    """It was done, and leads there; what leads nowhere was not done and may be sent again."""
    if not address:
        form.delete()
        return
    form.led_to = address[:2000]
    form.save(update_fields=["led_to"])


def forget_forms() -> int:
    """Nobody sends a form again after three days."""
    return SentForm.objects.filter(at__lt=Now() - KEPT).delete()[0]


def _event(kind: str, ref: Ref, by: By, detail: dict[str, Any]) -> Event:
    in_stead = {"on_behalf_of": by.selves[1]} if len(by.selves) > 1 else {}
    return Event(
        happened_at=clock.now(),
        kind=str(kind),
        ref_kind=ref.kind,
        ref_id=ref.id,
        actor_id=by.id,
        actor_name=by.signature,
        detail=detail | in_stead,
    )
