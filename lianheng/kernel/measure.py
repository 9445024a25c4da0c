"""A measure: one thing that can be counted about a unit in a period, with the records behind it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from .period import Period
from .ref import Ref


class Better(StrEnum):
    """Which way is good."""

    MORE = "more"
    LESS = "less"
    NEITHER = "neither"


@dataclass(frozen=True)
class Measure:
    """What is counted, in one sentence, and how: values for many units at once, records for drilling down."""

    code: str
    title: str
    meaning: str
    unit_of_count: str
    better: Better
    values: Callable[[Period, Iterable[int]], Mapping[int, Decimal | None]]
    records: Callable[[Period, int], list[Ref]]
