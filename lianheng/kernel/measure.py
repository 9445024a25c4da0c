"""A measure: one thing that can be counted about a unit in a period, with the records behind it.

The port of measures: the catalogue makes them known here, lower floors ask here (ADR 24).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from .period import Period
from .ref import Ref

PERCENT = "%"


class Better(StrEnum):
    """Which way is good."""

    MORE = "more"
    LESS = "less"
    NEITHER = "neither"


@dataclass(frozen=True)
class Measure:
    """What is counted, in one sentence, and how: values for many units at once, records for drilling down.

    A bare count of petitions or cases is sensitive: whoever scores by it rewards hushing up or inventing. A
    settled measure cannot change any more once the months of its period are published.
    """

    code: str
    title: str
    meaning: str
    unit_of_count: str
    better: Better
    values: Callable[[Period, Iterable[int]], Mapping[int, Decimal | None]]
    records: Callable[[Period, int], list[Ref]]
    threshold: Decimal | None = None  # where it proves a task that says nothing else
    is_known_in_time: bool = True  # what only the tally brings forth comes too late to prove a task
    is_sensitive_count: bool = False
    is_settled: bool = False

    @property
    def may_prove(self) -> bool:
        """What has a good side, and is known before the month is closed, can prove a task."""
        return self.is_known_in_time and self.better != Better.NEITHER

    @property
    def waits_for_the_end(self) -> bool:
        """What should be little, and a share of what is still growing, are certain only at the end."""
        return self.better == Better.LESS or self.unit_of_count == PERCENT

    def is_reached(self, value: Decimal | None, threshold: Decimal | None) -> bool:
        """At the threshold or on its good side; what cannot be counted is never reached."""
        if value is None or threshold is None or not self.may_prove:
            return False
        return value <= threshold if self.better == Better.LESS else value >= threshold


_known: dict[str, Measure] = {}


def make_known(measures: Iterable[Measure]) -> None:
    """Said once at start by the catalogue, which stands above every department that asks."""
    _known.update((each.code, each) for each in measures)


def known() -> Mapping[str, Measure]:
    """Every measure of the authority by its code."""
    return _known
