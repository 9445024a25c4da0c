"""The review as it leaves the house: a circular in the official format, for units and for internal use."""

from typing import TYPE_CHECKING

from lianheng.assessment import queries as assessment
from lianheng.kernel.moments import ZONE
from lianheng.organisation import sweeps as organisation
from lianheng.organisation.actor import Actor
from lianheng.papers.official import Annex, Block, Grid, Heading, Paper, Text

from .queries import ReviewSheet
from .terms import CircularWord

if TYPE_CHECKING:
    from lianheng.assessment.queries.ranking import RankedRow


def circular(actor: Actor, sheet: ReviewSheet) -> Paper:
    """What is printed; the places within classes only for whoever reads across units."""
    review, agency = sheet.review, organisation.commission_name()
    body: list[Block] = []
    for part in sheet.parts:
        if part.lines:
            body += [Heading(1, str(part.section.label)), *(Text(line.sentence.text) for line in part.lines)]
    if review.replaces is not None:
        replaced = {"version": review.version, "before": review.replaces.version}
        body.append(Text(CircularWord.VERSION.label.format(**replaced)))
    return Paper(
        agency=agency,
        kind=CircularWord.KIND.label,
        number="",
        title=sheet.title,
        to=CircularWord.TO.label,
        body=tuple(body),
        signed=agency,
        on=review.signed_at.astimezone(ZONE).date() if review.signed_at else None,
        is_draft=not review.is_signed,
        annexes=(_places(actor, sheet),) if sheet.is_internal else (),
    )


def _places(actor: Actor, sheet: ReviewSheet) -> Annex:
    """Places within each class, of the units in the reader's charge."""
    heads = tuple(
        str(word.label)
        for word in (CircularWord.CLASS, CircularWord.RANK, CircularWord.UNIT, CircularWord.SCORE)
    )
    rows = tuple(_row(row) for row in assessment.ranking_sheet_or_404(actor, sheet.period))
    grid = Grid((*heads, str(CircularWord.NOTE.label)), rows, (12, 8, 34, 12, 16))
    return Annex(CircularWord.ANNEX.label.format(period=sheet.period.label), (grid,))


def _row(row: "RankedRow") -> tuple[str, ...]:
    result = row.result
    marks = (
        (result.is_negative, CircularWord.NEGATIVE),
        (result.is_bottom_three, CircularWord.BOTTOM),
        (result.is_observed, CircularWord.OBSERVED),
    )
    return (
        result.peer_class,
        str(result.rank or CircularWord.NOT_RANKED.label),
        row.unit.name,
        CircularWord.UNSCORED.label if result.score is None else f"{result.score:.2f}",
        " ".join(word.label for holds, word in marks if holds),
    )
