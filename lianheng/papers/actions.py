"""A list is exported: at once, or in the background into the download centre."""

from django.db import transaction

from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.ref import Ref
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import Actor

from .models import Download
from .rules import DOWNLOAD_WORKFLOW, KEPT, MOST_AT_ONCE, rights_of
from .terms import DownloadMove, DownloadReason, DownloadState, PaperEvent


@transaction.atomic
def note_export(list_code: str, *, rows: int, by: Actor) -> None:
    """Somebody took a list with him: which, and how many rows; never what he searched for."""
    record(PaperEvent.EXPORTED, Ref("organisation.person", by.id or 0), by=by, list=list_code, rows=rows)


@transaction.atomic
def ask_download(list_code: str, *, title: str, page: str, query: str, by: Actor) -> Download:
    """An export shall be written; the same one that is under way already is not begun twice."""
    if by.id is None:
        raise Refused(DownloadReason.NOT_ENTITLED)
    under_way = Download.objects.visible_to(by).unfinished()
    if same := under_way.filter(list=list_code, query=query).first():
        return same
    if under_way.count() >= MOST_AT_ONCE:
        raise Refused(DownloadReason.TOO_MANY)
    said = {"title": title[:100], "page": page[:100], "query": query, "asked_at": clock.now()}
    made = Download.objects.create(owner_id=by.id, list=list_code, **said)
    record(PaperEvent.DOWNLOAD_ASKED, made.ref, by=by, list=list_code)
    return made


@transaction.atomic
def finish_download(download: Download, *, rows: int, size: int, by: Actor) -> Download:
    """The file lies ready for a week, for whoever may still see what he may see now."""
    locked = Download.objects.select_for_update().get(pk=download.pk)
    if not DOWNLOAD_WORKFLOW.allows(DownloadState(locked.state), DownloadMove.FINISH):
        return locked
    locked.state = DOWNLOAD_WORKFLOW.after(DownloadMove.FINISH)
    locked.rows, locked.size, locked.rights = rows, size, rights_of(by)
    locked.made_at = clock.now()
    locked.expires_at = locked.made_at + KEPT
    locked.save(update_fields=["state", "rows", "size", "rights", "made_at", "expires_at"])
    record(PaperEvent.EXPORTED, locked.ref, by=by, list=locked.list, rows=rows)
    return locked


@transaction.atomic
def fail_download(download: Download, reason: DownloadReason, *, by: Actor) -> Download:
    """The export cannot be written, and why."""
    locked = Download.objects.select_for_update().get(pk=download.pk)
    if not DOWNLOAD_WORKFLOW.allows(DownloadState(locked.state), DownloadMove.FAIL):
        return locked
    locked.state, locked.reason = DOWNLOAD_WORKFLOW.after(DownloadMove.FAIL), reason
    locked.save(update_fields=["state", "reason"])
    record(PaperEvent.DOWNLOAD_FAILED, locked.ref, by=by, reason=reason.value)
    return locked


@transaction.atomic
def expire_downloads(*, by: Actor) -> list[int]:
    """What has lain for a week is given up; the numbers of the files that may be removed."""
    due = Download.objects.select_for_update(skip_locked=True)
    found = list(due.filter(state=DownloadState.READY, expires_at__lte=clock.now()))
    for each in found:
        each.state = DOWNLOAD_WORKFLOW.after(DownloadMove.EXPIRE)
        each.save(update_fields=["state"])
        record(PaperEvent.DOWNLOAD_EXPIRED, each.ref, by=by)
    return [each.pk for each in found]
