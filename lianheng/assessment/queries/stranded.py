"""What of the assessment nobody can answer or decide today."""

from lianheng.assessment.models import Objection, Proposal
from lianheng.assessment.policy import DECIDERS
from lianheng.organisation import queries as organisation
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit
from lianheng.organisation.terms import Role

LOOKING = (Role.LEADER, Role.DEPUTY, Role.SCORER)
ANSWERING = (Role.SCORER, Role.LEADER)


def objections_stuck(actor: Actor) -> list[Objection]:
    """Open objections that nobody who is there may answer: all reviewed, filed, served there, or are away."""
    units = Unit.objects.within(actor.paths(*LOOKING))
    rows = Objection.objects.open().filter(entry__unit__in=units).select_related("entry__unit")
    waiting = list(rows.order_by("answer_due_on", "id"))
    there = organisation.present(actor, ANSWERING) if waiting else None
    served = organisation.who_served(actor, (each.entry.unit for each in waiting)) if waiting else {}
    return [each for each in waiting if there and not _answered_by(there, each, served[each.entry.unit_id])]


def _answered_by(there: organisation.Present, objection: Objection, served: set[int]) -> bool:
    entry = objection.entry
    excluded = (objection.filed_by_id, *entry.facts.get("reviewers", ()), *served)
    return any(there.anybody(role, entry.unit.path, but=excluded) for role in ANSWERING)


def proposals_stuck(actor: Actor) -> list[tuple[Proposal, Role]]:
    """Open proposals that nobody who is there may decide, each with the role that would."""
    units = Unit.objects.within(actor.paths(*LOOKING))
    rows = Proposal.objects.open().filter(unit__in=units).select_related("unit", "person")
    waiting = [(each, DECIDERS[each.kind]) for each in rows.order_by("proposed_at", "id")]
    there = organisation.present(actor, set(DECIDERS.values())) if waiting else None
    return [(each, role) for each, role in waiting if there and not _decided_by(there, each, role)]


def _decided_by(there: organisation.Present, proposal: Proposal, role: Role) -> bool:
    if role == Role.OFFICE_HEAD:
        return there.anywhere(role, but=(proposal.person_id,))
    return there.anybody(role, proposal.unit.path, but=(proposal.person_id,))
