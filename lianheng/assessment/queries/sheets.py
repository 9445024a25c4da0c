"""The score sheet of a month, a quarter or a year as a workbook, for whoever reads across units."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import BinaryIO

from django.db.models import Count, F, Q, Sum
from django.http import Http404

from lianheng.assessment import results
from lianheng.assessment.models import SCORING, Entry, Participant
from lianheng.assessment.results import Result
from lianheng.assessment.terms import EntryCode, SheetWord
from lianheng.instance import asking
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit
from lianheng.papers.reporting import Column, Report, write_report
from lianheng.papers.writing import Value

from .months import oversees

LISTED = (EntryCode.NOT_DONE, EntryCode.LATE, EntryCode.RETURNED, EntryCode.EVIDENCE_MISSING)


@dataclass(frozen=True, slots=True)
class ScoreWorkbook:
    """A score sheet that is ready to be written."""

    report: Report
    rows: Iterable[Sequence[Value]]

    @property
    def file_name(self) -> str:
        """What the file is called."""
        return f"{self.report.title}.xlsx"

    def write(self, out: BinaryIO) -> int:
        """Row by row; says how many."""
        return write_report(out, self.report, self.rows)


def score_workbook_or_404(
    actor: Actor, period: Period, *, peer_class: str = "", search: str = ""
) -> ScoreWorkbook:
    """Every unit in charge: what it was asked and charged, its score and place."""
    if not oversees(actor) or not (months := results.tallied(period.months)):
        raise Http404
    draft = "" if results.is_published(period) else SheetWord.DRAFT.label
    query = SheetWord.QUERY.label.format(
        period=period.label, peer_class=peer_class or SheetWord.ALL.label, search=search or "–"
    )
    report = Report(
        name=SheetWord.NAME.label,
        title=SheetWord.TITLE.label.format(period=period.label, draft=draft),
        columns=_columns(period, months),
        source=(
            (SheetWord.NUMBER.label, asking.number()),
            (SheetWord.ASKED.label, query),
            (SheetWord.AT.label, clock.now().astimezone(clock.ZONE).strftime("%Y-%m-%d %H:%M")),
            (SheetWord.BY.label, f"{actor.name} ({actor.number})"),
        ),
    )
    return ScoreWorkbook(report, _rows(actor, period, months, peer_class, search))


def _columns(period: Period, months: list[Period]) -> list[Column]:
    """Each month of its own in a quarter or a year; what was asked and charged before the result."""
    asked, charged, result = SheetWord.TASKS.label, SheetWord.CHARGED.label, SheetWord.RESULT.label
    monthly = [] if period.length == 1 else [
        Column(str(month), 9, SheetWord.MONTHLY.label, "mean", "0.00") for month in months
    ]  # fmt: skip
    return [
        Column(SheetWord.ORDINAL.label, 6),
        Column(SheetWord.CODE.label, 14),
        Column(SheetWord.UNIT.label, 26),
        Column(SheetWord.CLASS.label, 10),
        Column(SheetWord.ISSUED.label, 8, asked, "sum"),
        Column(SheetWord.EXEMPTED.label, 8, asked, "sum"),
        Column(SheetWord.MINUTES.label, 9, asked, "sum"),
        *(Column(code.label, 9, charged, "sum") for code in LISTED),
        Column(SheetWord.POINTS.label, 9, charged, "sum", "0.00"),
        *monthly,
        Column(SheetWord.SCORE.label, 9, result, "mean", "0.00"),
        Column(SheetWord.RANK.label, 8, result, "", "0"),
        Column(SheetWord.RANKED.label, 9, result, "", "0"),
        Column(SheetWord.NOTE.label, 16),
    ]


def _rows(
    actor: Actor, period: Period, months: list[Period], peer_class: str, search: str
) -> Iterator[list[Value]]:
    """In official order: a sheet, not a league table."""
    found = {each.unit_id: each for each in results.results(period, peer_class or None)}
    units = Unit.objects.within(actor.paths(*SCORING)).filter(pk__in=found)
    if search:
        named = Q(name__icontains=search) | Q(short_name__icontains=search)
        units = units.filter(named | Q(code__startswith=search))
    days = [month.first_day for month in months]
    parts = Participant.objects.filter(month__in=days, unit__in=found)
    asked, charged = _asked(parts), _charged(days, found)
    scores = results.month_scores(parts)[0] if period.length > 1 else {}
    listed = units.order_by("position", "code").values_list("pk", "code", "name")
    for number, (unit_id, code, name) in enumerate(listed.iterator(2000), start=1):
        result = found[unit_id]
        yield [
            number,
            code,
            name,
            result.peer_class,
            *asked.get(unit_id, (0, 0, 0)),
            *charged.get(unit_id, (0,) * (len(LISTED) + 1)),
            *_monthly(scores, days if period.length > 1 else (), unit_id),
            SheetWord.UNSCORED.label if result.score is None else result.score,
            result.rank,
            result.ranked_units if result.rank else None,
            _note(result),
        ]


def _asked(parts) -> dict[int, tuple[int, int, int]]:
    rows = parts.order_by().values_list("unit_id")
    summed = rows.annotate(Sum("tasks"), Sum("exempted"), Sum("minutes"))
    return {unit_id: (tasks, exempted, minutes) for unit_id, tasks, exempted, minutes in summed}


def _charged(days: list[date], unit_ids: Iterable[int]) -> dict[int, tuple[Value, ...]]:
    """How many lines of each kind stand, and the points in sum; what was given back counts for nothing."""
    back = Q(correction__month_id=F("month_id"), correction__points=-F("points"))
    rows = Entry.objects.filter(month__in=days, unit__in=list(unit_ids)).order_by().values_list("unit_id")
    counts = {code.value: Count("pk", filter=Q(code=code) & ~back) for code in LISTED}
    return {unit_id: tuple(said) for unit_id, *said in rows.annotate(**counts, charged=Sum("points"))}


def _monthly(
    scores: dict[results.UnitMonth, Decimal | None], days: Iterable[date], unit_id: int
) -> list[Value]:
    return [scores.get((day, unit_id)) for day in days]


def _note(result: Result) -> str:
    said = (
        (result.is_negative, SheetWord.NEGATIVE),
        (result.is_bottom_three, SheetWord.BOTTOM),
        (result.is_observed, SheetWord.OBSERVED),
    )
    return SheetWord.AND.label.join(word.label for holds, word in said if holds)
