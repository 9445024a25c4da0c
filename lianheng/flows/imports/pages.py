"""What the pages of an import show."""

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from lianheng.kernel import clock
from lianheng.kernel.verdict import YES
from lianheng.papers.cells import is_empty, plain
from lianheng.papers.importing import Importer
from lianheng.papers.writing import Head, as_bytes

from . import wizard
from .terms import EXAMPLE_FILE, PROBLEM_FILE, ExportWord

if TYPE_CHECKING:
    from lianheng.papers.models import ImportBatch

SHOWN = 50
SAMPLES = 3
LONGEST_CELL, LONGEST_PAGE, BEGINNING = 3000, 100_000, 60
LISTS = {"units": "organisation:units", "people": "organisation:people"}


def upload_page(importer: Importer) -> dict[str, Any]:
    """Step 1: which columns there are."""
    return {
        "step": 1,
        "label": importer.label,
        "step_url": reverse("imports:upload", args=[importer.kind]),
        "cancel_url": reverse("imports:imports"),
        "template_url": reverse("imports:example", args=[importer.kind]),
        "template_columns": [
            {"name": one.name, "required": one.required, "help": one.help} for one in importer.columns
        ],
    }


def columns_page(batch: "ImportBatch", importer: Importer) -> dict[str, Any]:
    """Step 2: the columns of the file beside the fields of the list."""
    choices = [(one.field, one.name + (" *" if one.required else "")) for one in importer.columns]
    width = max([len(batch.titles), *(len(row) for _, row in batch.rows)])
    titles = [*batch.titles, *[""] * (width - len(batch.titles))]
    return {
        "step": 2,
        "label": importer.label,
        "trouble": batch.trouble,
        "filename": batch.filename,
        "step_url": reverse("imports:columns", args=[batch.pk]),
        "back_url": reverse("imports:upload", args=[batch.kind]),
        "missing": wizard.missing(batch, importer),
        "columns": [
            {
                "header": title or "-",
                "name": f"column_{at}",
                "samples": _samples(batch, at),
                "choices": choices,
                "chosen": batch.mapping.get(str(at), ""),
            }
            for at, title in enumerate(titles)
            if title or _samples(batch, at)
        ],
    }


def _samples(batch: "ImportBatch", at: int) -> list[str]:
    said = [plain(row[at]) for _, row in batch.rows[:20] if at < len(row) and not is_empty(row[at])]
    return [one[:30] for one in said[:SAMPLES]]


def busy_page(batch: "ImportBatch", importer: Importer) -> dict[str, Any]:
    """Step 3 while the worker has the list in hand."""
    return {
        "step": 3,
        "label": importer.label,
        "filename": batch.filename,
        "busy": batch.get_state_display(),
        "busy_rows": len(batch.rows),
        "busy_seconds": int((clock.now() - batch.began_at).total_seconds()) if batch.began_at else 0,
        "busy_url": reverse("imports:import", args=[batch.pk]),
    }


def rows_page(batch: "ImportBatch", importer: Importer, page: int) -> dict[str, Any]:
    """Step 3: all rows, those with problems first."""
    wrong: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for number, field, reason in batch.findings:
        wrong[number].append((field, reason))
    ordered = sorted(batch.rows, key=lambda row: (row[0] not in wrong, row[0]))
    start = (page - 1) * SHOWN
    shown = ordered[start : start + SHOWN]
    places = _places(batch, importer)
    url = reverse("imports:rows", args=[batch.pk])
    bad = len(wrong)
    return {
        "step": 3,
        "label": importer.label,
        "trouble": batch.trouble,
        "step_url": f"{url}?page={page}",
        "back_url": reverse("imports:columns", args=[batch.pk]),
        "headers": [name for _, _, name in places],
        "rows": _short([_row(number, row, places, wrong.get(number, [])) for number, row in shown]),
        "good": batch.counts.get("rows", 0) - bad,
        "bad": bad,
        "ignored": [title for at, title in enumerate(batch.titles) if title and str(at) not in batch.mapping],
        "can_import": YES,
        "problems_url": reverse("imports:problems", args=[batch.pk]),
        "page_urls": {
            "number": page,
            "previous": f"{url}?page={page - 1}" if page > 1 else "",
            "next": f"{url}?page={page + 1}" if len(ordered) > start + SHOWN else "",
        },
    }


def _places(batch: "ImportBatch", importer: Importer) -> list[tuple[int, str, str]]:
    """The columns that were matched, in the order of the file: place, field, name."""
    mapping = sorted((int(at), field) for at, field in batch.mapping.items())
    return [(at, field, importer.name_of(field)) for at, field in mapping]


def _row(
    number: int, row: list[Any], places: list[tuple[int, str, str]], wrong: list[tuple[str, str]]
) -> dict[str, Any]:
    shown = {field for _, field, _ in places}
    at_cell: dict[str, str] = {}
    for field, reason in wrong:
        at_cell.setdefault(field, reason)
    cells = [
        {
            "name": f"c{number}_{at}",
            "value": plain(row[at]) if at < len(row) else "",
            "error": at_cell.get(field, ""),
        }
        for at, field, _ in places
    ]
    elsewhere = [reason for field, reason in wrong if field not in shown or at_cell[field] != reason]
    return {"number": number, "cells": cells, "errors": elsewhere or [""] if wrong else []}


def _short(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What would not fit into one form with the rest is shown by its beginning, and stays as it is."""
    length = 0
    for row in rows:
        for cell in row["cells"]:
            length += len(cell["value"])
            if len(cell["value"]) > LONGEST_CELL or length > LONGEST_PAGE:
                cell["cut"], cell["value"] = len(cell["value"]), cell["value"][:BEGINNING]
    return rows


def done_page(batch: "ImportBatch", importer: Importer) -> dict[str, Any]:
    """Step 4: what came of it, and the way back."""
    return {
        "step": 4,
        "label": importer.label,
        "batch": batch,
        "result": batch.counts,
        "undo_url": reverse("imports:withdrawal", args=[batch.pk]),
        "undo": wizard.may_undo(batch),
        "problems_url": reverse("imports:problems", args=[batch.pk]) if batch.findings else "",
        "list_url": reverse(LISTS.get(batch.kind, "imports:imports")),
    }


def example(importer: Importer) -> tuple[str, bytes]:
    """An empty workbook with the columns of the list."""
    heads = [Head(one.name, 16, one.required, one.help) for one in importer.columns]
    return EXAMPLE_FILE.format(label=importer.label), as_bytes(importer.label, heads, [])


def problems(batch: "ImportBatch", importer: Importer) -> tuple[str, bytes]:
    """The rows that are wrong, as they were handed in, with what is wrong beside them."""
    reasons: dict[int, list[str]] = defaultdict(list)
    for number, field, reason in batch.findings:
        reasons[number].append(f"{importer.name_of(field)}: {reason}")
    heads = [Head(title) for title in batch.titles] + [Head(ExportWord.REASON.label, 60)]
    width = len(batch.titles)
    rows = (
        [plain(cell) for cell in (row + [None] * width)[:width]] + ["; ".join(reasons[number])]
        for number, row in batch.rows
        if number in reasons
    )
    return PROBLEM_FILE.format(label=importer.label), as_bytes(importer.label, heads, rows)
