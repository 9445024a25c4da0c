"""An export is written by the worker, with its owner's eyes: who lost a right since loses the rows."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from django.http import Http404, QueryDict

from lianheng.kernel import clock
from lianheng.kernel.verdict import Refused
from lianheng.organisation import identity
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.middleware import acting_as
from lianheng.papers import actions, shelf, sweeps
from lianheng.papers.rules import MOST_ATTEMPTS
from lianheng.papers.terms import DownloadReason
from lianheng.papers.writing import write_sheet

from .exporting import begin_soon
from .lists import listed_or_404
from .progress import Progress

if TYPE_CHECKING:
    from lianheng.papers.models import Download


def write(number: int) -> None:
    """Write it, or what a killed worker left of it anew; one that is ready stays as it is."""
    with acting_as(SYSTEM):
        download = shelf.begin(number)
    if download is None:
        return
    if download.attempts > MOST_ATTEMPTS:
        return _fail(download, DownloadReason.BROKEN)
    try:
        _write(download)
    except (Http404, Refused):
        _fail(download, DownloadReason.NOT_ENTITLED)
    except Exception:
        if download.attempts == MOST_ATTEMPTS:
            _fail(download, DownloadReason.BROKEN)
        raise


def _write(download: "Download") -> None:
    owner = identity.actor_of(download.owner_id)
    draft = shelf.draft(download.pk)
    try:
        with acting_as(owner), Progress(download.pk) as progress, _opened(draft) as out:
            sheet = listed_or_404(download.list).sheet(owner, QueryDict(download.query))
            number, at = str(download.pk), clock.now()
            rows = write_sheet(out, sheet, by=owner.name, at=at, number=number, tell=progress.note)
        size = draft.stat().st_size
        draft.replace(shelf.place(download.pk))
    finally:
        draft.unlink(missing_ok=True)
    with acting_as(owner):
        actions.finish_download(download, rows=rows, size=size, by=owner)


def _opened(path: Path) -> BinaryIO:
    """Closed to everybody else, as all that lies in the installation's folder."""
    return open(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb")


def _fail(download: "Download", reason: DownloadReason) -> None:
    with acting_as(SYSTEM):
        actions.fail_download(download, reason, by=SYSTEM)


def catch_up() -> None:
    """What has lain for a week goes; what was forgotten is begun."""
    with acting_as(SYSTEM):
        gone = actions.expire_downloads(by=SYSTEM)
        forgotten = sweeps.unwritten_downloads()
    for number in gone:
        shelf.place(number).unlink(missing_ok=True)
    for number in forgotten:
        begin_soon(number)
