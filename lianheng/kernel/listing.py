"""Somebody's list: what each line says, what is wrong with it, and what the list would change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list: its number in the file, its values by field, and the fields nobody could read."""

    number: int
    values: Mapping[str, Any]
    unread: frozenset[str] = frozenset()

    def __getitem__(self, name: str) -> Any:
        """What the row says; None where the cell is empty, unreadable, or the list has no such column."""
        return self.values.get(name)

    def __contains__(self, name: str) -> bool:
        """Whether the list has such a column and the cell could be read."""
        return name in self.values and name not in self.unread


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong in a row, at which field, and what to do about it."""

    row: int
    field: str
    reason: str


@dataclass(slots=True)
class Plan:
    """What the list would change, row by row, and everything that is wrong with it."""

    findings: list[Finding] = field(default_factory=list)
    created: set[int] = field(default_factory=set)
    updated: set[int] = field(default_factory=set)
    unchanged: set[int] = field(default_factory=set)
    changes: list[Any] = field(default_factory=list)

    def find(self, row: int, name: str, reason: object, /, **said: object) -> None:
        """Note what is wrong; the sentence of the reason is filled with what was found."""
        label = str(getattr(reason, "label", reason))
        self.findings.append(Finding(row, name, label.format(**said) if said else label))

    @property
    def bad_rows(self) -> set[int]:
        """The rows that cannot be taken in as they are."""
        return {finding.row for finding in self.findings}


def first_rows(lines: Iterable[Line], *names: str) -> dict[int, int]:
    """For each row that repeats an earlier one in these fields, the row that said it first."""
    seen: dict[tuple[Any, ...], int] = {}
    repeats: dict[int, int] = {}
    for line in lines:
        key = tuple(line[name] for name in names)
        if None not in key and (first := seen.setdefault(key, line.number)) != line.number:
            repeats[line.number] = first
    return repeats
