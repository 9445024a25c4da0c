"""An import from end to end: the file read, its header found, all rows checked, all or nothing saved."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from lianheng.kernel.listing import Finding, Plan
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import Actor
from lianheng.papers import keeping
from lianheng.papers.heading import Heading, best
from lianheng.papers.importing import Importer, Listing, checked, data_rows, only_good, read_lines
from lianheng.papers.reading import Sheet, read
from lianheng.papers.terms import PaperReason


@dataclass(slots=True)
class Result:
    """What came of a list; errors name the row and the column as the file has them."""

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    errors: list[Finding] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    notes: tuple[int, ...] = ()
    sheet: str = ""

    def as_json(self) -> dict[str, Any]:
        """The shape that programs rely on."""
        errors = [{"row": one.row, "column": one.field, "reason": one.reason} for one in self.errors]
        counts = {"rows": self.rows, "created": self.created, "updated": self.updated}
        return {**counts, "unchanged": self.unchanged, "errors": errors}


@dataclass(frozen=True, slots=True)
class Opened:
    """A file whose sheet and header were found."""

    sheet: Sheet
    heading: Heading
    rows: list[tuple[int, list[Any]]]


def open_file(content: bytes, importer: Importer) -> Opened:
    """The sheet that looks most like the list; refuses what is no table."""
    sheet, heading = best(read(content), importer.names)
    return Opened(sheet, heading, data_rows(sheet, heading.row))


def one_at_a_time() -> None:
    """Two imports at once would each check against a system that the other is changing."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('papers.import'))")


def is_free() -> bool:
    """Whether nobody else is importing; for the rest of this transaction nobody will."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(hashtext('papers.import'))")
        return bool(cursor.fetchone()[0])


@transaction.atomic
def run(
    content: bytes, filename: str, importer: Importer, *, by: Actor, is_rehearsal: bool = False
) -> Result:
    """The whole file, or nothing when a row is wrong; a rehearsal only tells what would happen."""
    importer.may(by).or_refuse()
    one_at_a_time()
    try:
        opened = open_file(content, importer)
    except Refused as refusal:
        return Result(errors=[Finding(0, "", str(refusal))])
    return _take_in(opened, filename, importer, by, is_rehearsal)


def _take_in(opened: Opened, filename: str, importer: Importer, by: Actor, is_rehearsal: bool) -> Result:
    heading = opened.heading
    listing = read_lines(opened.rows, heading.mapping, importer.columns)
    header = [Finding(heading.row + 1, column, reason) for column, reason in heading.problems]
    plan = checked(importer, listing, by) if heading.mapping else Plan()
    result = told(importer, listing, plan)
    result.errors = header + result.errors
    result.ignored = heading.ignored if heading.mapping else []
    result.notes, result.sheet = listing.notes, opened.sheet.name
    if not listing.lines and not header:
        result.errors = [Finding(heading.row + 1, "", PaperReason.NO_ROWS.label)]
    if result.errors:
        result.created = result.updated = 0
    elif not is_rehearsal and result.created + result.updated:
        batch = keeping.hand_in(importer.kind, filename, by=by)
        undo = importer.save(plan, batch.ref, by=by)
        keeping.mark_imported(batch, undo, counts(result))
    return result


def told(importer: Importer, listing: Listing, plan: Plan) -> Result:
    """The plan in numbers, its findings under the names that columns have."""
    errors = [Finding(one.row, importer.name_of(one.field), one.reason) for one in plan.findings]
    bad = plan.bad_rows
    return Result(
        rows=len(listing.lines),
        created=len(plan.created - bad),
        updated=len(plan.updated - bad),
        unchanged=len(plan.unchanged - bad),
        errors=errors,
        notes=listing.notes,
    )


def counts(result: Result, left_out: int = 0) -> dict[str, int]:
    """What a finished import tells."""
    return {
        "rows": result.rows,
        "created": result.created,
        "updated": result.updated,
        "unchanged": result.unchanged,
        "left_out": left_out,
    }


def mapping_of(batch: Any) -> Mapping[int, str]:
    """Which column of a kept list is which field."""
    return {int(at): field for at, field in batch.mapping.items()}


__all__ = ["Opened", "Result", "counts", "mapping_of", "only_good", "open_file", "run", "told"]
