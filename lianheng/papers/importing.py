"""What a list looks like and how it is taken in: columns, the check of all rows, the change."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lianheng.kernel.listing import Finding, Line, Plan
from lianheng.kernel.verdict import Verdict
from lianheng.organisation.actor import Actor

from .cells import Reader, Unreadable, is_empty
from .heading import Name, is_note
from .reading import Sheet
from .terms import CellProblem


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: what it is called, which field it fills, how its cells are read."""

    name: str
    field: str
    read: Reader
    required: bool = False
    aliases: tuple[str, ...] = ()
    help: str = ""

    @property
    def as_name(self) -> Name:
        """How the header is searched for it."""
        return Name(self.field, self.name, self.required, self.aliases)


@dataclass(frozen=True, slots=True)
class Importer:
    """A kind of list: its columns, who may import it, how it is checked against the system and taken in."""

    kind: str
    label: str
    columns: tuple[Column, ...]
    may: Callable[[Actor], Verdict]
    check: Callable[[Sequence[Line], Actor], Plan]
    save: Callable[..., dict[str, Any]]  # (plan, ref, by=): what it takes to undo it
    undo: Callable[..., None]  # (what was kept, ref, by=)

    @property
    def names(self) -> tuple[Name, ...]:
        """What the header is searched for."""
        return tuple(column.as_name for column in self.columns)

    def name_of(self, field: str) -> str:
        """What people call the field; the field itself where it is none of the columns."""
        return next((column.name for column in self.columns if column.field == field), field)


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows of a sheet, read; and what nobody could read."""

    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    notes: tuple[int, ...] = ()


def read_lines(
    rows: Iterable[tuple[int, Sequence[Any]]], mapping: Mapping[int, str], columns: Sequence[Column]
) -> Listing:
    """Every row through the readers of its columns; empty rows and remarks are passed over."""
    placed: dict[str, tuple[int, Column]] = {}
    by_field = {column.field: column for column in columns}
    for at, field in sorted(mapping.items()):
        placed.setdefault(field, (at, by_field[field]))
    lines: list[Line] = []
    findings: list[Finding] = []
    notes: list[int] = []
    for number, row in rows:
        if all(map(is_empty, row)):
            continue
        if is_note(row):
            notes.append(number)
            continue
        line, problems = _line(number, row, placed.values())
        lines.append(line)
        findings.extend(problems)
    return Listing(tuple(lines), tuple(findings), tuple(notes))


def _line(
    number: int, row: Sequence[Any], placed: Iterable[tuple[int, Column]]
) -> tuple[Line, list[Finding]]:
    values: dict[str, Any] = {}
    findings: list[Finding] = []
    unread: set[str] = set()
    for at, column in placed:
        cell = row[at] if at < len(row) else None
        values[column.field] = None
        try:
            if not is_empty(cell):
                values[column.field] = column.read(cell)
            elif column.required:
                raise Unreadable(CellProblem.REQUIRED, name=column.name)
        except Unreadable as problem:
            unread.add(column.field)
            findings.append(Finding(number, column.field, problem.args[0]))
    return Line(number, values, frozenset(unread)), findings


def data_rows(sheet: Sheet, header_row: int) -> list[tuple[int, list[Any]]]:
    """The rows below the header by their numbers in Excel; what is merged downwards is said in each row."""
    rows = [list(row) for row in sheet.rows]
    for first_row, first, last_row, last in sheet.merged:
        if first == last and first_row > header_row:
            said = rows[first_row][first] if first_row < len(rows) and first < len(rows[first_row]) else None
            for row in rows[first_row + 1 : last_row + 1]:
                row.extend([None] * (first + 1 - len(row)))
                row[first] = said
    numbered = list(enumerate(rows, start=1))[header_row + 1 :]
    return [(number, row) for number, row in numbered if not all(map(is_empty, row))]


def checked(importer: Importer, listing: Listing, by: Actor) -> Plan:
    """Everything that is wrong, in one pass: in the cells and against what the system knows."""
    plan = importer.check(listing.lines, by)
    unread = {(line.number, field) for line in listing.lines for field in line.unread}
    against = [one for one in plan.findings if (one.row, one.field) not in unread]
    plan.findings = sorted([*listing.findings, *against], key=lambda one: one.row)
    return plan


def only_good(importer: Importer, listing: Listing, by: Actor) -> tuple[Plan, set[int]]:
    """The plan for the good rows, and the rows left out; what rested on a bad row falls with it."""
    left_out: set[int] = set()
    while True:
        lines = tuple(line for line in listing.lines if line.number not in left_out)
        findings = tuple(one for one in listing.findings if one.row not in left_out)
        plan = checked(importer, Listing(lines, findings), by)
        if not plan.bad_rows:
            return plan, left_out
        left_out |= plan.bad_rows
