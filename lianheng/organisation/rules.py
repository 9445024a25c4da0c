"""Rules of the organisation: which kinds are ranked, which roles exclude each other, where a unit stands."""

from collections.abc import Iterable
from datetime import date

from lianheng.kernel.period import months_before

from .terms import SURNAME_SOUNDS, Role, UnitKind

RANKED_KINDS = (UnitKind.TOWNSHIP, UnitKind.STREET, UnitKind.DISPATCHED, UnitKind.SOE)
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
NEW_IN_POST_MONTHS = 6
SORT_KEY_LENGTH = 120


def default_peer_class(kind: str) -> str:
    """Grassroots bodies are ranked among their own kind unless said otherwise; other units are not ranked."""
    return UnitKind(kind).label if kind in RANKED_KINDS else ""


def may_be_held_together(roles: Iterable[str]) -> bool:
    """Several business roles may be held together; an administrator holds nothing else (三员分立)."""
    held = set(roles)
    return len(held) <= 1 or not held & ADMINISTRATORS


def path_below(superior_path: str, unit_id: int) -> str:
    """Where a unit stands: the numbers of all above it and its own, each closed by a dot."""
    return f"{superior_path}{unit_id}."


def numbers_above(path: str) -> tuple[int, ...]:
    """The unit and all above it, from the top down, as its place names them."""
    return tuple(int(number) for number in path.split(".") if number)


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
