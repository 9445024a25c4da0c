"""Divisions of the country as units: the official list of villages, or the short lists of publishers."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from lianheng.kernel.listing import Finding
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actions.roster import plan_divisions, save_divisions
from lianheng.organisation.actions.roster.divisions import Division
from lianheng.organisation.actor import Actor
from lianheng.organisation.terms import UnitKind
from lianheng.papers import keeping
from lianheng.papers.cells import Cell, plain
from lianheng.papers.reading import decoded, read, unzipped
from lianheng.papers.terms import PaperReason

from .access import may_import_units
from .running import Result, counts, one_at_a_time
from .terms import (
    COMMISSION_NAME,
    COMMUNITY_WORDS,
    STREET_BODY,
    STREET_KIND,
    TOWNSHIP_BODY,
    DivisionColumn,
    ImportProblem,
    ListKind,
    StreetColumn,
)

COUNTY, TOWN, VILLAGE = 6, 9, 12
_VILLAGE_CODES = (
    (DivisionColumn.COUNTY_CODE, COUNTY),
    (DivisionColumn.TOWN_CODE, TOWN),
    (DivisionColumn.CODE, VILLAGE),
)
_VILLAGE_NAMES = (DivisionColumn.COUNTY, DivisionColumn.TOWN, DivisionColumn.NAME)
_VILLAGE_COLUMNS = (*_VILLAGE_NAMES, *(column for column, _ in _VILLAGE_CODES))

MOST_UNPACKED = 300 * 1024 * 1024
MOST_ROWS = 1_000_000
MOST_ERRORS = 10_000
Row = Mapping[str, str]


@dataclass(slots=True)
class _Found:
    """The divisions of the file by level, where each stood first, and what is wrong."""

    counties: dict[str, Division] = field(default_factory=dict)
    towns: dict[str, Division] = field(default_factory=dict)
    villages: dict[str, Division] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    errors: list[Finding] = field(default_factory=list)
    count: int = 0


@transaction.atomic
def run(content: bytes, filename: str, *, by: Actor, is_rehearsal: bool = False) -> Result:
    """The whole file, or nothing when a row is wrong."""
    may_import_units(by).or_refuse()
    one_at_a_time()
    try:
        found = _read(unzipped(content, MOST_UNPACKED))
    except Refused as refusal:
        return Result(errors=[Finding(0, "", str(refusal))])
    if found.errors:
        return Result(rows=found.count, errors=found.errors)
    plan = plan_divisions((found.counties, found.towns, found.villages), found.rows)
    result = Result(found.count, len(plan.created), len(plan.updated), found.count)
    result.unchanged -= result.created + result.updated
    if plan.changes and not is_rehearsal:
        batch = keeping.hand_in(ListKind.DIVISIONS.value, filename, by=by)
        keeping.mark_imported(batch, save_divisions(plan, batch.ref, by=by), counts(result))
    return result


def _read(content: bytes) -> _Found:
    rows = _rows(content)
    header = [plain(cell) for cell in next(rows, (0, []))[1]]
    found = _Found()
    names = set(header)
    if {one.label for one in _VILLAGE_COLUMNS} <= names:
        take, words = _village, {one.label: one.value for one in DivisionColumn}
    elif {StreetColumn.CODE, StreetColumn.NAME} <= names:
        take, words = _street, {one.label: one.value for one in StreetColumn}
    else:
        found.errors.append(Finding(1, "", ImportProblem.NOT_DIVISIONS.label))
        return found
    places = [(at, words[name]) for at, name in enumerate(header) if name in words]
    for number, cells in rows:
        row = {name: plain(cells[at]) for at, name in places if at < len(cells)}
        if any(row.values()):
            found.count += 1
            take(found, number, row)
        if found.count > MOST_ROWS:
            raise Refused(PaperReason.TOO_MANY_ROWS)
        if len(found.errors) > MOST_ERRORS:
            break
    return found


def _rows(content: bytes) -> Iterator[tuple[int, Sequence[Cell]]]:
    """The rows with their numbers; a workbook is read whole, the long lists line by line."""
    if content.startswith(b"PK"):
        yield from enumerate(read(content)[0].rows, start=1)
        return
    try:
        yield from enumerate(csv.reader(io.StringIO(decoded(content), newline=""), strict=True), start=1)
    except csv.Error as broken:
        raise Refused(PaperReason.OPEN_QUOTE) from broken


def _village(found: _Found, number: int, row: Row) -> None:
    """One village or community, with the township and the county in which it lies."""
    if not _is_sound(found, number, row, _VILLAGE_CODES, _VILLAGE_NAMES):
        return
    county, town, code = (row[column.value] for column, _ in _VILLAGE_CODES)
    if code in found.villages:
        found.errors.append(Finding(number, DivisionColumn.CODE.label, _repeated(found.rows[code])))
        return
    _add(found.counties, found, number, _county(county, row["county"]))
    is_street = row.get("town_kind", "") == STREET_KIND or row["town"].endswith(STREET_KIND)
    _add(found.towns, found, number, _town(town, row["town"], county, is_street))
    kind = UnitKind.COMMUNITY if row.get("kind", "") in COMMUNITY_WORDS else UnitKind.VILLAGE
    short = (row.get("short_name") or row["name"])[:40]
    _add(found.villages, found, number, Division(code, row["name"][:100], short, kind.value, town))


def _street(found: _Found, number: int, row: Row) -> None:
    """A county, township or village of the short lists; what is known only by its code is called by it."""
    digits = len(row["code"]) if len(row["code"]) in (TOWN, VILLAGE) else COUNTY
    if not _is_sound(found, number, row, ((StreetColumn.CODE, digits),), (StreetColumn.NAME,)):
        return
    code, name = row["code"], row["name"]
    level = {COUNTY: found.counties, TOWN: found.towns, VILLAGE: found.villages}[digits]
    if code in level and not level[code].is_implied:
        found.errors.append(Finding(number, StreetColumn.CODE.label, _repeated(found.rows[code])))
        return
    level.pop(code, None)
    county = code[:COUNTY] if digits == VILLAGE else row.get("county_code") or code[:COUNTY]
    if digits != COUNTY:
        _add(found.counties, found, number, _county(county, county, is_implied=True))
    if digits == VILLAGE:
        town = code[:TOWN]
        _add(found.towns, found, number, _town(town, town, county, False, is_implied=True))
        kind = UnitKind.COMMUNITY if name.endswith(COMMUNITY_WORDS) else UnitKind.VILLAGE
        _add(level, found, number, Division(code, name[:100], name[:40], kind.value, town))
    elif digits == TOWN:
        _add(level, found, number, _town(code, name, county, name.endswith(STREET_KIND)))
    else:
        _add(level, found, number, _county(code, name))


def _is_sound(
    found: _Found,
    number: int,
    row: Row,
    codes: Iterable[tuple[DivisionColumn | StreetColumn, int]],
    names: Iterable[DivisionColumn | StreetColumn],
) -> bool:
    before, above = len(found.errors), ""
    for column, digits in codes:
        said = row.get(column.value, "")
        if not (said.isascii() and said.isdigit() and len(said) == digits):
            reason = ImportProblem.BAD_DIVISION.label.format(said=said, digits=digits)
            found.errors.append(Finding(number, str(column.label), reason))
        elif not said.startswith(above):
            reason = ImportProblem.NOT_BELOW.label.format(said=said, above=above)
            found.errors.append(Finding(number, str(column.label), reason))
        above = said
    for column in names:
        if not row.get(column.value):
            reason = ImportProblem.EMPTY_NAME.label.format(name=column.label)
            found.errors.append(Finding(number, str(column.label), reason))
    return len(found.errors) == before


def _repeated(row: int) -> str:
    return ImportProblem.REPEATED.label.format(row=row)


def _add(level: dict[str, Division], found: _Found, number: int, division: Division) -> None:
    if division.code not in level:
        level[division.code] = division
        found.rows.setdefault(division.code, number)


def _county(code: str, name: str, *, is_implied: bool = False) -> Division:
    body = COMMISSION_NAME.format(county=name)
    return Division(code, body, name[:40], UnitKind.COMMISSION.value, "", is_implied)


def _town(code: str, name: str, county: str, is_street: bool, *, is_implied: bool = False) -> Division:
    """A street's body is sent by the commission, a township's is elected: they are called differently."""
    body = (STREET_BODY if is_street else TOWNSHIP_BODY).format(town=name)
    kind = UnitKind.STREET if is_street else UnitKind.TOWNSHIP
    return Division(code, body[:100], name[:40], kind.value, county, is_implied)
