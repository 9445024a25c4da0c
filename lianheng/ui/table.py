"""Tables over querysets, as they are declared: columns, filters, order; `shown.py` reads the address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.http import QueryDict

from .rows import Rows

if TYPE_CHECKING:
    from .shown import Shown

SIZE = 50
Choices = Sequence[tuple[object, object]]


def label_of(code: object, label: object) -> str:
    """The label given, or the one that the code has as a member of `TextChoices`."""
    return str(label or getattr(code, "label", "") or code)


def _read(row: Any, where: str | Callable[[Any], Any]) -> Any:
    if callable(where):
        return where(row)
    for name in where.split("."):
        row = getattr(row, name, None)
    return row


@dataclass(frozen=True)
class Column:
    """One column: what stands in it, how it is ordered, whether it is shown at first."""

    code: str
    label: str = ""
    value: str | Callable[[Any], object] = ""  # "unit.name", or a function of the row; else the code
    template: str = ""  # rendered with `row` and `value`, for what a function cannot say
    link: Callable[[Any], str] | None = None  # where the row's link leads
    sort: str = ""  # the field by which the database orders
    align: str = ""  # "end" for figures, "middle"
    unit: str = ""  # stands in the header, once
    hide: bool = False  # only shown when chosen
    fixed: bool = False  # cannot be left out; the first column never can
    keep: bool = False  # never broken over lines: names, dates
    total: str = ""  # the field that is summed below
    plain: str | Callable[[Any], Any] = ""  # what a workbook writes where the screen shows markup

    @property
    def title(self) -> str:
        """What stands above it."""
        return label_of(self.code, self.label)

    @property
    def css(self) -> str:
        """The classes of its cells."""
        return " ".join(part for part in (self.align, "keep" if self.keep else "") if part)

    def read(self, row: Any) -> Any:
        """The value of this row, before it is written."""
        return _read(row, self.value or str(self.code))

    def read_plain(self, row: Any) -> Any:
        """The value as a workbook has it; markup where nothing plainer is said."""
        return _read(row, self.plain) if self.plain else self.read(row)


@dataclass(frozen=True)
class Filter:
    """One condition: a choice, a word, or a day."""

    code: str
    label: str = ""
    lookup: str | Sequence[str] = ""  # "unit_id"; for words several: any of them
    choices: Choices = ()
    kind: str = "choice"  # choice | text | date | month
    more: bool = False  # stands behind 更多
    apply: Callable[[Any, str], Any] | None = None

    @property
    def title(self) -> str:
        """What stands above it."""
        return label_of(self.code, self.label)

    def read(self, said: str, choices: Choices) -> str:
        """What the address says, when it can be meant; else nothing."""
        said = said.replace("\x00", "").strip()[:100]
        if self.kind == "choice":
            return said if any(str(value) == said for value, _ in choices) else ""
        if self.kind == "date":
            try:
                return date.fromisoformat(said).isoformat()
            except ValueError:
                return ""
        return said

    def narrow(self, rows: Any, said: str) -> Any:
        """Only the rows that meet the condition."""
        if self.apply:
            return self.apply(rows, said)
        lookups = (self.lookup,) if isinstance(self.lookup, str) else tuple(self.lookup)
        met = Q()
        for lookup in lookups or (self.code,):
            met |= Q(**{lookup or self.code: said})
        return rows.filter(met)


@dataclass(frozen=True)
class Table:
    """A list as it is declared; `read` makes it what one person sees now."""

    code: str
    columns: Sequence[Column]
    filters: Sequence[Filter] = ()
    order: Sequence[str] = ()
    size: int = SIZE

    def read(
        self,
        query: QueryDict,
        rows: QuerySet | Rows[Any],
        *,
        path: str = "",
        choices: Mapping[str, Choices] | None = None,
        views: Iterable[tuple[str, str]] = (),
        **around: Any,  # what `Shown` knows besides: export, save, page, has_start, pinned
    ) -> Shown:
        """This list as the address asks for it."""
        from .shown import Shown

        return Shown(self, query, rows, path, dict(choices or {}), tuple(views), **around)
