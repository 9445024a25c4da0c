"""Search: units, people and tasks within one's sight, by name, code, number or the initials of the sound."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import Q

from lianheng.checklists.queries.months import unit_tasks
from lianheng.organisation import queries as organisation
from lianheng.organisation.actor import Actor
from lianheng.organisation.terms import UnitKind

if TYPE_CHECKING:
    from lianheng.checklists.models import UnitTask
    from lianheng.organisation.models import Person, Unit

SHOWN = 20
MOST_SOUNDED = 3000
NOT_SOUNDED = (UnitKind.VILLAGE, UnitKind.COMMUNITY)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search brought, the first of each."""

    units: "list[Unit]" = field(default_factory=list)
    people: "list[Person]" = field(default_factory=list)
    tasks: "list[UnitTask]" = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Nothing within sight is called so."""
        return not (self.units or self.people or self.tasks)


def found(actor: Actor, said: str) -> Found:
    """What may be meant; nothing was said, nothing is found."""
    if not said:
        return Found()
    return Found(_units(actor, said), _people(actor, said), _tasks(actor, said))


def _units(actor: Actor, said: str) -> "list[Unit]":
    named = Q(name__icontains=said) | Q(short_name__icontains=said) | Q(code__istartswith=said)
    rows = organisation.unit_list(actor)
    units = list(rows.filter(named)[:SHOWN])
    if units or not _is_sound(said):
        return units
    sounded = rows.exclude(kind__in=NOT_SOUNDED)[:MOST_SOUNDED]
    return [unit for unit in sounded if _sounds_like((unit.name, unit.short_name), said)][:SHOWN]


def _people(actor: Actor, said: str) -> "list[Person]":
    rows = organisation.person_list(actor)
    people = list(rows.filter(Q(name__icontains=said) | Q(number__istartswith=said))[:SHOWN])
    if people or not _is_sound(said):
        return people
    # The sort key holds the sounds with their tones, such as "wang2 xiao3 ming2".
    sounds = r"^" + r"\S* ".join(said.lower()) + r"\S*"
    return list(rows.filter(sort_key__regex=sounds)[:SHOWN])


def _tasks(actor: Actor, said: str) -> "list[UnitTask]":
    rows = unit_tasks(actor).filter(task__title__icontains=said)
    return list(rows.order_by("-month", "due_on", "id")[:SHOWN])


def _is_sound(said: str) -> bool:
    return said.isascii() and said.isalpha()


def _sounds_like(names: Iterable[str], said: str) -> bool:
    return any(said.lower() in initials(name) for name in names if name)


@lru_cache(maxsize=8192)
def initials(name: str) -> str:
    """The first letters of the sounds of a name."""
    from pypinyin import Style, lazy_pinyin  # its dictionary takes a tenth of a second to load

    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()
