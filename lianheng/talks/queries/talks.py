"""The talks within somebody's sight."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.shortcuts import get_object_or_404

from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor
from lianheng.talks.models import Commitment, Talk, TalkQuerySet
from lianheng.talks.rules import OPEN
from lianheng.talks.terms import TalkKind

PAGE = 20
OPEN_ONES, SETTLED = "open", "settled"


@dataclass(frozen=True, slots=True)
class TalkList:
    """A page of talks."""

    talks: list[Talk]
    state: str
    kind: str
    search: str
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        """There is a page before."""
        return self.number > 1

    @property
    def is_filtered(self) -> bool:
        """A narrower list was asked for."""
        return bool(self.kind or self.search)


def visible(actor: Actor) -> TalkQuerySet:
    """The talks that the actor may see, with the people in them."""
    rows = Talk.objects.visible_to(actor)
    return rows.select_related("unit", "person", "led_by", "second", "recorder")


def talk_list(actor: Actor, *, state: str = "", kind: str = "", search: str = "", page: int = 1) -> TalkList:
    """Talks under way, the nearest first; or those that were closed or cancelled, the latest first."""
    is_settled = state == SETTLED
    rows = visible(actor)
    rows = rows.exclude(state__in=OPEN) if is_settled else rows.open()
    rows = (
        rows.order_by("-opened_at", "-id") if is_settled else rows.order_by("planned_at", "-opened_at", "id")
    )
    if kind in TalkKind.values:
        rows = rows.filter(kind=kind)
    if search:
        rows = rows.filter(_about(search))
    found = list(rows[(page - 1) * PAGE : page * PAGE + 1])
    shown = SETTLED if is_settled else OPEN_ONES
    return TalkList(found[:PAGE], shown, kind, search, page, len(found) > PAGE)


def commitments_in_sight(actor: Actor, numbers: Iterable[int]) -> dict[int, Commitment]:
    """These promises, as far as the actor may see the talks in which they were made."""
    return Commitment.objects.visible_to(actor).in_bulk(list(numbers))


def talks_about(actor: Actor, said: str) -> TalkQuerySet:
    """Talks within sight with such a person or of such a unit, the latest first."""
    return visible(actor).filter(_about(said)).order_by("-opened_at", "-id")


def _about(said: str) -> Q:
    named = Q(person__name__icontains=said) | Q(unit__name__icontains=said)
    return named | Q(unit__short_name__icontains=said)


def talks_of_cause(actor: Actor, cause: Ref) -> list[Talk]:
    """The talks to which a decision led, as far as the actor may see them."""
    rows = visible(actor).filter(cause_kind=cause.kind, cause_id=cause.id)
    return list(rows.order_by("id"))


def cause_of(actor: Actor, talk_id: int) -> Ref:
    """The decision that led to a talk within sight."""
    return get_object_or_404(Talk.objects.visible_to(actor), pk=talk_id).cause
