"""What objections and proposals are called, by their numbers; only those within sight."""

from collections.abc import Iterable

from lianheng.assessment.models import Objection, Proposal
from lianheng.kernel.period import Period
from lianheng.organisation.actor import Actor


def objections_named(actor: Actor, numbers: Iterable[int]) -> dict[int, str]:
    """What each contests, and which unit does."""
    rows = Objection.objects.visible_to(actor).filter(pk__in=list(numbers)).select_related("entry__unit")
    return {each.pk: f"{each.entry.task} {each.entry.unit}" for each in rows}


def proposals_named(actor: Actor, numbers: Iterable[int]) -> dict[int, str]:
    """What each proposes, on which unit and period."""
    rows = Proposal.objects.visible_to(actor).filter(pk__in=list(numbers)).select_related("unit")
    return {
        each.pk: f"{each.get_kind_display()} {each.unit} {Period.parse(each.period).label}" for each in rows
    }
