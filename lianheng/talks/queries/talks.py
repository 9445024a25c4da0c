"""The talks within somebody's sight."""

from collections.abc import Iterable

from django.shortcuts import get_object_or_404

from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor
from lianheng.talks.models import Commitment, Talk, TalkQuerySet
from lianheng.talks.rules import OPEN
from lianheng.talks.terms import TalkListed


def visible(actor: Actor) -> TalkQuerySet:
    """The talks that the actor may see, with the people in them."""
    rows = Talk.objects.visible_to(actor)
    return rows.select_related("unit", "person", "led_by", "second", "recorder")


def talk_rows(actor: Actor, state: str = "") -> tuple[TalkListed, TalkQuerySet]:
    """Which talks are meant, and those of them within sight."""
    wanted = TalkListed(state) if state in TalkListed.values else TalkListed.OPEN
    rows = visible(actor)
    return wanted, rows.open() if wanted == TalkListed.OPEN else rows.exclude(state__in=OPEN)


def commitments_in_sight(actor: Actor, numbers: Iterable[int]) -> dict[int, Commitment]:
    """These promises, as far as the actor may see the talks in which they were made."""
    return Commitment.objects.visible_to(actor).in_bulk(list(numbers))


def talks_about(actor: Actor, said: str) -> TalkQuerySet:
    """Talks within sight with such a person or of such a unit, the latest first."""
    return visible(actor).about(said).order_by("-opened_at", "-id")


def talks_of_cause(actor: Actor, cause: Ref) -> list[Talk]:
    """The talks to which a decision led, as far as the actor may see them."""
    rows = visible(actor).filter(cause_kind=cause.kind, cause_id=cause.id)
    return list(rows.order_by("id"))


def cause_of(actor: Actor, talk_id: int) -> Ref:
    """The decision that led to a talk within sight."""
    return get_object_or_404(Talk.objects.visible_to(actor), pk=talk_id).cause
