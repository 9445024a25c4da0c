"""The year score: the years as the scoring office closes them, the scores of a class, a unit's own sheet."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404

from lianheng.assessment import progress
from lianheng.assessment.models import (
    ASSESSED,
    SCORING,
    Documented,
    EvaluationRound,
    Standing,
    Year,
    YearItem,
    YearObjection,
    YearScore,
)
from lianheng.assessment.policy import (
    KEEPING,
    may_answer_on_item,
    may_object_to_item,
    may_prepare_year,
    may_publish_year,
)
from lianheng.assessment.rules.plan import read_plan
from lianheng.assessment.terms import DocumentedKind, Grade, ObjectionState, YearItemKind, YearState
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Verdict
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit

from .months import oversees, reads_ledger
from .objections import NEAR_DAYS

PAGE = 100
SORTS = ("", "score", "-score")


@dataclass(frozen=True, slots=True)
class YearSheet:
    """A year's state, what stands in its way, and what may be done."""

    period: Period
    year: Year
    units: int
    grades: dict[str, int]
    is_over: bool
    open_rounds: int
    open_documented: int
    open_objections: int
    may_prepare: Verdict
    may_publish: Verdict

    @property
    def state(self) -> YearState:
        """How far the year has come."""
        return YearState(self.year.state)

    @property
    def stage(self) -> int:
        """Which of the three steps it stands at; past them when published."""
        return 1 + list(YearState).index(self.state) + (self.state == YearState.PUBLISHED)

    @property
    def graded(self) -> list[tuple[Grade, int]]:
        """How many units have each grade."""
        return [(grade, self.grades.get(grade.value, 0)) for grade in Grade]

    @property
    def days_left(self) -> int:
        """Days until the objection window closes; none when it has."""
        until = self.year.objections_until
        return max(0, (until - clock.today()).days + 1) if until else 0


@dataclass(frozen=True, slots=True)
class YearScoreList:
    """A page of a year's scores."""

    period: Period
    year: Year
    classes: list[str]
    peer_class: str
    rows: list[YearScore]
    total: int
    number: int

    @property
    def is_draft(self) -> bool:
        """Not published yet."""
        return self.year.state == YearState.PREPARED

    @property
    def first(self) -> int:
        """The number of the first row on the page."""
        return (self.number - 1) * PAGE + 1

    @property
    def has_next(self) -> bool:
        """There is another page."""
        return self.number * PAGE < self.total

    @property
    def has_previous(self) -> bool:
        """There is a page before."""
        return self.number > 1


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item as it is explained: its arithmetic, what corrects it, and whether it may be contested."""

    item: YearItem
    correction: YearItem | None
    objection: YearObjection | None
    may_object: Verdict

    @property
    def standing(self) -> YearItem:
        """What counts: the item, or what corrects it."""
        return self.correction or self.item


@dataclass(frozen=True, slots=True)
class PartSheet:
    """A part of the year with its items, and what they come to."""

    code: str
    name: str
    lines: list[ItemLine]

    @property
    def is_bonus(self) -> bool:
        """Beyond the hundred."""
        return self.lines[0].item.kind == YearItemKind.BONUS

    @property
    def points(self) -> Decimal | None:
        """What the part earned; none when no item of it applies."""
        found = [line.standing.points for line in self.lines if line.standing.points is not None]
        return sum(found, Decimal(0)) if found else None

    @property
    def most(self) -> Decimal:
        """The full points of the items that apply."""
        applying = (line.item.most for line in self.lines if line.standing.points is not None)
        return sum(applying, Decimal(0))

    @property
    def planned(self) -> Decimal:
        """The full points of all its items."""
        return sum((line.item.most for line in self.lines), Decimal(0))


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a unit stands on the negative list."""

    month: Period | None
    documented: Documented | None


