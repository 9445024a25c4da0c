"""What the system reads of talks across everyone: whom a talk concerns and who takes part, to tell them."""

from dataclasses import dataclass
from datetime import datetime

from lianheng.kernel import clock
from lianheng.organisation.actor import SYSTEM, Actor

from . import policy, roster
from .models import Talk


@dataclass(frozen=True, slots=True)
class Brief:
    """Who is told of what about a talk."""

    kind: str
    unit_id: int
    person_id: int | None
    led_by_id: int | None
    taking_part: frozenset[int]
    planned_at: datetime | None
    place: str


def talk_in_brief(talk_id: int) -> Brief:
    """The talk, for telling those who have to do with it."""
    talk = Talk.objects.get(pk=talk_id)
    return Brief(
        kind=talk.get_kind_display(),
        unit_id=talk.unit_id,
        person_id=talk.person_id,
        led_by_id=talk.led_by_id,
        taking_part=frozenset(talk.taking_part),
        planned_at=talk.planned_at,
        place=talk.place,
    )


def may_lead(talk_id: int) -> list[int]:
    """Whose office it is to lead this talk, where nobody is named yet."""
    talk = Talk.objects.select_related("unit").get(pk=talk_id)
    return list(roster.leading(talk).values_list("pk", flat=True))


def talks_to_pass_on(post: Actor, leaver_id: int, successor_id: int) -> list[Talk]:
    """Of the talks left with a post, those that its successor may lead; the others fall to the office."""
    rows = Talk.objects.open().left_with(post, leaver_id).select_related("unit").order_by("id")
    return [talk for talk in rows if _takes_over(talk, successor_id)]


def _takes_over(talk: Talk, successor_id: int) -> bool:
    may = policy.may_pass_on(SYSTEM, talk, to=successor_id, now=clock.now())
    return bool(may) and roster.leading(talk).filter(pk=successor_id).exists()
