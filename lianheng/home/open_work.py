"""What is open in a post at a moment, whoever holds it, and its last twelve months in figures."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from django.urls import reverse

from lianheng.assessment import queries as assessment
from lianheng.assessment.queries import waiting
from lianheng.checklists.measures import MEASURES
from lianheng.checklists.queries.months import reviewed_by_month
from lianheng.checklists.terms import ChecklistMeasure
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation.actor import Actor, Held
from lianheng.organisation.terms import Role
from lianheng.talks.queries import waiting as talks
from lianheng.ui.parts import plain_number

from . import desk
from .desk import Line, Pile
from .terms import Figure, PileKind

NOBODY_IN_PARTICULAR = -1
MONTHS = 12
MOST = 200
OF_A_UNIT = (Role.UNIT_HEAD, Role.UNIT_CLERK)
OF_AN_OFFICE = (Role.OFFICE_HEAD, Role.OFFICE_CLERK)

Source = Callable[[Actor], Iterable[Pile]]
Written = list[dict[str, Any]]


def holder_of(held: Iterable[Held]) -> Actor:
    """The post itself, as if somebody held it who never did anything in his own name."""
    return Actor(id=NOBODY_IN_PARTICULAR, name="", held=tuple(held))


def _of_units(holder: Actor) -> Iterable[Pile]:
    """What a unit waits for, whoever in it set it going."""
    filed = reverse("assessment:objections")
    contested = partial(waiting.objections_of_units, holder)
    yield Pile(PileKind.UNIT_OBJECTIONS, filed, contested, desk.objection_line)


def _talks_left(holder: Actor, leaver_id: int) -> Pile:
    """Talks keep the name of who leads them until somebody else arranges them anew."""
    left = partial(talks.talks_left, holder, leaver_id)
    return Pile(PileKind.TALKS_IN_HAND, reverse("talks:talks"), left, desk.talk_line)


# Where open work is found; a new department adds its own source in one line.
SOURCES: tuple[Source, ...] = (desk.piles, desk.begun, _of_units)


PERSONAL = (PileKind.TALKS_IN_HAND, PileKind.COMMITMENTS_TO_CONFIRM)


def open_work(holder: Actor, leaver_id: int) -> Written:
    """Everything that waits in the post, was begun from it, or was the leaver's to lead, as it is written."""
    found = [pile for source in SOURCES for pile in source(holder)]
    found.append(_talks_left(holder, leaver_id))
    written = [_written(pile, line) for pile in found for line in pile.lines(MOST)]
    return list({(each["kind"], each["url"], each["title"]): each for each in written}.values())


def _written(pile: Pile, line: Line) -> dict[str, Any]:
    """A talk with somebody is nobody else's business: the sheet only leads there."""
    due = line.due_on.isoformat() if line.due_on else ""
    title, about = (pile.label, "") if pile.kind in PERSONAL else (line.title, line.about)
    return {"kind": pile.label, "title": title, "about": about, "url": line.url, "due_on": due}


def figures(holder: Actor, named: Sequence[tuple[int, str]]) -> Written:
    """The last twelve months of each of these units or offices, one row for each thing that is counted."""
    this = Period.month_of(clock.today())
    months = [this.shift(-n) for n in reversed(range(MONTHS))]
    rows: Written = []
    for unit_id, name in named:
        if unit_id in holder.units(*OF_A_UNIT):
            rows += [_row(name, figure, months, said) for figure, said in _of_unit(holder, unit_id, months)]
        if unit_id in holder.units(*OF_AN_OFFICE):
            counted = reviewed_by_month(holder, unit_id, months)
            rows.append(_row(name, Figure.ISSUED, months, [counted[month][0] for month in months]))
            rows.append(_row(name, Figure.REVIEWED, months, [counted[month][1] for month in months]))
    return rows


def _of_unit(holder: Actor, unit_id: int, months: Sequence[Period]) -> Iterable[tuple[Figure, list[Any]]]:
    scores = {point.period: point.score for point in assessment.scores_by_month(holder, unit_id, months[-1])}
    yield Figure.SCORE, [scores.get(month) for month in months]
    measures = {measure.code: measure for measure in MEASURES}
    for figure, code in ((Figure.ASKED, ChecklistMeasure.ISSUED), (Figure.IN_TIME, ChecklistMeasure.IN_TIME)):
        yield figure, [measures[code].values(month, (unit_id,))[unit_id] for month in months]


def _row(name: str, figure: Figure, months: Sequence[Period], said: Iterable[Any]) -> dict[str, Any]:
    values = ["" if value is None else plain_number(value) for value in said]
    return {"unit": name, "title": str(figure.label), "months": [str(m) for m in months], "values": values}
