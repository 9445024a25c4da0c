"""A table as one person sees it: what the address asks for, the rows of the page, what stands around them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import QuerySet, Sum
from django.http import QueryDict
from django.template.loader import get_template
from django.utils import timezone
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe

from .parts import plain_number
from .rows import Rows
from .table import Choices, Column, Filter, Table
from .terms import TableWord

PRINTED = 5000  # more than a hundred sheets are no paper any more
WIDE = 7  # so many columns ask for a sheet on its side
PASSING = ("page", "print", "view")  # what an address says of this one look alone
ALL = "view=all"
FARTHEST = 200  # a page further on costs the database all pages before it


@dataclass
class Shown:
    """A list as somebody sees it: the template `ui/table.html` reads nothing else."""

    table: Table
    query: QueryDict
    source: QuerySet | Rows[Any]
    path: str = ""
    choices: dict[str, Choices] = field(default_factory=dict)
    saved: Sequence[tuple[str, str]] = ()
    export: str = ""
    save: str = ""
    page: str = ""  # the list to which views are saved; else the path
    has_start: bool = False  # one's own view opens first, so that the whole list needs an address of its own
    pinned: dict[str, str] = field(default_factory=dict)  # what is shown without the address saying so

    # What the address says.

    @cached_property
    def conditions(self) -> dict[str, str]:
        """The filters that are set, by code."""
        read = {f.code: f.read(self.query.get(f.code, ""), self.choices_of(f)) for f in self.table.filters}
        return {code: said for code, said in read.items() if said}

    def choices_of(self, condition: Filter) -> Choices:
        """What one may choose for this filter."""
        return self.choices.get(condition.code, condition.choices)

    @cached_property
    def columns(self) -> list[Column]:
        """The columns shown: those asked for, or those shown at first."""
        asked = {code for said in self.query.getlist("columns") for code in said.split(",") if code}
        known = {str(column.code) for column in self.table.columns}
        first = self.table.columns[0]
        if not asked & known:
            return [column for column in self.table.columns if not column.hide]
        return [c for c in self.table.columns if c is first or c.fixed or str(c.code) in asked]

    @cached_property
    def sorted_by(self) -> tuple[Column | None, str]:
        """The column that orders the rows, and "-" when from above."""
        said = self.query.get("sort", "")
        sign, code = ("-", said[1:]) if said.startswith("-") else ("", said)
        return next((c for c in self.table.columns if c.sort and str(c.code) == code), None), sign

    @property
    def number(self) -> int:
        """The page one is on."""
        said = self.query.get("page", "")
        return max(1, min(int(said), FARTHEST)) if said.isascii() and said.isdigit() and len(said) < 6 else 1

    @property
    def is_printed(self) -> bool:
        """Whether the print sheet is asked for."""
        return self.query.get("print") == "1"

    @property
    def base(self) -> str:
        """The frame of the page: `{% extends table.base %}`."""
        return "ui/print.html" if self.is_printed else "ui/page.html"

    # The rows.

    @cached_property
    def all_rows(self) -> Any:
        """Every row that meets the conditions, in order; what an export writes."""
        rows: Any = self.source
        for condition in self.table.filters:
            if condition.code in self.conditions:
                rows = condition.narrow(rows, self.conditions[condition.code])
        column, sign = self.sorted_by
        asked = column.sort if column else ""
        rest = [name for name in self.table.order if name.lstrip("-") != asked]
        # The last key runs the way of the first, so that one index serves both directions.
        return rows.order_by(*([sign + asked] if asked else []), *rest, f"{sign if asked else ''}pk")

    @property
    def start(self) -> int:
        """How many rows stand before this page."""
        return 0 if self.is_printed else (self.number - 1) * self.table.size

    @cached_property
    def _read(self) -> list[Any]:
        size = PRINTED if self.is_printed else self.table.size
        return list(self.all_rows[self.start : self.start + size + 1])

    @property
    def has_more(self) -> bool:
        """Whether rows follow after this page."""
        return len(self._read) > (PRINTED if self.is_printed else self.table.size)

    @cached_property
    def whole(self) -> int:
        """How many rows meet the conditions; asked for only where not all of them are shown."""
        rows = self.all_rows
        if not self.has_more and not self.start:
            return len(self.rows)
        return len(rows) if isinstance(rows, Rows) else rows.order_by().count()

    @property
    def rows(self) -> list[Any]:
        """The rows of this page."""
        return self._read[: PRINTED if self.is_printed else self.table.size]

    @cached_property
    def body(self) -> SafeString:
        """The rows as markup, written here because fifty rows of tags would be slow."""
        cells = Cells(self.columns)
        rows = (cells.row(self.start + i, row) for i, row in enumerate(self.rows, 1))
        return mark_safe("".join(rows))  # nosec B308 B703 # each row is a template's

    @cached_property
    def totals(self) -> list[dict[str, object]]:
        """The sum row over all rows that meet the conditions; one query, and none when nothing is summed."""
        summed = {str(c.code): Sum(c.total) for c in self.columns if c.total}
        if not summed or not self.rows:
            return []
        found = self.all_rows.order_by().aggregate(**{f"sum_{code}": total for code, total in summed.items()})
        return [{"column": c, "value": found.get(f"sum_{c.code}")} for c in self.columns]

    # What stands around them.

    def address(self, drop: Sequence[str] = (), **change: str) -> str:
        """This address with something changed; the page number never survives a change."""
        query = self.query.copy()
        for name in (*drop, *change, *PASSING):
            query.pop(name, None)
        for name, value in change.items():
            query[name] = value
        for name in [name for name in query if not any(query.getlist(name))]:
            del query[name]
        said = query.urlencode(safe=",") or (ALL if self.has_start else "")
        return f"{self.path}?{said}" if said else self.path or "?"

    @property
    def region(self) -> str:
        """The id of the part that htmx replaces."""
        return f"table-{self.table.code}"

    @property
    def heads(self) -> list[dict[str, object]]:
        """The header cells, each with the address that orders by it."""
        now, sign = self.sorted_by
        return [
            {
                "column": c,
                "url": self.address(sort=str(c.code) if c is not now or sign else f"-{c.code}")
                if c.sort
                else "",
                "sorted": ("descending" if sign else "ascending") if c is now else "",
            }
            for c in self.columns
        ]

    @property
    def filters(self) -> list[dict[str, object]]:
        """The filters with what is set."""
        return [
            {
                "filter": f,
                "value": self.conditions.get(f.code, ""),
                "choices": [
                    (str(v), text, str(v) == self.conditions.get(f.code)) for v, text in self.choices_of(f)
                ],
            }
            for f in self.table.filters
        ]

    @property
    def first_filters(self) -> list[dict[str, object]]:
        """Those that people use."""
        return [said for said in self.filters if not said["filter"].more]  # type: ignore[attr-defined]

    @property
    def more_filters(self) -> list[dict[str, object]]:
        """The rest."""
        return [said for said in self.filters if said["filter"].more]  # type: ignore[attr-defined]

    @property
    def is_more_set(self) -> bool:
        """Whether one of the rest is set, so that they must be seen."""
        return any(f.more and f.code in self.conditions for f in self.table.filters)

    @property
    def chips(self) -> list[dict[str, str]]:
        """What is set, each with the address without it."""
        chips = []
        for f in self.table.filters:
            if said := self.conditions.get(f.code):
                text = next((str(text) for value, text in self.choices_of(f) if str(value) == said), said)
                chips.append({"label": f.title, "text": text, "url": self.address(drop=[f.code])})
        return chips

    @property
    def clear(self) -> str:
        """The address without any condition."""
        return self.address(drop=list(self.conditions))

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the filter form must carry along: order and columns, and what is not of this table."""
        own = {f.code for f in self.table.filters} | {*PASSING}
        return [(name, said) for name in self.query for said in self.query.getlist(name) if name not in own]

    @property
    def kept_by_chooser(self) -> list[tuple[str, str]]:
        """What the column form must carry along."""
        gone = {"columns", *PASSING}
        return [(name, said) for name in self.query for said in self.query.getlist(name) if name not in gone]

    @property
    def chooser(self) -> list[dict[str, object]]:
        """Every column with whether it is shown."""
        shown = {str(column.code) for column in self.columns}
        return [
            {"column": c, "checked": str(c.code) in shown, "fixed": c.fixed or not i}
            for i, c in enumerate(self.table.columns)
        ]

    @property
    def pager(self) -> dict[str, object]:
        """Where one is, and the neighbours."""
        back = self.address() if self.number == 2 else self._page(self.number - 1)
        return {
            "number": self.number,
            "previous": back if self.number > 1 else "",
            "next": self._page(self.number + 1) if self.has_more and self.number < FARTHEST else "",
            "too_far": self.has_more and self.number >= FARTHEST,
        }

    def _page(self, number: int) -> str:
        said = self.address()
        return f"{said}{'' if said.endswith('?') else '&' if '?' in said else '?'}page={number}"

    @property
    def views(self) -> list[dict[str, object]]:
        """Saved views as tabs; the first is the list as it comes."""
        if not self.saved:
            return []
        now = self.query_string
        whole = f"{self.path}?{ALL}" if self.has_start else self.path or "?"
        plain = {"label": TableWord.ALL.label, "url": whole, "active": not now}
        tabs = [{"label": n, "url": f"{self.path}?{q}", "active": q == now} for n, q in self.saved]
        return [plain, *tabs]

    @property
    def query_string(self) -> str:
        """What is asked for, without the page; what a saved view keeps."""
        said = self.address().partition("?")[2]
        return "" if said == ALL else said

    @property
    def export_query(self) -> str:
        """What an export reads: what is asked for, and what goes without saying."""
        query = QueryDict(self.query_string, mutable=True)
        for name, said in self.pinned.items():
            query.setdefault(name, said)
        return query.urlencode(safe=",")

    @property
    def saved_to(self) -> str:
        """The list to which a view belongs."""
        return self.page or self.path

    @property
    def is_wide(self) -> bool:
        """Whether its print sheet lies on its side."""
        return len(self.columns) > WIDE

    @property
    def print_url(self) -> str:
        """The print sheet of what is shown."""
        said = self.address()
        return f"{said}{'' if said.endswith('?') else '&' if '?' in said else '?'}print=1"


