"""What the system reads of exports and imports: what still waits for its turn."""

from datetime import timedelta

from lianheng.kernel import clock

from .models import Download, ImportBatch
from .terms import BatchState

FORGOTTEN = timedelta(minutes=2)


def unwritten_downloads() -> list[int]:
    """Exports that should long have been begun; whoever was to begin them is asked again."""
    waiting = Download.objects.unfinished().filter(asked_at__lte=clock.now() - FORGOTTEN)
    return list(waiting.order_by("id").values_list("pk", flat=True))


def unfinished_imports() -> list[int]:
    """Lists that should long have been checked or taken in."""
    busy = ImportBatch.objects.filter(state__in=(BatchState.CHECKING, BatchState.IMPORTING))
    return list(
        busy.filter(began_at__lte=clock.now() - FORGOTTEN).order_by("id").values_list("pk", flat=True)
    )


def import_batch(number: int) -> ImportBatch | None:
    """The list on its way in, whoever handed it in."""
    return ImportBatch.objects.filter(pk=number).first()
