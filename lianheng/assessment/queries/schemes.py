"""The scoring standard: what is in force for each class, and every version before and after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from lianheng.assessment.models import Scheme
from lianheng.assessment.rules.ladder import DEFAULT_LIMITS
from lianheng.assessment.rules.plan import Plan, Planned, read_plan
from lianheng.assessment.rules.points import DEFAULT_POINTS
from lianheng.assessment.terms import EntryCode
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation.actor import Actor


@dataclass(frozen=True, slots=True)
class PointsRow:
    """What one event costs, at each weight."""

    code: EntryCode
    points: Decimal
    is_month_zero: bool

    @property
    def weighted(self) -> list[Decimal]:
        """The same at weight 1, 2 and 3."""
        return [self.points * weight for weight in (1, 2, 3)]


@dataclass(frozen=True, slots=True)
class SchemeVersion:
    """A version of a class's scheme."""

    scheme: Scheme
    is_in_force: bool
    is_coming: bool
    rows: list[PointsRow]

    @property
    def from_month(self) -> Period:
        """The month from which it scores."""
        return Period(self.scheme.from_month, 1)

    @property
    def is_from_the_beginning(self) -> bool:
        """The default, adopted before any other."""
        return self.scheme.version == 0

    @property
    def plan(self) -> Plan:
        """What it says of the year."""
        return read_plan(self.scheme.year)

    @property
    def parts(self) -> list[tuple[str, Decimal, list[Planned]]]:
        """The parts of the year, their full points and their items."""
        grouped = groupby(self.plan.items, key=lambda item: item.part_name)
        found = [(name, list(items)) for name, items in grouped]
        return [(name, sum((item.points for item in items), Decimal(0)), items) for name, items in found]

    @property
    def month_limit(self) -> str:
        """Below it a month is remarked upon."""
        return self.scheme.limits.get("month", DEFAULT_LIMITS["month"])

    @property
    def quarter_limit(self) -> str:
        """Below it a quarter earns a reminder talk."""
        return self.scheme.limits.get("quarter", DEFAULT_LIMITS["quarter"])


@dataclass(frozen=True, slots=True)
class SchemeClass:
    """The versions of one class, newest first."""

    peer_class: str
    versions: list[SchemeVersion]

    @property
    def in_force(self) -> SchemeVersion | None:
        """What scores this month."""
        return next((each for each in self.versions if each.is_in_force), None)


def scheme_classes(actor: Actor) -> list[SchemeClass]:
    """Everybody in office may read the standard by which units are scored."""
    if not actor.held:
        return []
    found: dict[str, list[Scheme]] = {}
    for scheme in Scheme.objects.select_related("adopted_by", "countersigned_by").order_by(
        "peer_class", "-from_month", "-version"
    ):
        found.setdefault(scheme.peer_class, []).append(scheme)
    this_month = Period.month_of(clock.today()).first_day
    return [SchemeClass(peers, _versions(schemes, this_month)) for peers, schemes in found.items()]


def _versions(schemes: Iterable[Scheme], this_month: date) -> list[SchemeVersion]:
    versions: list[SchemeVersion] = []
    for scheme in schemes:
        is_coming = scheme.from_month > this_month
        is_in_force = not is_coming and not any(each.is_in_force for each in versions)
        versions.append(SchemeVersion(scheme, is_in_force, is_coming, _rows(scheme)))
    return versions


def _rows(scheme: Scheme) -> list[PointsRow]:
    codes = [EntryCode(code) for code in DEFAULT_POINTS]
    return [
        PointsRow(code, Decimal(scheme.points.get(code, DEFAULT_POINTS[code])), code == EntryCode.FALSIFIED)
        for code in codes
    ]
