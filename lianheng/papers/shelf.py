"""Where exports lie while they are kept, and how far one that is being written has come."""

from pathlib import Path

from django.db import transaction

from lianheng.instance import home
from lianheng.kernel import clock

from .models import Download
from .rules import DOWNLOAD_WORKFLOW
from .terms import DownloadMove, DownloadState


def place(number: int) -> Path:
    """Where the file of that export lies."""
    return home.current().folder("downloads") / f"{number}.xlsx"


def draft(number: int) -> Path:
    """Where it is written; only what is whole is moved to its place."""
    return home.current().folder("downloads") / f".{number}.xlsx"


@transaction.atomic
def begin(number: int) -> Download | None:
    """Take up an export, also one that another left half written; none when nothing is to be done."""
    found = Download.objects.select_for_update().filter(pk=number).first()
    if not found or not DOWNLOAD_WORKFLOW.allows(DownloadState(found.state), DownloadMove.BEGIN):
        return None
    found.state, found.began_at = DOWNLOAD_WORKFLOW.after(DownloadMove.BEGIN), clock.now()
    found.attempts, found.rows = found.attempts + 1, 0
    found.save(update_fields=["state", "began_at", "attempts", "rows"])
    return found


def told(number: int, rows: int) -> None:
    """So many rows are written; what was taken up anew meanwhile is not set back."""
    Download.objects.unfinished().filter(pk=number, rows__lt=rows).update(rows=rows)
