"""What is handed over, as far as one may know."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.http import Http404

from lianheng.journal.queries import timeline
from lianheng.kernel import clock
from lianheng.kernel.verdict import Verdict
from lianheng.organisation import policy
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Grant, Handover, HandoverQuerySet, Person, Unit
from lianheng.organisation.models.absences import nearest_above
from lianheng.organisation.terms import HandoverState, OrganisationEvent

SHOWN = 100


class Figures(NamedTuple):
    """A unit's months: what is counted, and for each month its values."""

    unit: str
    titles: list[str]
    months: list[tuple[str, list[tuple[str, str]]]]


@dataclass(frozen=True, slots=True)
class HandoverSheet:
    """A handover with what it passes on, and what one may do about it."""

    handover: Handover
    grants: list[Grant]
    today: date
    may_sign: Verdict
    may_sign_instead: Verdict
    may_name_successor: Verdict
    may_take_over: Verdict
    may_close: Verdict
    may_cancel: Verdict

    @property
    def is_open(self) -> bool:
        """Neither completed nor cancelled."""
        return self.handover.state not in (HandoverState.CLOSED, HandoverState.CANCELLED)

    @property
    def figures(self) -> list[Figures]:
        """The last twelve months of each unit: a row for each month, a column for each thing counted."""
        by_unit: dict[str, list[dict[str, Any]]] = {}
        for row in self.handover.figures:
            by_unit.setdefault(row["unit"], []).append(row)
        return [
            Figures(
                unit,
                [row["title"] for row in rows],
                [
                    (month, [(row["title"], row["values"][at]) for row in rows])
                    for at, month in enumerate(rows[0]["months"])
                ],
            )
            for unit, rows in by_unit.items()
        ]

    @property
    def piles(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """What is open, by kind, in the order in which it was listed."""
        found: dict[str, list[dict[str, Any]]] = {}
        for item in self.handover.open_work:
            found.setdefault(item["kind"], []).append(item)
        return list(found.items())


def handover_list(actor: Actor, state: str = "") -> QuerySet[Handover]:
    """The handovers that one may know of, those not completed unless said otherwise, latest first."""
    rows = _handovers(actor)
    rows = rows.filter(state=state) if state in HandoverState.values else rows.open()
    return rows[:SHOWN]


def handovers_of(actor: Actor, person: Person) -> QuerySet[Handover]:
    """What this person left."""
    return _handovers(actor).filter(leaver=person)


def handovers_in(actor: Actor, unit: Unit) -> QuerySet[Handover]:
    """Which posts of this unit changed hands."""
    return _handovers(actor).filter(unit=unit)[:SHOWN]


def handover_or_404(actor: Actor, handover_id: int) -> HandoverSheet:
    """A handover that one may know of."""
    handover = _handovers(actor).filter(pk=handover_id).first()
    if handover is None:
        raise Http404
    return HandoverSheet(
        handover,
        list(handover.grants.select_related("unit").order_by("unit__position", "pk")),
        clock.today(),
        policy.may_sign_handover(actor, handover),
        policy.may_sign_instead(actor, handover),
        policy.may_name_successor(actor, handover),
        policy.may_take_over(actor, handover),
        policy.may_close_handover(actor, handover),
        policy.may_cancel_handover(actor, handover),
    )


def handover_trail(actor: Actor, handover: Handover) -> list[dict[str, Any]]:
    """What was done about a handover, oldest first."""
    labels = dict(OrganisationEvent.choices)
    return [
        {"at": each.happened_at, "title": labels.get(each.kind, each.kind), "by": each.actor_name}
        for each in timeline(actor, [handover.ref]).order_by("pk")
    ]


def to_take_over(actor: Actor) -> HandoverQuerySet:
    """What was signed by the leaver and waits for the actor as successor."""
    rows = _waiting(actor).filter(Q(successor=actor.id, state=HandoverState.SIGNED))
    return rows.none() if actor.on_behalf_of else rows


def handovers_to_sign(actor: Actor) -> HandoverQuerySet:
    """What the actor leaves, what he witnesses, and what a leaver went without signing."""
    own = Q(leaver=actor.id, state=HandoverState.OPENED)
    signed = Q(state=HandoverState.TAKEN_OVER) & ~_among(actor, "signed_instead_by")
    gone = Q(state=HandoverState.OPENED, left_on__lt=clock.today())
    nearest = nearest_above(actor, clock.today(), "leaver", "successor", "signed_instead_by")
    above = nearest & ~_among(actor, "leaver") & ~_among(actor, "successor") & (signed | gone)
    return _waiting(actor).filter(above if actor.on_behalf_of else own | above)


def _among(actor: Actor, name: str) -> Q:
    return Q(**{f"{name}__isnull": False, f"{name}__in": actor.selves})


def _waiting(actor: Actor) -> HandoverQuerySet:
    rows = Handover.objects.all() if actor.id else Handover.objects.none()
    return rows.select_related("unit", "post", "leaver").order_by("left_on", "id")


def _handovers(actor: Actor) -> HandoverQuerySet:
    rows = Handover.objects.visible_to(actor)
    return rows.select_related("unit", "post", "leaver", "successor", "witness", "signed_instead_by")
