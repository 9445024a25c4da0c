"""A file for somebody who may see its record, or a record that cites it; for anybody else there is none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.http import Http404

from lianheng.assessment import queries as assessment
from lianheng.checklists import queries as checklists
from lianheng.checklists import sweeps as lists
from lianheng.checklists.queries import duties
from lianheng.files import sweeps as files
from lianheng.files.terms import FileReason
from lianheng.kernel.ref import Ref
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import Actor

# Each finds the record for this actor, or raises Http404.
RECORDS: Mapping[str, Callable[[Actor, int], object]] = {
    "checklists.submission": checklists.submission_or_404,
    "checklists.dutyrecord": duties.duty_record_or_404,
    "assessment.objection": assessment.objection_or_404,
    "assessment.answer": assessment.objection_or_404,
    "assessment.cureproof": assessment.cure_proof_or_404,
}


@dataclass(frozen=True, slots=True)
class Download:
    """What is handed out."""

    path: Path
    name: str
    media_type: str


def download_or_404(actor: Actor, number: int) -> Download:
    """The file, when the actor may see where it belongs."""
    found = files.attachment(number)
    if found is None:
        raise Http404
    refs = [Ref(*files.owner(found)), *lists.citing(found.ref)]
    if not any(_sees(actor, ref) for ref in refs):
        raise Http404
    path = files.bytes_of(found)
    if not path.is_file():
        raise Http404
    if not files.is_whole(path):
        raise Refused(FileReason.ALTERED)
    return Download(path, found.name, found.file.media_type)


def _sees(actor: Actor, ref: Ref) -> bool:
    find = RECORDS.get(ref.kind)
    if find is None:
        return False
    try:
        find(actor, ref.id)
    except Http404:
        return False
    return True