@dataclass(frozen=True, slots=True)
class UnitYearSheet:
    """A unit's year and everything that explains it."""

    unit: Unit
    period: Period
    score: YearScore
    parts: list[PartSheet]
    grounds: list[Ground]
    standing: Standing | None
    is_own: bool

    @property
    def year(self) -> Year:
        """The year in which it stands."""
        return self.score.year

    @property
    def is_draft(self) -> bool:
        """Prepared, open to objections, not published."""
        return self.year.state == YearState.PREPARED

    @property
    def is_window_open(self) -> bool:
        """Objections can still be filed."""
        until = self.year.objections_until
        return self.is_draft and until is not None and clock.today() <= until

    @property
    def limits(self) -> list[tuple[Grade, Decimal]]:
        """From which score each grade is given, the best first."""
        return list(read_plan(self.score.scheme.year).grades.items())

    @property
    def left_out(self) -> Decimal:
        """The full points of the items that do not apply."""
        return sum((part.planned - part.most for part in self.parts if not part.is_bonus), Decimal(0))

    @property
    def raised(self) -> Decimal:
        """All bonuses before the cap."""
        return sum((part.points or Decimal(0) for part in self.parts if part.is_bonus), Decimal(0))

    @property
    def is_capped(self) -> bool:
        """Points and bonus come to more than a hundred."""
        both = (self.score.base or Decimal(0)) + self.score.bonus
        return self.score.score is not None and both > self.score.score


@dataclass(frozen=True, slots=True)
class YearObjectionSheet:
    """An objection with whether one may answer it."""

    objection: YearObjection
    correction: YearItem | None
    may_answer: Verdict
    days_left: int

    @property
    def light(self) -> str:
        """Amber three days before the answer is due, red after."""
        if self.days_left < 0:
            return "overdue"
        return "near" if self.days_left <= NEAR_DAYS else "calm"


def year_sheets(actor: Actor) -> list[YearSheet]:
    """The years, newest first: those scored, those over, those for which anything was planned."""
    if not oversees(actor):
        raise Http404
    days = set(Year.objects.values_list("first_day", flat=True))
    days |= set(
        Standing.objects.filter(period__regex="^....$").values_list("first_day", flat=True).distinct()
    )
    numbers = set(EvaluationRound.objects.values_list("year", flat=True).distinct())
    numbers |= {*Documented.objects.values_list("year", flat=True).distinct(), clock.today().year}
    days |= {date(number, 1, 1) for number in numbers}
    return [_sheet(actor, Period(day, 12)) for day in sorted(days, reverse=True)]


def year_sheet_or_404(actor: Actor, period: Period) -> YearSheet:
    """One year; scorers and leaders only."""
    if not oversees(actor):
        raise Http404
    return _sheet(actor, period)


def _sheet(actor: Actor, period: Period) -> YearSheet:
    year = Year.objects.select_related("prepared_by", "published_by").filter(first_day=period.first_day)
    row = year.first() or Year(first_day=period.first_day)
    waits = progress.what_a_year_waits_for(period)
    contested = progress.open_year_objections(period)
    scores = YearScore.objects.filter(year=period.first_day).order_by()
    return YearSheet(
        period=period,
        year=row,
        units=scores.count(),
        grades=dict(scores.values_list("grade").annotate(Count("pk"))),
        open_objections=contested,
        may_prepare=may_prepare_year(actor, row, **waits),
        may_publish=may_publish_year(actor, row, today=clock.today(), open_objections=contested),
        **waits,
    )


def scored_years(actor: Actor) -> list[Period]:
    """The years with scores, newest first; none for who may not read the ledger."""
    if not reads_ledger(actor):
        return []
    days = Year.objects.exclude(state=YearState.OPEN).order_by("-first_day")
    return [Period(day, 12) for day in days.values_list("first_day", flat=True)]


def year_score_list_or_404(
    actor: Actor, period: Period, *, peer_class: str = "", sort: str = "", page: int = 1
) -> YearScoreList:
    """A page of the year's scores of one class, in official order or by score."""
    if not oversees(actor):
        raise Http404
    year = get_object_or_404(Year.objects.exclude(state=YearState.OPEN), first_day=period.first_day)
    charge = Unit.objects.within(actor.paths(*SCORING))
    rows = YearScore.objects.filter(year=year, unit__in=charge).exclude(peer_class="")
    classes = list(rows.order_by("peer_class").values_list("peer_class", flat=True).distinct())
    chosen = peer_class if peer_class in classes else next(iter(classes), "")
    rows = rows.filter(peer_class=chosen).select_related("unit", "scheme")
    by_score = (sort,) if sort in SORTS[1:] else ()
    found = rows.order_by(*by_score, "unit__position", "unit__code")
    shown = list(found[(page - 1) * PAGE : page * PAGE])
    return YearScoreList(period, year, classes, chosen, shown, found.count(), page)


