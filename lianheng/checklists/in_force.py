"""Which duties are in force for which units in a month: every adopted version, read once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lianheng.kernel.period import Period
from lianheng.organisation.models import Unit
from lianheng.organisation.rules import RANKED_KINDS

from .models import DutyChecklist, DutyItem
from .rules import is_alike
from .rules.duties import Due, falls_due_for

DUTY_KINDS = tuple(kind.value for kind in RANKED_KINDS)


@dataclass(frozen=True)
class Book:
    """The adopted versions, each with its items, the latest first."""

    versions: list[DutyChecklist]

    def version(self, kind: str, month: Period) -> DutyChecklist | None:
        """What is in force for units of this kind in the month; the general version where there is no own."""
        if kind not in DUTY_KINDS:
            return None
        begun = [each for each in self.versions if each.period and each.period <= month]
        own = (each for each in begun if each.kind == kind)
        general = (each for each in begun if not each.kind)
        return next(own, None) or next(general, None)

    def items(self, kind: str, month: Period) -> list[DutyItem]:
        """The items in force, in order."""
        found = self.version(kind, month)
        return list(found.items.all()) if found else []

    def item(self, kind: str, month: Period, key: str) -> DutyItem | None:
        """The item of that lasting name."""
        return next((item for item in self.items(kind, month) if item.key == key), None)

    def dues(self, kind: str, months: Iterable[Period]) -> Iterator[tuple[DutyItem, Due]]:
        """What falls due in these months for units of this kind."""
        for month in months:
            for item in self.items(kind, month):
                if due := item.due_in(month):
                    yield item, due

    def alike(self, title: str, kinds: Iterable[str], month: Period) -> list[tuple[DutyItem, Due]]:
        """What falls due in the month for units of these kinds under nearly the same name, each once."""
        found: dict[str, tuple[DutyItem, Due]] = {}
        for kind in sorted(set(kinds)):
            for item, due in self.dues(kind, [month]):
                if is_alike(title, item.title):
                    found.setdefault(item.key, (item, due))
        return list(found.values())

    def dues_of(self, unit: Unit, months: Iterable[Period]) -> Iterator[tuple[DutyItem, Due]]:
        """What falls due for this very unit."""
        for item, due in self.dues(unit.kind, months):
            if falls_due_for(due, founded_on=unit.founded_on, closed_on=unit.closed_on):
                yield item, due


def book() -> Book:
    """Every adopted version."""
    rows = DutyChecklist.objects.adopted().order_by("-from_month", "-version")
    return Book(list(rows.select_related("adopted_by").prefetch_related("items")))
