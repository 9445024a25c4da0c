"""The months of the ledger, as people choose among them."""

from lianheng.assessment.models import ASSESSED, SCORING, Month
from lianheng.assessment.terms import MonthState
from lianheng.kernel.period import Period
from lianheng.organisation.actor import Actor

CHOICES = 24


def reads_ledger(actor: Actor) -> bool:
    """Whether anything of the ledger may be shown at all."""
    return bool(actor.paths(*SCORING, *ASSESSED))


def oversees(actor: Actor) -> bool:
    """Scorers and leaders read across units."""
    return bool(actor.paths(*SCORING))


def month_rows(actor: Actor) -> list[Month]:
    """The latest months that were tallied, newest first; none for who may not read the ledger."""
    if not reads_ledger(actor):
        return []
    return list(Month.objects.exclude(state=MonthState.OPEN).order_by("-first_day")[:CHOICES])


def months_for_choice(actor: Actor) -> list[Period]:
    """The same months as periods."""
    return [month.period for month in month_rows(actor)]


def latest_month(actor: Actor) -> Period | None:
    """The latest month with scores."""
    months = months_for_choice(actor)
    return months[0] if months else None
