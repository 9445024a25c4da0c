"""What is asked: of units, with a task; of the review queue, by whoever works through it."""

from dataclasses import dataclass
from datetime import date

from lianheng.kernel.period import Period

from .terms import Proof

DEFAULT_MINUTES = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """What an office asks for with a task, as it stands in the draft."""

    month: date
    title: str
    scope: str
    due_on: date
    requirement: str = ""
    weight: int = 1
    proof: str = Proof.MATERIAL.value
    measure: str = ""
    minutes: int = DEFAULT_MINUTES
    is_key: bool = False


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which part of the review queue somebody works through."""

    month: Period | None = None
    task_id: int | None = None
    unit_id: int | None = None
