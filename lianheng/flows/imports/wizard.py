"""The wizard behind the pages: a file is kept, its columns are matched, its rows are checked and taken in."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404

from lianheng.kernel.verdict import YES, Refused, no
from lianheng.organisation.actor import Actor
from lianheng.papers import keeping, queries
from lianheng.papers.importing import Importer, Listing, checked, only_good, read_lines
from lianheng.papers.reading import MOST_BYTES
from lianheng.papers.terms import BatchState, PaperReason

from . import working
from .importers import IMPORTERS
from .running import counts, is_free, mapping_of, one_at_a_time, open_file, told

if TYPE_CHECKING:
    from lianheng.papers.models import ImportBatch

AT_ONCE = 500  # rows; longer lists are checked and taken in by the worker
TAKING_IN = ALL, GOOD = "all", "good"


def importer_or_404(kind: str) -> Importer:
    """The kind of list of that name."""
    if kind not in IMPORTERS:
        raise Http404
    return IMPORTERS[kind]


def opened(actor: Actor, number: int) -> tuple["ImportBatch", Importer]:
    """One of the actor's own imports, and its kind of list; refused once the role is gone."""
    batch = queries.import_or_404(actor, number)
    importer = importer_or_404(batch.kind)
    importer.may(actor).or_refuse()
    return batch, importer


@transaction.atomic
def begin(kind: str, upload: UploadedFile, *, by: Actor) -> "ImportBatch":
    """The file is read and kept; its header is searched for."""
    importer = importer_or_404(kind)
    importer.may(by).or_refuse()
    if (upload.size or 0) > MOST_BYTES:
        raise Refused(PaperReason.TOO_LARGE)
    found = open_file(upload.read(), importer)
    if not found.rows:
        raise Refused(PaperReason.NO_ROWS)
    return keeping.hand_in(
        kind,
        upload.name or "",
        by=by,
        header_row=found.heading.row,
        titles=found.heading.titles,
        mapping=_once(found.heading.mapping),
        rows=found.rows,
    )


def _once(mapping: Mapping[int, str]) -> dict[int, str]:
    """Of two columns of one name the first."""
    placed: dict[str, int] = {}
    for at, field in sorted(mapping.items()):
        placed.setdefault(field, at)
    return {at: field for field, at in placed.items()}


def missing(batch: "ImportBatch", importer: Importer) -> list[str]:
    """The required columns that no column of the file is."""
    there = set(batch.mapping.values())
    return [column.name for column in importer.columns if column.required and column.field not in there]


def match(batch: "ImportBatch", importer: Importer, mapping: Mapping[int, str]) -> "ImportBatch":
    """Which column is which; only fields of this list and columns of this file."""
    fields = {column.field for column in importer.columns}
    known = {at: field for at, field in mapping.items() if field in fields and at < len(batch.titles)}
    return keeping.match(batch, _once(known))


def _listing(batch: "ImportBatch", importer: Importer) -> Listing:
    return read_lines([(number, row) for number, row in batch.rows], mapping_of(batch), importer.columns)


@transaction.atomic
def check(batch: "ImportBatch", importer: Importer, *, by: Actor) -> "ImportBatch":
    """All rows, and everything that is wrong with them."""
    listing = _listing(batch, importer)
    plan = checked(importer, listing, by)
    result = told(importer, listing, plan)
    return keeping.note(batch, plan.findings, counts(result, left_out=len(plan.bad_rows)))


def check_soon(batch: "ImportBatch", importer: Importer, *, by: Actor) -> "ImportBatch":
    """A short list is checked at once, a long one by the worker."""
    return _to_worker(batch, BatchState.CHECKING) if _is_long(batch) else check(batch, importer, by=by)


@transaction.atomic
def move(
    batch: "ImportBatch",
    importer: Importer,
    cells: Mapping[tuple[int, int], str],
    what: str,
    *,
    by: Actor,
) -> "ImportBatch":
    """The rows as they were put right, all checked again; then taken in, if so asked."""
    batch = keeping.put_right(batch, cells)
    if what not in TAKING_IN:
        return check_soon(batch, importer, by=by)
    if _is_long(batch) or not is_free():
        return _to_worker(batch, BatchState.IMPORTING, is_partial=what == GOOD)
    batch = check(batch, importer, by=by)
    if what == ALL and batch.findings:
        return batch
    try:
        return take_in(batch, importer, by=by, is_partial=what == GOOD)
    except Refused as refusal:  # what was typed stays
        return keeping.say(batch, str(refusal))


def _is_long(batch: "ImportBatch") -> bool:
    return len(batch.rows) > AT_ONCE


def _to_worker(batch: "ImportBatch", state: BatchState, *, is_partial: bool = False) -> "ImportBatch":
    batch = keeping.hand_over(batch, state, is_partial=is_partial)
    working.begin_soon(batch.pk)
    return batch


def is_open(batch: "ImportBatch") -> bool:
    """Whether it is still on its way in."""
    return batch.state in keeping.OPEN


def is_busy(batch: "ImportBatch") -> bool:
    """Whether the worker has it in hand."""
    return batch.state in keeping.BUSY


def is_checked(batch: "ImportBatch") -> bool:
    """Whether its rows were checked, and none was taken in yet."""
    return batch.state == BatchState.CHECKED


@transaction.atomic
def take_in(batch: "ImportBatch", importer: Importer, *, by: Actor, is_partial: bool) -> "ImportBatch":
    """All rows, or the good ones; checked once more, for the system may have changed since."""
    one_at_a_time()
    listing = _listing(batch, importer)
    if is_partial:
        plan, left_out = only_good(importer, listing, by)
    else:
        plan, left_out = checked(importer, listing, by), set[int]()
    if plan.bad_rows:
        raise Refused(PaperReason.STILL_BAD)
    result = told(importer, listing, plan)
    if not result.rows - len(left_out):
        raise Refused(PaperReason.NOTHING_GOOD)
    undo = importer.save(plan, batch.ref, by=by) if result.created + result.updated else {}
    return keeping.mark_imported(batch, undo, counts(result, left_out=len(left_out)), left_out)


@transaction.atomic
def undo(batch: "ImportBatch", importer: Importer, *, by: Actor) -> "ImportBatch":
    """The batch is taken back, when nobody has used it since."""
    if not is_free():
        raise Refused(PaperReason.OTHERS_AT_WORK)
    batch = keeping.lock_to_undo(batch)
    may_undo(batch).or_refuse()
    importer.undo(batch.undo, batch.ref, by=by)
    return keeping.mark_undone(batch)


def may_undo(batch: "ImportBatch") -> Any:
    """What is in and changed something can be taken back."""
    is_in = batch.state == BatchState.IMPORTED and batch.undo
    return YES if is_in else no(PaperReason.WRONG_STATE)
