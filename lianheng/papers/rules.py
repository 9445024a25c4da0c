"""Rules of papers: the life of an export, how long it is kept, and when it may still be handed out."""

from datetime import timedelta
from hashlib import sha256

from lianheng.kernel.workflow import Workflow
from lianheng.organisation.actor import Actor

from .terms import DownloadMove, DownloadState

KEPT = timedelta(days=7)
MOST_ATTEMPTS = 3
MOST_AT_ONCE = 5

UNFINISHED = frozenset({DownloadState.WAITING, DownloadState.WRITING})

DOWNLOAD_WORKFLOW: Workflow[DownloadState, DownloadMove] = Workflow(
    start=DownloadState.WAITING,
    moves={
        # An export whose worker was killed begins anew.
        DownloadMove.BEGIN: (UNFINISHED, DownloadState.WRITING),
        DownloadMove.FINISH: ({DownloadState.WRITING}, DownloadState.READY),
        DownloadMove.FAIL: (UNFINISHED, DownloadState.FAILED),
        DownloadMove.EXPIRE: ({DownloadState.READY}, DownloadState.EXPIRED),
    },
)


def rights_of(actor: Actor) -> str:
    """A mark of what somebody may see: it changes with post, unit and every role."""
    held = sorted((each.role, each.path) for each in actor.held)
    return sha256(repr((actor.unit_path, actor.unit_kind, held)).encode()).hexdigest()
