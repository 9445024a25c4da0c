"""Who may do what, and why not: `docs/capabilities.csv`, one row for each thing, one column for each role."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from lianheng.instance.home import CHECKOUT
from lianheng.organisation.terms import Role

from .terms import BETWEEN_ROLES, CapabilityText, Capable

FILE = CHECKOUT / "docs" / "capabilities.csv"


@dataclass(frozen=True, slots=True)
class Capability:
    """Something that somebody may do, which roles, when, why the others do not, and on what it rests."""

    code: str
    group: str
    action: str
    by_role: Mapping[str, str]
    condition: str
    why_not: str
    source: str

    def of(self, role: str) -> str:
        """Whether that role may: always, under the condition, or not."""
        return self.by_role[role]

    def best_of(self, roles: frozenset[str]) -> Capable:
        """Whether somebody with these roles may."""
        said = {self.by_role[role] for role in roles}
        return next((each for each in Capable if each in said), Capable.NO)

    @property
    def roles(self) -> list[str]:
        """Which roles may, in words, those under the condition marked."""
        able = [(Role(role), self.by_role[role]) for role in Role.values]
        return [
            str(role.label) + ("*" if said == Capable.IF else "") for role, said in able if said != Capable.NO
        ]


@cache
def rows() -> tuple[Capability, ...]:
    """Every row, in the order of the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(_row(row) for row in csv.DictReader(file))


def page() -> str:
    """The chapter of the manual that holds the table; `lianheng docs` writes it."""
    groups: dict[str, list[Capability]] = {}
    for row in rows():
        groups.setdefault(row.group, []).append(row)
    return "\n".join(
        [str(CapabilityText.HEAD.label), *(_part(group, found) for group, found in groups.items())]
    )


def _part(group: str, found: list[Capability]) -> str:
    lines = [_line(each) for each in found]
    return "\n".join([f"## {group}", "", str(CapabilityText.COLUMNS.label), "|---|---|---|---|", *lines, ""])


def _line(row: Capability) -> str:
    able = BETWEEN_ROLES.join(row.roles) or str(CapabilityText.NOBODY.label)
    return f"| {row.action} | {able} | {row.condition or row.why_not} | {row.source} |"


def _row(row: dict[str, str]) -> Capability:
    by_role = {role: row.pop(role) for role in Role.values}
    return Capability(by_role=by_role, **row)
