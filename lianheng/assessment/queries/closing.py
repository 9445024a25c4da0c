"""The months of the ledger with how far each has come, and whether it may be tallied or published."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.http import Http404

from lianheng.assessment.models import Entry, Month, Objection, Participant, Proposal
from lianheng.assessment.policy import may_publish, may_tally
from lianheng.assessment.terms import AssessmentReason, MonthState
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Verdict
from lianheng.organisation.actor import Actor

from .months import oversees

MONTHS = 24


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """A month's state, what stands in its way, and what may be done."""

    period: Period
    month: Month
    units: int
    entries: int
    proposals: int
    open_objections: int
    objections: int
    may_tally: Verdict
    may_publish: Verdict
    may_publish_at_once: Verdict

    @property
    def state(self) -> MonthState:
        """How far the month has come."""
        return MonthState(self.month.state)

    @property
    def stage(self) -> int:
        """Which of the three steps it stands at; past them when published."""
        return 1 + list(MonthState).index(self.state) + (self.state == MonthState.PUBLISHED)

    @property
    def needs_reason(self) -> bool:
        """Taken over from paper: the leader need not wait, but says why."""
        return self.may_publish.why_not == AssessmentReason.REASON_MISSING

    @property
    def is_over(self) -> bool:
        """Its last day has come."""
        return clock.today() >= self.period.last_day

    @property
    def days_left(self) -> int:
        """Days until the objection window closes; none when it has."""
        until = self.month.objections_until
        return max(0, (until - clock.today()).days + 1) if until else 0


def month_sheets(actor: Actor, with_tasks: list[Period]) -> list[MonthSheet]:
    """The latest months, newest first: those that were tallied, and those with tasks that wait for it."""
    if not oversees(actor):
        raise Http404
    rows = {month.first_day: month for month in Month.objects.select_related("tallied_by", "published_by")}
    days = sorted({*rows, *(period.first_day for period in with_tasks)}, reverse=True)[:MONTHS]
    counts = _Counts(days)
    return [_sheet(actor, rows.get(day) or Month(first_day=day), counts) for day in days]


def month_sheet_or_404(actor: Actor, period: Period) -> MonthSheet:
    """One month; scorers and leaders only."""
    if not oversees(actor):
        raise Http404
    rows = Month.objects.select_related("tallied_by", "published_by")
    month = rows.filter(first_day=period.first_day).first()
    return _sheet(actor, month or Month(first_day=period.first_day), _Counts([period.first_day]))


class _Counts:
    """What each of these months holds, counted once for all of them."""

    def __init__(self, days: list[date]) -> None:
        entries = Entry.objects.filter(month_id__in=days).order_by()
        objections = Objection.objects.filter(entry__month_id__in=days).order_by()
        periods = [str(Period(day, 1)) for day in days]
        self.units = _by(Participant.objects.filter(month_id__in=days).order_by(), "month_id")
        self.entries = _by(entries, "month_id")
        self.objections = _by(objections, "entry__month_id")
        self.open = _by(objections.open(), "entry__month_id")
        self.proposals = _by(Proposal.objects.filter(period__in=periods).order_by(), "period")


def _by(rows, field: str) -> dict:
    return dict(rows.values_list(field).annotate(Count("pk")))


def _sheet(actor: Actor, month: Month, counts: _Counts) -> MonthSheet:
    day = month.first_day
    waiting = counts.open.get(day, 0)
    today = clock.today()
    return MonthSheet(
        period=month.period,
        month=month,
        units=counts.units.get(day, 0),
        entries=counts.entries.get(day, 0),
        proposals=counts.proposals.get(str(month.period), 0),
        open_objections=waiting,
        objections=counts.objections.get(day, 0),
        may_tally=may_tally(actor),
        may_publish=may_publish(actor, month, today=today, open_objections=waiting),
        may_publish_at_once=may_publish(actor, month, today=today, open_objections=waiting, because="-"),
    )