class Cells:
    """Writes rows as markup; every value is escaped unless it is markup already."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = [(c, get_template(c.template) if c.template else None) for c in columns]
        tags = ['<th scope="row"', *["<td"] * (len(columns) - 1)]
        # What is the same in every row is escaped once, not fifty times.
        self.opens = [
            f'{tag} class="{escape(column.css)}" data-label="{escape(column.title)}">'
            for tag, column in zip(tags, columns, strict=True)
        ]
        self.closes = ["</th>", *["</td>"] * (len(columns) - 1)]

    def row(self, number: int, row: Any) -> str:
        """One row, its number first."""
        cells = [
            f"{opened}{self.says(column, template, row)}{closed}"
            for opened, (column, template), closed in zip(self.opens, self.columns, self.closes, strict=True)
        ]
        return f'<tr><td class="ordinal">{number}</td>{"".join(cells)}</tr>'

    def says(self, column: Column, template: Any, row: Any) -> str:
        """What stands in one cell, escaped."""
        value = column.read(row)
        if template:
            return str(template.render({"row": row, "value": value}).strip())
        said = conditional_escape(written(value))
        url = column.link(row) if column.link else ""
        return f'<a href="{escape(url)}">{said}</a>' if url else said


def written(value: object) -> str:
    """A value as the authority writes it: 2026-10-08, 是, 92.5, and – for what is not known."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return str((TableWord.YES if value else TableWord.NO).label)
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, SafeString) else plain_number(value)
