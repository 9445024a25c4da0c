"""Bonuses and grounds of the negative list: those that wait for a second person, and those decided."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from lianheng.assessment.models import Documented
from lianheng.assessment.policy import KEEPING, may_decide_documented, may_document
from lianheng.assessment.terms import DocumentedKind, DocumentedState
from lianheng.kernel.verdict import Verdict
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit

SHOWN = 200


@dataclass(frozen=True, slots=True)
class DocumentedSheet:
    """A documented item, and whether one may decide it."""

    item: Documented
    may_decide: Verdict

    @property
    def is_bonus(self) -> bool:
        """It speaks for the unit."""
        return self.item.kind == DocumentedKind.BONUS


def documented_list(actor: Actor, *, state: str = "", year: int | None = None) -> list[DocumentedSheet]:
    """Documented items within sight, newest first."""
    rows = _documented(actor)
    if state in DocumentedState.values:
        rows = rows.filter(state=state)
    if year:
        rows = rows.filter(year=year)
    return [_sheet(actor, item) for item in rows[:SHOWN]]


def documented_or_404(actor: Actor, documented_id: int) -> DocumentedSheet:
    """A documented item that one may see."""
    return _sheet(actor, get_object_or_404(_documented(actor), pk=documented_id))


def may_propose(actor: Actor) -> Verdict:
    """Whether one may propose any at all."""
    return may_document(actor)


def documented_to_decide(actor: Actor) -> QuerySet[Documented]:
    """What waits for the actor as its second person, the oldest first."""
    charge = Unit.objects.within(actor.paths(*KEEPING))
    rows = _documented(actor).filter(state=DocumentedState.PROPOSED, unit__in=charge)
    return rows.exclude(proposed_by__in=actor.selves).order_by("proposed_at", "pk")


def _documented(actor: Actor) -> QuerySet[Documented]:
    return Documented.objects.visible_to(actor).select_related("unit", "proposed_by", "decided_by")


def _sheet(actor: Actor, item: Documented) -> DocumentedSheet:
    return DocumentedSheet(item, may_decide_documented(actor, item))
