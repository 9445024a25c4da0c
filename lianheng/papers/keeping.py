"""Keeping a list on its way in: handed in, matched, put right. What it changes, the packages record."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from lianheng.kernel import clock
from lianheng.kernel.listing import Finding
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import Actor

from .cells import Cell
from .models import ImportBatch
from .reading import as_kept
from .terms import BatchState, PaperReason

OPEN = (BatchState.UPLOADED, BatchState.CHECKED)
BUSY = (BatchState.CHECKING, BatchState.IMPORTING)
Rows = Iterable[tuple[int, Sequence[Cell]]]


def hand_in(
    kind: str,
    filename: str,
    *,
    by: Actor,
    header_row: int = 0,
    titles: Sequence[str] = (),
    mapping: Mapping[int, str] | None = None,
    rows: Rows = (),
) -> ImportBatch:
    """Keep the list as it was handed in."""
    return ImportBatch.objects.create(
        kind=kind,
        filename=filename[-200:],
        uploaded_by_id=by.id,
        created_at=clock.now(),
        header_row=header_row,
        titles=list(titles),
        mapping={str(at): field for at, field in (mapping or {}).items()},
        rows=[[number, [as_kept(cell) for cell in row]] for number, row in rows],
    )


@transaction.atomic
def match(batch: ImportBatch, mapping: Mapping[int, str]) -> ImportBatch:
    """Which column is which, as the person says."""
    batch = _open(batch)
    batch.mapping = {str(at): field for at, field in mapping.items()}
    batch.state, batch.findings, batch.trouble = BatchState.UPLOADED, [], ""
    batch.save(update_fields=["mapping", "state", "findings", "trouble"])
    return batch


@transaction.atomic
def put_right(batch: ImportBatch, cells: Mapping[tuple[int, int], str]) -> ImportBatch:
    """Cells as the person wrote them again, by row number and column."""
    batch = _open(batch)
    rows = dict(batch.rows)
    for (number, at), said in cells.items():
        if number in rows and 0 <= at < len(batch.titles):
            row = rows[number]
            row.extend([None] * (at + 1 - len(row)))
            row[at] = as_kept(said)
    batch.save(update_fields=["rows"])
    return batch


@transaction.atomic
def note(batch: ImportBatch, findings: Iterable[Finding], counts: Mapping[str, int]) -> ImportBatch:
    """What the check found."""
    batch = _locked(batch, (*OPEN, *BUSY))
    batch.findings = [[one.row, one.field, one.reason] for one in findings]
    batch.counts, batch.state, batch.trouble = dict(counts), BatchState.CHECKED, ""
    batch.save(update_fields=["findings", "counts", "state", "trouble"])
    return batch


@transaction.atomic
def say(batch: ImportBatch, trouble: str) -> ImportBatch:
    """Why it was not taken in; everything stays as it was put right."""
    batch = _open(batch)
    batch.trouble = trouble[:200]
    batch.save(update_fields=["trouble"])
    return batch


@transaction.atomic
def mark_imported(
    batch: ImportBatch, undo: Mapping[str, Any], counts: Mapping[str, int], left_out: Iterable[int] = ()
) -> ImportBatch:
    """The list is in; what it takes to undo it is kept, of its rows only those left out."""
    batch = _locked(batch, (*OPEN, BatchState.IMPORTING))
    out = set(left_out)
    batch.state, batch.imported_at = BatchState.IMPORTED, clock.now()
    batch.undo, batch.counts = dict(undo), dict(counts)
    batch.rows = [row for row in batch.rows if row[0] in out]
    batch.findings = [one for one in batch.findings if one[0] in out]
    batch.save()
    return batch


@transaction.atomic
def hand_over(batch: ImportBatch, state: BatchState, *, is_partial: bool = False) -> ImportBatch:
    """A long list is checked or taken in by the worker; nobody touches it meanwhile."""
    batch = _open(batch)
    batch.state, batch.began_at, batch.is_partial, batch.trouble = state, clock.now(), is_partial, ""
    batch.save(update_fields=["state", "began_at", "is_partial", "trouble"])
    return batch


@transaction.atomic
def take_up(batch: ImportBatch) -> ImportBatch | None:
    """The worker has it in hand, for this transaction; none when nothing is to be done any more."""
    found = ImportBatch.objects.select_for_update(of=("self",)).filter(pk=batch.pk).first()
    return found if found and found.state in BUSY else None


@transaction.atomic
def hand_back(batch: ImportBatch, trouble: str) -> None:
    """The worker could not do it, and why; the person goes on from where it was."""
    found = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if found.state in BUSY:
        was_checked = found.state == BatchState.IMPORTING
        found.state = BatchState.CHECKED if was_checked else BatchState.UPLOADED
        found.trouble = trouble[:200]
        found.save(update_fields=["state", "trouble"])


@transaction.atomic
def lock_to_undo(batch: ImportBatch) -> ImportBatch:
    """Only what is in can be taken back, and once."""
    return _locked(batch, (BatchState.IMPORTED,))


def mark_undone(batch: ImportBatch) -> ImportBatch:
    """The list was taken back."""
    batch.state, batch.undone_at, batch.undo = BatchState.UNDONE, clock.now(), {}
    batch.save(update_fields=["state", "undone_at", "undo"])
    return batch


@transaction.atomic
def drop(batch: ImportBatch) -> None:
    """An import that was given up leaves nothing behind."""
    _open(batch).delete()


def _open(batch: ImportBatch) -> ImportBatch:
    return _locked(batch, OPEN)


def _locked(batch: ImportBatch, states: Sequence[BatchState]) -> ImportBatch:
    locked = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if locked.state not in states:
        raise Refused(PaperReason.WRONG_STATE)
    return locked
