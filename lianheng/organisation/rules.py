"""Rules of the organisation: which kinds are ranked, which roles exclude each other, where a unit stands."""

from collections.abc import Iterable
from datetime import date, timedelta

from lianheng.instance.watch import LOCKED
from lianheng.kernel.period import Period, months_before
from lianheng.kernel.workflow import Workflow

from .terms import (
    SURNAME_SOUNDS,
    AbsenceKind,
    AbsenceMove,
    AbsenceState,
    DelegationMove,
    DelegationState,
    FactorResetMove,
    FactorResetState,
    GrantRequestMove,
    GrantRequestState,
    HandoverMove,
    HandoverState,
    Role,
    UnitKind,
)

FAILURES = 5  # GB/T 22239-2019, 8.1.4.1 b
RANKED_KINDS = (UnitKind.TOWNSHIP, UnitKind.STREET, UnitKind.DISPATCHED, UnitKind.SOE)
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
HEADS_OF_UNITS = (Role.UNIT_HEAD, Role.OFFICE_HEAD)
HEADS = (*HEADS_OF_UNITS, Role.DEPUTY, Role.LEADER)
WAITING_A_DAY = frozenset({*ADMINISTRATORS, Role.LEADER, Role.DEPUTY})
RESET_READERS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
RESET_WAITS = timedelta(hours=24)
# Who agrees that a role is lent, above the unit for which it is held.
AGREEING: dict[str, tuple[Role, ...]] = {
    Role.UNIT_CLERK: (Role.UNIT_HEAD, Role.DEPUTY, Role.LEADER),
    Role.UNIT_HEAD: (Role.DEPUTY, Role.LEADER),
    Role.OFFICE_CLERK: (Role.OFFICE_HEAD, Role.DEPUTY, Role.LEADER),
    Role.OFFICE_HEAD: (Role.DEPUTY, Role.LEADER),
}
OF_THE_COMMISSION = frozenset({Role.LEADER, Role.DEPUTY, Role.SCORER})
LENDABLE = OF_THE_COMMISSION | AGREEING.keys()
NEW_IN_POST_MONTHS = 6
LONGEST_DELEGATION = 366
LONGEST_TERM = 366
RECUSAL_MONTHS = 36
WEIGHING_DAYS = 15
SORT_KEY_LENGTH = 120

ABSENCE_WORKFLOW: Workflow[AbsenceState, AbsenceMove] = Workflow(
    start=AbsenceState.REPORTED,
    moves={
        AbsenceMove.CONFIRM: ({AbsenceState.REPORTED}, AbsenceState.CONFIRMED),
        AbsenceMove.DECLINE: ({AbsenceState.REPORTED}, AbsenceState.DECLINED),
        AbsenceMove.WITHDRAW: ({AbsenceState.REPORTED, AbsenceState.CONFIRMED}, AbsenceState.WITHDRAWN),
    },
)

DELEGATION_WORKFLOW: Workflow[DelegationState, DelegationMove] = Workflow(
    start=DelegationState.ASKED,
    moves={
        DelegationMove.APPROVE: ({DelegationState.ASKED}, DelegationState.APPROVED),
        DelegationMove.REFUSE: ({DelegationState.ASKED}, DelegationState.REFUSED),
        DelegationMove.REVOKE: ({DelegationState.ASKED, DelegationState.APPROVED}, DelegationState.REVOKED),
    },
)

FACTOR_RESET_WORKFLOW: Workflow[FactorResetState, FactorResetMove] = Workflow(
    start=FactorResetState.ASKED,
    moves={
        FactorResetMove.APPROVE: ({FactorResetState.ASKED}, FactorResetState.APPROVED),
        FactorResetMove.REFUSE: ({FactorResetState.ASKED}, FactorResetState.REFUSED),
        FactorResetMove.STOP: ({FactorResetState.ASKED, FactorResetState.APPROVED}, FactorResetState.STOPPED),
        FactorResetMove.CARRY_OUT: ({FactorResetState.APPROVED}, FactorResetState.DONE),
    },
)

GRANT_REQUEST_WORKFLOW: Workflow[GrantRequestState, GrantRequestMove] = Workflow(
    start=GrantRequestState.ASKED,
    moves={
        GrantRequestMove.APPROVE: ({GrantRequestState.ASKED}, GrantRequestState.APPROVED),
        GrantRequestMove.REFUSE: ({GrantRequestState.ASKED}, GrantRequestState.REFUSED),
        GrantRequestMove.WITHDRAW: ({GrantRequestState.ASKED}, GrantRequestState.WITHDRAWN),
    },
)

