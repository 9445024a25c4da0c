"""What people read of files: those attached to a record that they may see."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor

from .models import Attachment


def attachments_of(actor: Actor, *refs: Ref) -> QuerySet[Attachment]:
    """The files attached to these records; whoever asks has found that the actor may see them."""
    return Attachment.objects.filter(_to(refs)).select_related("file")


def _to(refs: Iterable[Ref]) -> Q:
    wanted = Q(pk__in=())
    for ref in refs:
        wanted |= Q(ref_kind=ref.kind, ref_id=ref.id)
    return wanted
