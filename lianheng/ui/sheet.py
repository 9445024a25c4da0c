"""A list on its way into a workbook: what stands above each column, and each row as plain values."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, Any

from django.template.loader import get_template
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from .table import Column

if TYPE_CHECKING:
    from .shown import Shown

Value = str | int | float | Decimal | bool | date | None
CHUNK = 2000
NARROW, WIDE, WIDEST = 14, 18, 34


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet: what stands above it, how wide it is, whether it is summed below."""

    title: str
    width: int = NARROW
    is_summed: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list as a workbook shows it; the rows are read one after the other, never all at once."""

    title: str
    columns: Sequence[SheetColumn]
    rows: Callable[[], Iterator[Sequence[Value]]]
    conditions: Sequence[tuple[str, str]] = ()


def sheet_of(shown: "Shown", title: str) -> Sheet:
    """Exactly what is shown: the rows that meet the conditions, in that order, with the chosen columns."""
    said = [(chip["label"], chip["text"]) for chip in shown.chips]
    columns = [_column(each, at) for at, each in enumerate(shown.columns)]
    return Sheet(title, columns, lambda: _rows(shown), said)


def _column(column: Column, at: int) -> SheetColumn:
    title = f"{column.title} ({column.unit})" if column.unit else column.title
    width = WIDEST if not at else NARROW if column.align else WIDE
    return SheetColumn(title, width, bool(column.total))


def _rows(shown: "Shown") -> Iterator[Sequence[Value]]:
    templates = [(each, get_template(each.template) if each.template else None) for each in shown.columns]
    rows: Iterable[Any] = shown.all_rows.iterator(chunk_size=CHUNK)
    for row in rows:
        yield [_said(column, template, row) for column, template in templates]


def _said(column: Column, template: Any, row: Any) -> Value:
    value = column.read_plain(row)
    if template and not column.plain:
        value = SafeString(template.render({"row": row, "value": value}))  # nosec B703 # a template's
    return plain(value)


def plain(value: Any) -> Value:
    """A value without its markup: numbers stay numbers, dates dates, everything else is text."""
    if isinstance(value, SafeString):
        return _bare(str(value))
    if value is None or isinstance(value, str | int | float | Decimal | date):
        return value
    return str(value)


@lru_cache(maxsize=4096)
def _bare(markup: str) -> str:
    """The words of a markup; lights and states are the same few thousands of times."""
    return " ".join(unescape(strip_tags(markup)).split())
