"""The lists that are no plain tables on the screen, as workbooks: ranking, overview, yellow cards."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lianheng.ui.sheet import Sheet, SheetColumn, Value

from .terms import ListTitle, SheetHead, SheetSays

if TYPE_CHECKING:
    from lianheng.assessment.queries.cards import CardSheet
    from lianheng.assessment.queries.overview import Overview
    from lianheng.assessment.queries.ranking import RankedRow, Ranking

NARROW, WIDE = 12, 26


def ranking(found: "Ranking") -> Sheet:
    """A class in its order; below it who was only observed or not scored."""
    heads = (
        *(SheetHead.RANK, SheetHead.UNIT, SheetHead.SCORE, SheetHead.BEHIND, SheetHead.MOVED),
        *(SheetHead.TASKS, SheetHead.MINUTES, SheetHead.REMARK),
    )
    title = str(ListTitle.RANKING.label).format(period=found.period.label, peer_class=found.peer_class)
    rows = [*found.rows, *found.unranked]
    return Sheet(title, _columns(heads), lambda: (_ranked(row) for row in rows))


def _ranked(row: "RankedRow") -> Sequence[Value]:
    score = SheetSays.UNSCORED.label if row.result.score is None else row.result.score
    place = (row.result.rank, str(row.unit), score, row.behind, row.moved)
    return [*place, row.tasks, row.minutes, _remark(row)]


def _remark(row: "RankedRow") -> str:
    said = []
    if row.result.is_bottom_three:
        said.append(SheetSays.BOTTOM.label)
    if row.result.is_negative:
        said.append(SheetSays.NEGATIVE.label)
    if row.result.rank is None:
        why = SheetSays.EXEMPTED if row.tasks else SheetSays.NOT_ASKED
        said.append((SheetSays.OBSERVED if row.result.is_observed else why).label)
    return "; ".join(map(str, said))


def overview(found: "Overview") -> Sheet:
    """Units by months, with the middle of the class below."""
    months = [SheetColumn(str(month.period), NARROW) for month in found.months]
    columns = [
        SheetColumn(str(SheetHead.UNIT.label), WIDE),
        *months,
        *_columns((SheetHead.TASKS, SheetHead.MINUTES)),
    ]
    title = str(ListTitle.OVERVIEW.label).format(peer_class=found.peer_class)
    return Sheet(title, columns, lambda: _overview(found))


def _overview(found: "Overview") -> Iterator[Sequence[Value]]:
    for row in found.rows:
        yield [
            str(row.unit),
            *(
                (SheetSays.UNSCORED.label if cell.score is None else cell.score) if cell.has_part else None
                for cell in row.cells
            ),
            row.tasks,
            row.minutes,
        ]
    yield [str(SheetHead.MEDIAN.label), *found.medians, None, None]


def cards(found: "Sequence[CardSheet]", *, is_lifted: bool) -> Sheet:
    """Yellow cards with what cures them, a row for each cure."""
    heads = (
        *(SheetHead.UNIT, SheetHead.ISSUED_ON, SheetHead.EXPIRES_ON, SheetHead.LIFTED_ON, SheetHead.CURE),
        *(SheetHead.CURE_DUE_ON, SheetHead.CURE_DONE_ON, SheetHead.CONFIRMED_BY),
    )
    state = SheetSays.LIFTED if is_lifted else SheetSays.IN_EFFECT
    return Sheet(
        f"{ListTitle.CARDS.label} ({state.label})",
        _columns(heads),
        lambda: (row for sheet in found for row in _card(sheet)),
    )


def _card(sheet: "CardSheet") -> Iterator[Sequence[Value]]:
    card = sheet.card
    about: list[Value] = [str(card.unit), card.issued_on, card.expires_on, card.lifted_on]
    if not sheet.cures:
        yield [*about, None, None, None, None]
    for cure in sheet.cures:
        task = cure.task
        by = str(task.confirmed_by) if task.confirmed_by else None
        yield [*about, task.title, task.due_on, task.done_on, by]


def _columns(heads: Sequence[SheetHead]) -> list[SheetColumn]:
    wide = {SheetHead.UNIT, SheetHead.CURE, SheetHead.REMARK}
    return [SheetColumn(str(head.label), WIDE if head in wide else NARROW) for head in heads]
