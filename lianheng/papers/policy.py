"""Who may fetch an export."""

from lianheng.kernel.verdict import YES, Verdict, no
from lianheng.organisation.actor import Actor

from .models import Download
from .rules import rights_of
from .terms import DownloadReason, DownloadState


def may_fetch(actor: Actor, download: Download) -> Verdict:
    """Its owner, as long as it is kept, and as long as he may see what he saw when it was written."""
    if download.state == DownloadState.EXPIRED:
        return no(DownloadReason.GONE)
    if download.state != DownloadState.READY:
        return no(DownloadReason.NOT_READY)
    return YES if download.rights == rights_of(actor) else no(DownloadReason.RIGHTS_CHANGED)
