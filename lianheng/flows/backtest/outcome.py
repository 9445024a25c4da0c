"""What a back-test finds: each unit's periods under the one scheme and the other, and what follows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lianheng.assessment.rules.ranking import Place
from lianheng.kernel.period import Period


@dataclass(frozen=True, slots=True)
class Side:
    """A unit in a period under one of the two schemes."""

    score: Decimal | None
    rank: int | None = None
    is_bottom_three: bool = False
    grade: str = ""

    @classmethod
    def of(cls, place: Place) -> "Side":
        """As it was ranked."""
        return cls(place.candidate.score, place.rank, place.is_bottom_three)


@dataclass(frozen=True, slots=True)
class Changed:
    """Lines of one code: how many, and their points under the one and the other."""

    code: str
    count: int
    old: Decimal
    new: Decimal

    @property
    def as_json(self) -> dict[str, Any]:
        """The shape that programs rely on."""
        return {"code": self.code, "count": self.count, "old": _number(self.old), "new": _number(self.new)}


@dataclass(frozen=True, slots=True)
class Compared:
    """A unit in a period under both schemes, and why they differ."""

    period: Period
    old: Side
    new: Side
    changes: tuple[Changed, ...] = ()

    @property
    def differs(self) -> bool:
        """Anything is otherwise."""
        return self.old != self.new

    @property
    def as_json(self) -> dict[str, Any]:
        """The shape that programs rely on."""
        found: dict[str, Any] = {"period": str(self.period)}
        for name, side in (("old", self.old), ("new", self.new)):
            found[name] = None if side.score is None else f"{side.score:.2f}"
            if self.period.length < 12:
                found[f"{name}_rank"] = side.rank
                found[f"{name}_bottom_three"] = side.is_bottom_three
            else:
                found[f"{name}_grade"] = side.grade or None
        return found | {"changes": [each.as_json for each in self.changes]}


@dataclass(frozen=True, slots=True, order=True)
class Proposed:
    """Something that the ladder proposes under one of the schemes."""

    period: Period
    unit_id: int
    kind: str


@dataclass(slots=True)
class UnitOutcome:
    """A unit through all tried periods."""

    peer_class: str = ""
    periods: list[Compared] = field(default_factory=list)

    @property
    def differs(self) -> bool:
        """Anything of it is otherwise."""
        return any(each.differs for each in self.periods)


@dataclass(slots=True)
class Outcome:
    """Everything that a back-test found."""

    scheme: dict[str, Any]
    months: list[Period]
    units: dict[int, UnitOutcome] = field(default_factory=dict)
    arise: list[Proposed] = field(default_factory=list)
    fall_away: list[Proposed] = field(default_factory=list)

    def add(self, unit_id: int, peer_class: str, found: Compared) -> None:
        """One more period of a unit."""
        unit = self.units.setdefault(unit_id, UnitOutcome())
        unit.peer_class = peer_class
        unit.periods.append(found)

    @property
    def moved(self) -> list[int]:
        """The units for which anything is otherwise."""
        return [unit_id for unit_id, unit in self.units.items() if unit.differs]

    def as_json(
        self, named: Sequence[tuple[int, str, str]], *, only_moved: bool = False, most: int | None = None
    ) -> dict[str, Any]:
        """For programs, or to be kept; `named` are number, code and name of the units in official order."""
        codes = {unit_id: code for unit_id, code, _ in named}
        shown = [each for each in named if not only_moved or self.units[each[0]].differs]
        return {
            "scheme": self.scheme,
            "from": str(self.months[0]),
            "to": str(self.months[-1]),
            "months": [str(month) for month in self.months],
            "counted": {"units": len(self.units), "moved": len(self.moved)},
            "left_out": max(0, len(shown) - most) if most is not None else 0,
            "units": [self._unit(*each, only_moved) for each in shown[:most]],
            "bottom_three": {
                "enter": list(self._bottom(codes, entering=True)),
                "leave": list(self._bottom(codes, entering=False)),
            },
            "proposals": {
                "arise": _proposals(self.arise, codes),
                "fall_away": _proposals(self.fall_away, codes),
            },
        }

    def _unit(self, unit_id: int, code: str, name: str, only_moved: bool) -> dict[str, Any]:
        unit = self.units[unit_id]
        periods = [each for each in unit.periods if each.differs or not only_moved]
        found: dict[str, Any] = {"unit": code, "name": name, "class": unit.peer_class}
        for kind, length in (("months", 1), ("quarters", 3), ("years", 12)):
            found[kind] = [each.as_json for each in periods if each.period.length == length]
        return found

    def _bottom(self, codes: dict[int, str], *, entering: bool) -> Iterator[dict[str, str]]:
        for unit_id, unit in self.units.items():
            for each in unit.periods:
                was, now = each.old.is_bottom_three, each.new.is_bottom_three
                if was != now and now == entering:
                    yield {"period": str(each.period), "unit": codes[unit_id], "class": unit.peer_class}


def _proposals(found: Iterable[Proposed], codes: dict[int, str]) -> list[dict[str, str]]:
    return [
        {"kind": each.kind, "unit": codes[each.unit_id], "period": str(each.period)} for each in sorted(found)
    ]


def _number(points: Decimal) -> int | float:
    return int(points) if points == points.to_integral_value() else float(points)
