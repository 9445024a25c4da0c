"""What is asked of units: with a task, with an item of the duty checklist; and what they say they did."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref

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
    threshold: Decimal | None = None
    cites_id: int | None = None
    cites_duty_id: int | None = None
    minutes: int = DEFAULT_MINUTES
    is_key: bool = False


@dataclass(frozen=True, slots=True)
class Closing:
    """Why a unit's task is done without anything handed in: the records that show it."""

    unit_task_id: int
    records: tuple[tuple[Ref, str], ...]  # each with how it is called
    value: Decimal | None = None  # of the measure, when it was one
    done_at: datetime | None = None  # when the fact was there; none when only the end of the period shows it


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which part of the review queue somebody works through."""

    month: Period | None = None
    task_id: int | None = None
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """What an item of the duty checklist says, apart from the version in which it stands."""

    area: str
    title: str
    frequency: str
    months: tuple[int, ...]
    requirement: str = ""
    day: int = 25
    minutes: int = 30
    proof: str = Proof.MATERIAL.value
    measure: str = ""
    target: Decimal | None = None
    basis: str = ""
    is_unverified: bool = False
    key: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """What a unit says it did about a duty, in the period that falls due in that month."""

    key: str
    month: Period
    done_on: date
    text: str = ""
