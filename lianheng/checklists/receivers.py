"""Whom a scope names: units by their codes, whole classes, or all units that are compared."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from lianheng.kernel.period import Period
from lianheng.organisation.models import Unit

from .rules import names_of
from .terms import Scope


@dataclass(frozen=True)
class Roll:
    """Units that stand on a day, by code and by class."""

    by_code: dict[str, Unit]
    classes: dict[str, list[Unit]]

    def receivers(self, scope: str) -> list[Unit]:
        """The units that the scope names, each once."""
        found: dict[int, Unit] = {}
        for name in names_of(scope):
            found.update((unit.pk, unit) for unit in self._named(name))
        return list(found.values())

    def unknown(self, scope: str) -> list[str]:
        """What the scope names that is no unit, no class and no word."""
        return [name for name in names_of(scope) if name != Scope.ALL.label and not self._named(name)]

    def _named(self, name: str) -> list[Unit]:
        if name == Scope.ALL.label:
            return [unit for units in self.classes.values() for unit in units]
        return self.classes.get(name) or [unit for unit in [self.by_code.get(name)] if unit]


def roll_of(month: Period, scopes: Iterable[str], *, today: date) -> Roll:
    """Whom these scopes name: units that stand today, or stood at the month's end when it is past.

    A unit founded after a past month may still be named by the paper; untouched, it is let off at the close.
    """
    names = {name for scope in scopes for name in names_of(scope)}
    named = Q(code__in=names) | Q(peer_class__in=names - {""})
    if Scope.ALL.label in names:
        named |= ~Q(peer_class="")
    day = min(today, month.last_day)
    by_code: dict[str, Unit] = {}
    classes: dict[str, list[Unit]] = {}
    for unit in Unit.objects.standing(day).exclude(founded_on__gt=today).filter(named):
        by_code[unit.code] = unit
        if unit.peer_class:
            classes.setdefault(unit.peer_class, []).append(unit)
    return Roll(by_code, classes)
