"""What waits for somebody in the assessment: objections to answer, proposals to decide, months to close."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from lianheng.assessment.models import (
    ASSESSED,
    CureProof,
    CureTask,
    Month,
    MonthReview,
    Objection,
    Proposal,
)
from lianheng.assessment.policy import DECIDERS
from lianheng.assessment.terms import MonthState, ProposalKind
from lianheng.kernel import clock
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit
from lianheng.organisation.terms import Role


def objections_to_answer(actor: Actor) -> QuerySet[Objection]:
    """Open objections that the actor may answer: not reviewed or filed by him, nor of a unit he served in."""
    charge = Unit.objects.within(actor.paths(Role.SCORER, Role.LEADER))
    rows = Objection.objects.open().filter(entry__unit__in=charge).exclude(filed_by__in=actor.selves)
    rows = rows.exclude(entry__unit__in=actor.units_served)
    reviewed = Q(pk__in=())
    for oneself in actor.selves:
        reviewed |= Q(entry__facts__reviewers__contains=oneself)
    rows = rows.filter(Q(entry__facts__reviewers__isnull=True) | ~reviewed)
    return rows.select_related("entry__unit").order_by("answer_due_on", "id")


def objections_filed(actor: Actor) -> QuerySet[Objection]:
    """What the actor objected to and nobody answered yet."""
    return Objection.objects.open().filter(filed_by=actor.id).select_related("entry__unit").order_by("id")


def objections_of_units(actor: Actor) -> QuerySet[Objection]:
    """What the actor's units contest and nobody has answered, whoever filed it."""
    own = Unit.objects.within(actor.paths(*ASSESSED))
    rows = Objection.objects.open().filter(entry__unit__in=own)
    return rows.select_related("entry__unit").order_by("answer_due_on", "id")


def proposals_to_decide(actor: Actor) -> QuerySet[Proposal]:
    """Open proposals that are the actor's to decide, the oldest first; never about himself."""
    due = Q(pk__in=())
    for role in set(DECIDERS.values()):
        kinds = Q(kind__in=[kind for kind in ProposalKind.values if DECIDERS[kind] == role])
        if role == Role.OFFICE_HEAD and actor.holds(role):
            due |= kinds
        for path in actor.paths(role) if role != Role.OFFICE_HEAD else ():
            due |= kinds & Q(unit__path__startswith=path)
    rows = Proposal.objects.open().filter(due).exclude(person__in=actor.selves)
    return rows.select_related("unit", "person").order_by("proposed_at", "id")


def reviews_to_sign(actor: Actor) -> QuerySet[MonthReview]:
    """Drafts of published months that the actor may sign, having drafted none of them."""
    if not (actor.holds(Role.LEADER) or actor.holds(Role.DEPUTY)):
        return MonthReview.objects.none()
    rows = MonthReview.objects.drafting().filter(month__state=MonthState.PUBLISHED)
    return rows.exclude(drafted_by__in=actor.selves).select_related("month").order_by("month_id")


def cures_due(actor: Actor) -> QuerySet[CureTask]:
    """Cure tasks of one's own unit for which nothing waits to be confirmed, the nearest first."""
    units = Unit.objects.within(actor.paths(*ASSESSED))
    rows = CureTask.objects.filter(card__unit__in=units, card__lifted_on=None, done_on=None)
    return rows.exclude(_handed_in()).select_related("card__unit").order_by("due_on", "id")


def cures_to_confirm(actor: Actor) -> QuerySet[CureTask]:
    """Cure tasks for which a unit handed something in, and nobody confirmed or returned it."""
    units = Unit.objects.within(actor.paths(Role.SCORER))
    rows = CureTask.objects.filter(card__unit__in=units, card__lifted_on=None, done_on=None)
    return rows.filter(_handed_in()).select_related("card__unit").order_by("due_on", "id")


def _handed_in() -> Exists:
    """Something was handed in and did not come back."""
    return Exists(CureProof.objects.filter(cure=OuterRef("pk"), returned_at=None))


def months_to_publish(actor: Actor) -> QuerySet[Month]:
    """Tallied months whose objection window is over; for whoever may publish."""
    if not (actor.holds(Role.SCORER) or actor.holds(Role.LEADER)):
        return Month.objects.none()
    rows = Month.objects.filter(state=MonthState.TALLIED, objections_until__lt=clock.today())
    return rows.order_by("first_day")
