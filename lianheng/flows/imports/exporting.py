"""Lists written out as workbooks; units, people and tasks can be imported again as they are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from lianheng.checklists.actions.takeover import tasks_written
from lianheng.flows.month_end import reading
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation.actions.roster import people_written, units_written
from lianheng.organisation.actor import Actor
from lianheng.papers.actions import note_export
from lianheng.papers.importing import Importer
from lianheng.papers.writing import Head, Value, write

from .importers import IMPORTERS
from .terms import ExportWord, ListKind, OutcomeColumn, UnitColumn

Rows = Sequence[Sequence[Value]]
WIDTHS = {"name": 26, "title": 36, "requirement": 40, "scope": 30, "hosts": 24}


def export(kind: str, out: BinaryIO, *, by: Actor, period: Period | None = None) -> int:
    """The list as a workbook, with who wrote it out, when, and how many rows; says how many, and is noted."""
    rows = _written(kind, out, by, period)
    note_export(kind, rows=rows, by=by)
    return rows


def _written(kind: str, out: BinaryIO, by: Actor, period: Period | None) -> int:
    if kind == ListKind.UNITS:
        return _listed(kind, out, units_written(by), by, None)
    if kind == ListKind.PEOPLE:
        return _listed(kind, out, people_written(by, clock.today()), by, None)
    if kind == ListKind.TASKS:
        return _listed(kind, out, tasks_written(by, period), by, period)
    if period is None:
        raise ValueError("scores and rankings belong to a period")
    if kind == ExportWord.SCORES.value:
        return _scores(out, period, by)
    return _ranking(out, period, by)


def _listed(
    kind: str, out: BinaryIO, found: Iterable[Mapping[str, Any]], by: Actor, period: Period | None
) -> int:
    importer: Importer = IMPORTERS[kind]
    rows = [[row[column.field] for column in importer.columns] for row in found]
    heads = [
        Head(column.name, WIDTHS.get(column.field, 14), column.required, column.help)
        for column in importer.columns
    ]
    return write(out, importer.label, heads, rows, above=_above(importer.label, rows, by, period))


def _above(label: str, rows: Rows, by: Actor, period: Period | None) -> str:
    """Which list, when, by whom, how many rows: a sheet on a desk must say where it comes from."""
    said = f"{period.label}{label}" if period else label
    at = clock.now().strftime("%Y-%m-%d %H:%M")
    return ExportWord.EXPORTED.label.format(label=said, at=at, by=by.name, rows=len(rows))


def _scores(out: BinaryIO, month: Period, by: Actor) -> int:
    heads = [
        Head(UnitColumn.CODE.label),
        Head(ExportWord.SCORE.label, 10),
        Head(ExportWord.CODE.label, 18),
        Head(ExportWord.POINTS.label, 10),
        Head(OutcomeColumn.TITLE.label, 36),
        Head(ExportWord.CAUSE.label, 60),
    ]
    rows = [row for unit in reading.scores(month) for row in _score_rows(unit)]
    return write(
        out, ExportWord.SCORES.label, heads, rows, above=_above(ExportWord.SCORES.label, rows, by, month)
    )


def _score_rows(unit: Mapping[str, Any]) -> Iterator[list[Value]]:
    """A row for each entry; a unit without entries has one row all the same."""
    score = ExportWord.UNSCORED.label if unit["score"] is None else unit["score"]
    for entry in unit["entries"] or [{"code": "", "points": None, "task": "", "reason": ""}]:
        yield [unit["unit"], score, entry["code"], entry["points"], entry["task"], entry["reason"]]


def _ranking(out: BinaryIO, period: Period, by: Actor) -> int:
    heads = [
        Head(UnitColumn.PEER_CLASS.label),
        Head(UnitColumn.CODE.label),
        Head(ExportWord.SCORE.label, 10),
        Head(ExportWord.RANK.label, 10),
        Head(ExportWord.BOTTOM.label, 10),
    ]
    rows = [
        [
            row["class"],
            row["unit"],
            ExportWord.UNSCORED.label if row["score"] is None else row["score"],
            ExportWord.NOT_RANKED.label if row["rank"] is None else row["rank"],
            row["bottom_three"],
        ]
        for row in reading.ranking(period, draft=False)
    ]
    label = ExportWord.RANKING.label
    return write(out, label, heads, rows, above=_above(label, rows, by, period))
