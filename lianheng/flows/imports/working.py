"""A long list is checked and taken in by the worker; what was killed in the middle begins anew."""

from typing import TYPE_CHECKING

from django.http import Http404

from lianheng.flows.queue import enqueue
from lianheng.kernel.verdict import Refused
from lianheng.organisation import identity
from lianheng.organisation.actor import Actor
from lianheng.organisation.middleware import acting_as
from lianheng.papers import keeping, sweeps
from lianheng.papers.terms import BatchState, PaperReason

if TYPE_CHECKING:
    from lianheng.papers.models import ImportBatch


def begin_soon(number: int) -> None:
    """The worker does it, one list after the other."""
    enqueue("work_import", f"import-{number}", number=number)


def work(number: int) -> None:
    """Check the list, or take it in, in the name of whoever handed it in; all of it or nothing."""
    batch = sweeps.import_batch(number)
    if batch is None or batch.uploaded_by_id is None:
        return
    by = identity.actor_of(batch.uploaded_by_id)
    try:
        with acting_as(by):
            _work(batch, by)
    except (Refused, Http404) as refusal:
        _hand_back(batch, by, str(refusal))
    except Exception:
        _hand_back(batch, by, str(PaperReason.BROKEN_OFF.label))
        raise


def _work(batch: "ImportBatch", by: Actor) -> None:
    from . import wizard

    found = keeping.take_up(batch)
    if found is None:
        return
    importer = wizard.importer_or_404(found.kind)
    importer.may(by).or_refuse()
    checked = wizard.check(found, importer, by=by)
    wants_all = found.state == BatchState.IMPORTING and not found.is_partial
    if found.state == BatchState.IMPORTING and not (wants_all and checked.findings):
        wizard.take_in(checked, importer, by=by, is_partial=found.is_partial)


def _hand_back(batch: "ImportBatch", by: Actor, trouble: str) -> None:
    with acting_as(by):
        keeping.hand_back(batch, trouble)


def catch_up() -> None:
    """What was forgotten is begun."""
    for number in sweeps.unfinished_imports():
        begin_soon(number)
