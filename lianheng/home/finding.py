"""Search: whatever has a name and is within one's sight, by name, code, number or the initials of the sound.

A department adds what it has to find by one line in SOURCES.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse

from lianheng.assessment import queries as assessment
from lianheng.checklists import queries as checklists
from lianheng.organisation import queries as organisation
from lianheng.organisation.actor import Actor
from lianheng.organisation.terms import UnitKind
from lianheng.talks.queries import talks

from .terms import SourceName

if TYPE_CHECKING:
    from django.db.models import QuerySet

SHOWN = 20
MOST_TASKS = 60
NOT_SOUNDED = (UnitKind.VILLAGE, UnitKind.COMMUNITY)


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that may be meant: what it is called, where it is, what stands beside it."""

    title: str
    url: str
    about: str = ""
    side: str = ""
    state: str = ""  # a pill's code, when `side` is a state


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of thing that can be found."""

    name: SourceName
    find: Callable[[Actor, str], Sequence[Hit]]


@dataclass(frozen=True, slots=True)
class Group:
    """What one source brought."""

    name: SourceName
    hits: Sequence[Hit]

    @property
    def has_more(self) -> bool:
        """There may be more than is shown."""
        return len(self.hits) >= SHOWN


def found(actor: Actor, said: str) -> list[Group]:
    """What may be meant, by kind; nothing was said, nothing is found."""
    if not said or actor.id is None:
        return []
    groups = (Group(source.name, source.find(actor, said)) for source in SOURCES)
    return [group for group in groups if group.hits]


def _units(actor: Actor, said: str) -> list[Hit]:
    rows = organisation.unit_list(actor)
    units = list(rows.named(said)[:SHOWN])
    if not units and _is_sound(said):
        units = list(rows.filter(pk__in=_sounded(rows, said)[:SHOWN]))
    return [
        Hit(
            unit.name,
            reverse("organisation:unit", args=[unit.pk]),
            str(unit.superior or ""),
            f"{unit.get_kind_display()} {unit.code}",
        )
        for unit in units
    ]


def _sounded(rows: "QuerySet[Any]", said: str) -> list[int]:
    """The numbers of units whose initials are so; names are read alone, which is quick for thousands."""
    named = rows.exclude(kind__in=NOT_SOUNDED).select_related(None).values_list("pk", "name", "short_name")
    return [number for number, *names in named if _sounds_like(names, said)]


def _people(actor: Actor, said: str) -> list[Hit]:
    rows = organisation.person_list(actor)
    people = list(rows.known_as(said)[:SHOWN])
    if not people and _is_sound(said):
        # The sort key holds the sounds with their tones, such as "wang2 xiao3 ming2".
        people = list(rows.filter(sort_key__regex=r"^" + r"\S* ".join(said.lower()) + r"\S*")[:SHOWN])
    return [
        Hit(
            person.name,
            reverse("organisation:person", args=[person.pk]),
            ", ".join(f"{each.post.unit} {each.post}" for each in person.in_office),
            person.number,
        )
        for person in people
    ]


def _unit_tasks(actor: Actor, said: str) -> list[Hit]:
    """By the titles of tasks first: of those there are few, of their parts in units very many."""
    titled = checklists.tasks_titled(actor, _titles_like(actor, said))[:MOST_TASKS]
    parts = checklists.unit_tasks(actor).filter(task__in=[task.pk for task in titled])
    return [
        Hit(
            part.task.title,
            reverse("checklists:unit_task", args=[part.pk]),
            f"{part.unit} {part.period.label}",
            part.get_state_display(),
            part.state,
        )
        for part in parts.order_by("-month", "due_on", "id")[:SHOWN]
    ]


def _titles_like(actor: Actor, said: str) -> Q:
    plain = Q(title__icontains=said)
    if not _is_sound(said):
        return plain
    titles = checklists.task_titles(actor)
    return plain | Q(title__in=[title for title in titles if _sounds_like([title], said)])


def _proposals(actor: Actor, said: str) -> list[Hit]:
    rows = assessment.proposals_about(actor, said)[:SHOWN]
    return [
        Hit(
            f"{row.get_kind_display()}: {row.unit}",
            reverse("assessment:proposal", args=[row.pk]),
            row.period,
            row.get_state_display(),
            row.state,
        )
        for row in rows
    ]


def _objections(actor: Actor, said: str) -> list[Hit]:
    rows = assessment.objections_about(actor, said)[:SHOWN]
    return [
        Hit(
            f"{row.entry.get_code_display()}: {row.entry.task}",
            reverse("assessment:objection", args=[row.pk]),
            f"{row.entry.unit} {row.entry.month.period.label}",
            row.get_state_display(),
            row.state,
        )
        for row in rows
    ]


def _talks(actor: Actor, said: str) -> list[Hit]:
    """Only the talks that concern the actor, by the name of the person or of the unit."""
    return [
        Hit(
            f"{row.get_kind_display()}: {row.person or row.unit}",
            reverse("talks:talk", args=[row.pk]),
            str(row.unit),
            row.get_state_display(),
            row.state,
        )
        for row in talks.talks_about(actor, said)[:SHOWN]
    ]


# What can be found, in the order in which it is shown.
SOURCES: tuple[Source, ...] = (
    Source(SourceName.UNITS, _units),
    Source(SourceName.PEOPLE, _people),
    Source(SourceName.TASKS, _unit_tasks),
    Source(SourceName.PROPOSALS, _proposals),
    Source(SourceName.OBJECTIONS, _objections),
    Source(SourceName.TALKS, _talks),
)


def _is_sound(said: str) -> bool:
    return said.isascii() and said.isalnum() and not said.isdigit()


def _sounds_like(names: Iterable[str], said: str) -> bool:
    letters = said.lower()
    return any(_sounds_within(name, letters) for name in names if name)


def _sounds_within(name: str, letters: str) -> bool:
    """Whether the letters begin the sounds of characters that follow each other; any reading will do."""
    sounds = [initials(character) for character in name if character.isalnum()]
    starts = range(len(sounds) - len(letters) + 1)
    return any(all(letter in sounds[at + n] for n, letter in enumerate(letters)) for at in starts)


@lru_cache(maxsize=32768)
def initials(character: str) -> frozenset[str]:
    """With which letters the sounds of a character begin; some are read in several ways."""
    from pypinyin import Style, pinyin  # its dictionary takes a tenth of a second to load

    return frozenset(said[:1].lower() for said in pinyin(character, style=Style.NORMAL, heteronym=True)[0])
