"""Drafts of the scheme beside what is in force, and their back-tests."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404

from lianheng.assessment.models import Backtest, Month, Scheme, SchemeDraft
from lianheng.assessment.models.drafts import READERS
from lianheng.assessment.policy import may_adopt_draft, may_draft_scheme
from lianheng.assessment.rules.ladder import DEFAULT_LIMITS
from lianheng.assessment.rules.plan import DEFAULT_YEAR, Plan, Planned, read_plan
from lianheng.assessment.rules.points import DEFAULT_POINTS
from lianheng.assessment.terms import (
    BacktestState,
    DraftState,
    EntryCode,
    Grade,
    LimitName,
    MonthState,
    YearItemKind,
)
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Verdict
from lianheng.organisation.actor import Actor


@dataclass(frozen=True, slots=True)
class Change:
    """What a draft says otherwise than the version in force; nothing where it is new, or gone."""

    about: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DraftSheet:
    """A draft, what it would change, its back-tests, and what may be done about it."""

    draft: SchemeDraft
    in_force: Scheme | None
    changes: list[Change]
    counted: list[str]
    backtests: list[Backtest]
    may_edit: Verdict
    may_adopt: Verdict

    @property
    def is_open(self) -> bool:
        """Neither adopted nor dropped."""
        return self.draft.state == DraftState.DRAFTED


@dataclass(frozen=True, slots=True)
class BacktestSheet:
    """A back-test, and whether one still waits for it."""

    backtest: Backtest
    is_waiting: bool


def draft_list(actor: Actor) -> list[SchemeDraft]:
    """Drafts, the open ones first."""
    if not may_see_drafts(actor):
        return []
    rows = SchemeDraft.objects.visible_to(actor).select_related("drafted_by", "settled_by")
    return sorted(rows.order_by("-pk"), key=lambda draft: draft.state != DraftState.DRAFTED)


def may_see_drafts(actor: Actor) -> bool:
    """Whether drafts are shown at all."""
    return any(actor.holds(role) for role in READERS)


def may_draft(actor: Actor) -> Verdict:
    """Whether one may draft a version."""
    return may_draft_scheme(actor)


def draft_or_404(actor: Actor, draft_id: int, *, sensitive: Iterable[str] = ()) -> DraftSheet:
    """A draft beside what is in force from its month."""
    tests = Prefetch("backtests", Backtest.objects.select_related("asked_by").order_by("-pk"))
    rows = SchemeDraft.objects.visible_to(actor).select_related("drafted_by", "settled_by", "scheme")
    draft = get_object_or_404(rows.prefetch_related(tests), pk=draft_id)
    in_force = standard_in_force(actor, draft.peer_class, draft.period)
    counted = read_plan(draft.year).measures & set(sensitive)
    return DraftSheet(
        draft=draft,
        in_force=in_force,
        changes=list(_changes(in_force, draft)),
        counted=sorted(counted),
        backtests=list(draft.backtests.all()),
        may_edit=may_draft_scheme(actor, draft),
        may_adopt=may_adopt_draft(actor, draft, today=clock.today(), counted=counted),
    )


def standard_in_force(actor: Actor, peer_class: str, month: Period) -> Scheme | None:
    """The version that scores this class in that month as things stand; none before the first tally."""
    rows = Scheme.objects.filter(from_month__lte=month.first_day).order_by("-from_month", "-version")
    return rows.filter(peer_class=peer_class).first() or rows.filter(peer_class="").first()


def _changes(before: Scheme | None, draft: SchemeDraft) -> Iterator[Change]:
    points = before.points if before else DEFAULT_POINTS
    limits = before.limits if before else DEFAULT_LIMITS
    for code in DEFAULT_POINTS:
        yield from _change(str(EntryCode(code).label), points.get(code), draft.points.get(code))
    for code in DEFAULT_LIMITS:
        yield from _change(str(LimitName(code).label), limits.get(code), draft.limits.get(code))
    yield from _year_changes(read_plan(before.year if before else DEFAULT_YEAR), read_plan(draft.year))


def _year_changes(before: Plan, after: Plan) -> Iterator[Change]:
    was, now = ({item.code: item for item in plan.items} for plan in (before, after))
    for code in [*now, *(code for code in was if code not in now)]:
        name = (now.get(code) or was[code]).name
        yield from _change(name, _item(was.get(code)), _item(now.get(code)))
    yield from _change(str(YearItemKind.BONUS.label), str(before.bonus), str(after.bonus))
    for grade in before.grades:
        yield from _change(str(Grade(grade).label), str(before.grades[grade]), str(after.grades[grade]))


def _change(about: str, before: Any, after: Any) -> Iterator[Change]:
    if _same(before) != _same(after):
        yield Change(about, str(before or ""), str(after or ""))


def _same(said: Any) -> Any:
    """Five is five, however it was written."""
    try:
        return Decimal(str(said))
    except ArithmeticError:
        return said


def _item(item: Planned | None) -> str:
    if item is None:
        return ""
    bound = f" {item.measure}" if item.measure else ""
    goal = f" ≥ {item.target}" if item.kind == YearItemKind.TARGET else ""
    off = f" -{item.per_case}" if item.kind == YearItemKind.PER_CASE else ""
    return f"{item.points.normalize():f} {item.kind.label}{bound}{goal}{off}"


def months_to_test(actor: Actor) -> list[Period]:
    """The months that were tallied, oldest first: on these a draft can be tried."""
    if not may_see_drafts(actor):
        raise Http404
    days = Month.objects.exclude(state=MonthState.OPEN).order_by("first_day")
    return [Period(day, 1) for day in days.values_list("first_day", flat=True)]


def backtest_or_404(actor: Actor, backtest_id: int) -> BacktestSheet:
    """A back-test that one may see."""
    drafts = SchemeDraft.objects.visible_to(actor)
    rows = Backtest.objects.filter(draft__in=drafts).select_related("draft", "asked_by")
    backtest = get_object_or_404(rows, pk=backtest_id)
    return BacktestSheet(backtest, backtest.state in (BacktestState.WAITING, BacktestState.RUNNING))
