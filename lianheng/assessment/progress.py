"""How far a year has come, counted over everybody; for actions and for the screens of the scoring office."""

from typing import Any

from lianheng.kernel.period import Period

from .models import Documented, EvaluationRound, Standing, Year, YearObjection
from .terms import RoundState, YearState


def what_a_year_waits_for(year: Period) -> dict[str, Any]:
    """Whether its months are all published, and what else stands in the way of scoring it."""
    number = year.first_day.year
    rounds = EvaluationRound.objects.filter(year=number).exclude(state=RoundState.CLOSED)
    return {
        "is_over": Standing.objects.filter(period=str(year)).exists(),
        "open_rounds": rounds.count(),
        "open_documented": Documented.objects.open().filter(year=number).count(),
    }


def is_year_open(number: int) -> bool:
    """Whether the year was not scored yet."""
    return not Year.objects.filter(first_day__year=number).exclude(state=YearState.OPEN).exists()


def open_year_objections(year: Period) -> int:
    """How many objections to items of the year are not answered."""
    return YearObjection.objects.open().filter(item__score__year=year.first_day).count()