def year_score_or_404(actor: Actor, period: Period, unit_id: int) -> UnitYearSheet:
    """A unit's year; a unit sees its own, scorers and leaders those in their charge."""
    rows = YearScore.objects.visible_to(actor).select_related("unit", "year", "scheme")
    score = get_object_or_404(rows, year=period.first_day, unit=unit_id)
    return UnitYearSheet(
        unit=score.unit,
        period=period,
        score=score,
        parts=_parts(actor, score),
        grounds=_grounds(score),
        standing=Standing.objects.filter(period=str(period), unit=score.unit).first(),
        is_own=any(actor.holds(role, score.unit) for role in ASSESSED),
    )


def _parts(actor: Actor, score: YearScore) -> list[PartSheet]:
    rows = score.items.filter(corrects=None).select_related("correction", "objection").order_by("pk")
    lines = [_line(actor, score, item) for item in rows]
    grouped = groupby(lines, key=lambda line: (line.item.part, line.item.part_name))
    return [PartSheet(code, name, list(found)) for (code, name), found in grouped]


def _line(actor: Actor, score: YearScore, item: YearItem) -> ItemLine:
    item.score = score
    return ItemLine(
        item,
        getattr(item, "correction", None),
        getattr(item, "objection", None),
        may_object_to_item(actor, item, today=clock.today()),
    )


def _grounds(score: YearScore) -> list[Ground]:
    numbers = [said["documented"] for said in score.grounds if "documented" in said]
    items = Documented.objects.exclude(kind=DocumentedKind.BONUS).in_bulk(numbers)
    return [
        Ground(Period.parse(said["month"]) if "month" in said else None, items.get(said.get("documented")))
        for said in score.grounds
    ]


def year_item_or_404(actor: Actor, item_id: int) -> ItemLine:
    """An item that one may see."""
    rows = YearItem.objects.visible_to(actor).select_related(
        "score__unit", "score__year", "score__scheme", "correction", "objection"
    )
    item = get_object_or_404(rows, pk=item_id)
    return _line(actor, item.score, item)


def year_objection_list(
    actor: Actor, *, state: str = "", period: Period | None = None
) -> list[YearObjectionSheet]:
    """Objections to items of a year within sight: the open ones, by their deadline, or others."""
    rows = _objections(actor)
    rows = rows.filter(state=state) if state in ObjectionState.values else rows.open()
    if period:
        rows = rows.filter(item__score__year=period.first_day)
    return [_contested(actor, each) for each in rows.order_by("answer_due_on", "-pk")[:PAGE]]


def year_objection_or_404(actor: Actor, objection_id: int) -> YearObjectionSheet:
    """An objection that one may see."""
    return _contested(actor, get_object_or_404(_objections(actor), pk=objection_id))


def _objections(actor: Actor):
    return YearObjection.objects.visible_to(actor).select_related(
        "item__score__unit", "item__score__year", "item__correction", "filed_by", "answered_by"
    )


def _contested(actor: Actor, objection: YearObjection) -> YearObjectionSheet:
    return YearObjectionSheet(
        objection,
        getattr(objection.item, "correction", None),
        may_answer_on_item(actor, objection),
        (objection.answer_due_on - clock.today()).days,
    )


def year_objections_to_answer(actor: Actor):
    """Open objections to items of a year that the actor may answer; the nearest first."""
    rows = _objections(actor).open().exclude(filed_by__in=actor.selves)
    rows = rows.exclude(item__posted_by__in=actor.selves).exclude(item__score__unit__in=actor.units_served)
    for oneself in actor.selves:
        rows = rows.exclude(item__facts__scorers__contains=oneself)
    return rows.order_by("answer_due_on", "pk")


def years_to_publish(actor: Actor):
    """Prepared years whose objection window is over; for whoever may publish."""
    rows = Year.objects.filter(state=YearState.PREPARED, objections_until__lt=clock.today())
    return rows if any(actor.holds(role) for role in KEEPING) else rows.none()
