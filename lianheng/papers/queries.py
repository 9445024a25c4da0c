"""What people read of their imports."""

from django.db.models import QuerySet
from django.http import Http404

from lianheng.organisation.actor import Actor

from .models import ImportBatch

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
