"""The paper with which a unit is told of its yellow card."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lianheng.kernel.period import Period
from lianheng.papers.official import Grid, Heading, Paper, Text

from .terms import CardWord

if TYPE_CHECKING:
    from .models import CureTask, YellowCard


def card_letter(card: "YellowCard", cures: Iterable["CureTask"], agency: str) -> Paper:
    """Why, until when, what cures it, how it is lifted, and what it is not."""
    rests_on = "; ".join(_result(each) for each in card.proposal.facts.get("standings", ()))
    day = f"{card.expires_on.year}-{card.expires_on:%m-%d}"
    rows = tuple((each.title, each.due_on.isoformat()) for each in cures)
    heads = (str(CardWord.CURE.label), str(CardWord.DUE_ON.label))
    return Paper(
        agency=agency,
        kind=str(CardWord.KIND.label),
        number="",
        title=str(CardWord.TITLE.label),
        to=card.unit.name,
        body=(
            Text(CardWord.BECAUSE.label.format(facts=rests_on)),
            Heading(1, str(CardWord.CURES.label)),
            Grid(heads, rows, (4, 1)),
            Heading(1, str(CardWord.VALIDITY.label)),
            Text(CardWord.VALID_UNTIL.label.format(day=day)),
            Text(str(CardWord.LIFTED.label)),
            Heading(1, str(CardWord.RIGHTS.label)),
            Text(str(CardWord.NATURE.label)),
        ),
        signed=agency,
        on=card.issued_on,
    )


def _result(written: dict) -> str:
    period = Period.parse(written["period"]).label
    return CardWord.RESULT.label.format(period=period, score=written["score"])
