"""The workbook of a unit: what is due in a month, a quarter or a year, what was done, who answers for it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from lianheng.checklists import policy
from lianheng.checklists.in_force import DUTY_KINDS, Book, book
from lianheng.checklists.models import ASSESSED, DutyChecklist, DutyItem, DutyRecord
from lianheng.checklists.queries.months import own_unit_id
from lianheng.checklists.rules import NEAR_WORKDAYS
from lianheng.checklists.terms import Light
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Verdict
from lianheng.kernel.workdays import CALENDAR
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit

from .lines import DutyLine, DutyLines
from .posts import NOBODY, Responsible, items_in_force, responsible_for


@dataclass(frozen=True, slots=True)
class ItemLines:
    """An item with every time that it falls due in the period."""

    item: DutyItem
    responsible: Responsible
    lines: list[DutyLine]

    @property
    def first(self) -> DutyLine:
        """The only time, in a month; the first, in a longer period."""
        return self.lines[0]

    @property
    def fell_due(self) -> int:
        """How often its day has come."""
        return sum(each.fell_due for each in self.lines)

    @property
    def done(self) -> int:
        """How often it was done, of those times."""
        return sum(each.is_done for each in self.lines if each.fell_due)

    @property
    def overdue(self) -> int:
        """How often it was not done, and its day has passed."""
        return sum(each.is_overdue for each in self.lines)

    @property
    def next(self) -> DutyLine | None:
        """The first time still to be done."""
        return next((each for each in self.lines if not each.is_done and not each.is_closed), None)


@dataclass(frozen=True)
class Workbook:
    """A unit's duties in a period."""

    unit: Unit
    period: Period
    version: DutyChecklist | None
    area: str
    lines: list[ItemLines]
    as_needed: list[ItemLines]
    unnamed: int
    is_own: bool
    may_assign: Verdict

    @property
    def is_year(self) -> bool:
        """A year is shown by items, a month or quarter by the days on which they fall due."""
        return self.period.length == 12

    @property
    def times(self) -> list[DutyLine]:
        """Every time that something falls due."""
        return [line for each in self.lines for line in each.lines]

    @property
    def done(self) -> int:
        """How many of them were done."""
        return sum(line.is_done for line in self.times)

    @property
    def overdue(self) -> int:
        """How many were not done in time and are not done yet."""
        return sum(line.is_overdue for line in self.times)

    @property
    def near(self) -> int:
        """How many are due within three working days."""
        return sum(line.light == Light.NEAR for line in self.times)

    @property
    def recordable(self) -> int:
        """How many the actor may record at once."""
        return sum(bool(line.may_record) and not line.is_done for line in self.times)

    @property
    def around(self) -> list[Period]:
        """The month, the quarter and the year in which one is."""
        today = Period.month_of(clock.today())
        month = today if today.first_day in self.period else self.period.months[0]
        return [month, month.quarter, month.year]


def duty_unit_or_404(actor: Actor, unit_id: int) -> Unit:
    """A unit that has duties, within the actor's sight."""
    unit = Unit.objects.filter(pk=unit_id, kind__in=DUTY_KINDS).first()
    if unit is None or not policy.may_see_duties(actor, unit):
        raise Http404
    return unit


def own_duty_unit_id(actor: Actor) -> int | None:
    """The unit for which the actor works, when it has duties."""
    unit_id = own_unit_id(actor)
    found = Unit.objects.filter(pk=unit_id, kind__in=DUTY_KINDS) if unit_id else Unit.objects.none()
    return found.values_list("pk", flat=True).first()


def workbook(actor: Actor, unit_id: int, period: Period, area: str = "") -> Workbook:
    """The duties of a unit in a period; of one area only, when said."""
    unit, found = duty_unit_or_404(actor, unit_id), book()
    posts = responsible_for(actor, unit)
    lines = DutyLines.of(actor, unit, found)
    month = _present(period)
    due = [each for each in lines.due(period.months) if not area or each.item.area == area]
    needed = [each for each in lines.as_needed(month) if not area or each.item.area == area]
    keys = {item.key for item in found.items(unit.kind, month)}
    return Workbook(
        unit=unit,
        period=period,
        version=found.version(unit.kind, month) or _coming(found, unit),
        area=area,
        lines=_by_item(due, posts) if period.length == 12 else _by_day(due, posts),
        as_needed=_by_day(needed, posts),
        unnamed=sum(posts.get(key, NOBODY).is_missing for key in keys),
        is_own=any(actor.holds(role, unit) for role in ASSESSED),
        may_assign=policy.may_assign_duties(actor, unit),
    )


def _present(period: Period) -> Period:
    """The present month when it lies in the period; else the period's last."""
    today = Period.month_of(clock.today())
    return today if today.first_day in period else period.months[-1]


def _coming(found: Book, unit: Unit) -> DutyChecklist | None:
    """What will be in force one day, when nothing is."""
    return next((each for each in reversed(found.versions) if each.kind in ("", unit.kind)), None)


def _by_day(lines: Iterable[DutyLine], posts: dict[str, Responsible]) -> list[ItemLines]:
    return [ItemLines(each.item, posts.get(each.item.key, NOBODY), [each]) for each in lines]


def _by_item(lines: Iterable[DutyLine], posts: dict[str, Responsible]) -> list[ItemLines]:
    found: dict[str, list[DutyLine]] = {}
    for each in lines:
        found.setdefault(each.item.key, []).append(each)
    items = [ItemLines(times[-1].item, posts.get(key, NOBODY), times) for key, times in found.items()]
    return sorted(items, key=lambda each: (each.item.area, each.item.number, each.item.key))


def due_now(actor: Actor, unit_id: int) -> QuerySet[DutyItem]:
    """What the unit has to do this month, is due within three working days or overdue, and did not record."""
    today = clock.today()
    month = Period.month_of(today)
    near = CALENDAR.estimate_after(today, NEAR_WORKDAYS).day
    kept = DutyRecord.objects.counted().filter(unit=unit_id, month=month.first_day, key=OuterRef("key"))
    young = Unit.objects.filter(pk=unit_id, founded_on__gt=month.first_day)
    items = items_in_force(actor, unit_id).exclude(Exists(kept)).exclude(Exists(young))
    items = items.filter(months__contains=[month.first_day.month], measure="")
    return items if near >= month.last_day else items.filter(day__lte=near.day)
