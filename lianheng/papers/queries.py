"""What people read of their imports and exports."""

from pathlib import Path

from django.db.models import QuerySet
from django.http import Http404

from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import Actor

from . import shelf
from .models import Download, ImportBatch
from .policy import may_fetch
from .terms import DownloadReason

HEAVY = ("rows", "undo", "findings")


def import_list(actor: Actor) -> QuerySet[ImportBatch]:
    """The actor's own imports, latest first, without their rows."""
    return ImportBatch.objects.visible_to(actor).defer(*HEAVY)


def import_or_404(actor: Actor, number: int) -> ImportBatch:
    """One of the actor's own imports."""
    batch = ImportBatch.objects.visible_to(actor).filter(pk=number).first()
    if batch is None:
        raise Http404
    return batch


def download_list(actor: Actor) -> QuerySet[Download]:
    """The actor's own exports, latest first."""
    return Download.objects.visible_to(actor)


def download_or_404(actor: Actor, number: int) -> Download:
    """One of the actor's own exports."""
    found = Download.objects.visible_to(actor).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def is_writing(actor: Actor) -> bool:
    """Whether one of the actor's exports is not finished yet."""
    return Download.objects.visible_to(actor).unfinished().exists()


def written_or_404(actor: Actor, number: int) -> tuple[Download, Path]:
    """One of the actor's exports with where its file lies; refused while, or once, there is none for him."""
    found = download_or_404(actor, number)
    may_fetch(actor, found).or_refuse()
    path = shelf.place(found.pk)
    if not path.is_file():
        raise Refused(DownloadReason.GONE)
    return found, path