HANDOVER_WORKFLOW: Workflow[HandoverState, HandoverMove] = Workflow(
    start=HandoverState.OPENED,
    moves={
        HandoverMove.SIGN: ({HandoverState.OPENED}, HandoverState.SIGNED),
        HandoverMove.SIGN_INSTEAD: ({HandoverState.OPENED}, HandoverState.SIGNED),
        HandoverMove.TAKE_OVER: ({HandoverState.SIGNED}, HandoverState.TAKEN_OVER),
        HandoverMove.CLOSE: ({HandoverState.TAKEN_OVER}, HandoverState.CLOSED),
        HandoverMove.CANCEL: ({HandoverState.OPENED, HandoverState.SIGNED}, HandoverState.CANCELLED),
    },
)


def default_peer_class(kind: str) -> str:
    """Grassroots bodies are ranked among their own kind unless said otherwise; other units are not ranked."""
    return UnitKind(kind).label if kind in RANKED_KINDS else ""


def may_be_held_together(roles: Iterable[str]) -> bool:
    """Several business roles may be held together; an administrator holds nothing else (三员分立)."""
    held = set(roles)
    return len(held) <= 1 or not held & ADMINISTRATORS


def needs_second(role: str, *, has_leader: bool) -> bool:
    """An administrator's role is proposed by one person and approved by another; a leader's beside one too.

    Else the security administrator would make the leader who approves what he proposes.
    """
    return role in ADMINISTRATORS or (role == Role.LEADER and has_leader)


def path_below(superior_path: str, unit_id: int) -> str:
    """Where a unit stands: the numbers of all above it and its own, each closed by a dot."""
    return f"{superior_path}{unit_id}."


def numbers_above(path: str) -> tuple[int, ...]:
    """The unit and all above it, from the top down, as its place names them."""
    return tuple(int(number) for number in path.split(".") if number)


def places_above(path: str) -> tuple[str, ...]:
    """The place of the unit and those of all above it, from the top down."""
    numbers = path.split(".")[:-1]
    return tuple(".".join(numbers[: at + 1]) + "." for at in range(len(numbers)))


def moves_into_itself(unit_path: str, superior_path: str) -> bool:
    """A unit cannot stand below itself or below one of its own."""
    return superior_path.startswith(unit_path)


def sort_key(name: str) -> str:
    """The sound of a name by which rosters are ordered: the surname's own reading first, tones as numbers."""
    from pypinyin import Style, lazy_pinyin  # its dictionary takes a tenth of a second to load

    surname = next((known for known in (name[:2], name[:1]) if known in SURNAME_SOUNDS), "")
    sounds = [SURNAME_SOUNDS[surname]] if surname else []
    sounds += lazy_pinyin(name[len(surname) :], style=Style.TONE3, neutral_tone_with_five=True)
    return " ".join(sounds).lower()[:SORT_KEY_LENGTH]


def is_new_in_post(since: date, on: date) -> bool:
    """Whoever holds a post for less than six months is new in it."""
    return since > months_before(on, NEW_IN_POST_MONTHS)


def days_in(month: Period, from_on: date, to_on: date | None) -> int:
    """How many days of the month lie from the one day to the other."""
    last = min(month.last_day, to_on) if to_on else month.last_day
    return max(0, (last - max(month.first_day, from_on)).days + 1)


def weighs(kind: str, month: Period, from_on: date, to_on: date | None) -> bool:
    """Whether an absence weighs in a month's result.

    Sick leave and secondment always do, anything else when it takes half of the month.
    """
    days = days_in(month, from_on, to_on)
    always = kind in (AbsenceKind.SICK, AbsenceKind.SECONDMENT)
    return days >= (1 if always else WEIGHING_DAYS)


def is_locked(failures: int, last_at: int, now: int) -> bool:
    """After five failures half an hour is waited, from the fifth on."""
    return failures >= FAILURES and now - last_at < LOCKED


def waits_a_day(roles: Iterable[str]) -> bool:
    """The factor of an administrator or leader is reset only a day after it was agreed to."""
    return bool(WAITING_A_DAY & set(roles))
