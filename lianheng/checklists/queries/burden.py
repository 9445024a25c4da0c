"""What drafts would add to what units already have to do, and how it could be less."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

from django.db.models import Count, Sum
from django.http import Http404

from lianheng.checklists import policy
from lianheng.checklists.asked import Asked
from lianheng.checklists.in_force import book
from lianheng.checklists.models import CapRequest, Closure, DutyItem, Task, UnitTask
from lianheng.checklists.receivers import Roll, roll_of
from lianheng.checklists.rules import CROWDED, MONTHLY_CAP, exceeds_cap, free_day, is_alike
from lianheng.checklists.terms import ChecklistReason, TaskState
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Verdict
from lianheng.kernel.workdays import CALENDAR
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit

Deadlines = Counter[tuple[int, date]]


@dataclass(slots=True)
class UnitBurden:
    """What one unit has to do in a month, and what the drafts would add."""

    unit: Unit
    issued: int = 0
    issued_minutes: int = 0
    drafted: int = 0
    drafted_minutes: int = 0

    @property
    def tasks(self) -> int:
        """All of it."""
        return self.issued + self.drafted

    @property
    def minutes(self) -> int:
        """How long all of it takes."""
        return self.issued_minutes + self.drafted_minutes

    @property
    def exceeds_cap(self) -> bool:
        """More than the deputy in charge need not be asked about."""
        return exceeds_cap(self.tasks)


@dataclass(frozen=True, slots=True)
class AlikeRequest:
    """Another office asks for the same, or nearly, in this month or did in the one before."""

    draft: Task
    other: Task

    @property
    def may_merge(self) -> bool:
        """One task can serve both when they are of one month."""
        return self.draft.month == self.other.month


@dataclass(frozen=True, slots=True)
class DutyAlready:
    """A duty of the month by the receivers' checklist, of which a draft asks nearly the same."""

    draft: Task
    item: DutyItem
    due_on: date


@dataclass(frozen=True, slots=True)
class CrowdedDay:
    """A draft due on a day on which some unit has three deadlines or more, and a day that is free."""

    draft: Task
    day: date
    count: int
    proposed: date | None


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft with whom it reaches, whether it may go out, and what was asked of the deputy."""

    task: Task
    receivers: list[Unit]
    exceeds_cap: bool
    may_issue: Verdict
    may_change: Verdict
    may_ask_cap: Verdict
    request: CapRequest | None = None


@dataclass(frozen=True)
class Burden:
    """What the chosen drafts would do to those who receive them."""

    month: Period
    lines: list[DraftLine]
    units: list[UnitBurden]
    alike: list[AlikeRequest] = field(default_factory=list)
    duties: list[DutyAlready] = field(default_factory=list)
    crowded: list[CrowdedDay] = field(default_factory=list)
    cap: int = MONTHLY_CAP

    @property
    def over_cap(self) -> list[UnitBurden]:
        """The units that would be asked more than the cap."""
        return [each for each in self.units if each.exceeds_cap]

    @property
    def to_ask(self) -> list[DraftLine]:
        """The drafts for which the deputy may be asked now."""
        return [line for line in self.lines if line.may_ask_cap]

    @property
    def heaviest(self) -> int:
        """The most tasks that any of them would have; the cap at least."""
        return max([self.cap, *(each.tasks for each in self.units)])

    @property
    def receivers(self) -> int:
        """How many units hear of it."""
        return len(self.units)

    @property
    def minutes_asked(self) -> int:
        """Minutes times units: what the drafts ask of all of them together."""
        return sum(each.drafted_minutes for each in self.units)

    @property
    def may_issue(self) -> Verdict:
        """Whether all of it may go out together; or why the first may not."""
        refused = [line.may_issue for line in self.lines if not line.may_issue]
        if not self.lines:
            return Verdict(ChecklistReason.NO_RECEIVERS)
        return refused[0] if refused else Verdict()


def burden(actor: Actor, month: Period, tasks: Iterable[Task]) -> Burden:
    """What these drafts add for each unit that would receive them; the heaviest first."""
    drafted = list(tasks)
    return _burden(actor, month, drafted, drafted)


def burden_of_draft(actor: Actor, office: Unit, asked: Asked, draft: Task | None = None) -> Burden:
    """What a draft that is being written would add, on top of the other drafts of its office."""
    month = Period(asked.month, 1)
    sketch = Task(office=office, pk=draft.pk if draft else None, **asdict(asked))
    own = Task.objects.of_month(month).filter(state=TaskState.DRAFT, office=office)
    others = own.exclude(pk=sketch.pk) if draft else own
    return _burden(
        actor, month, [*others.select_related("office").order_by("due_on", "id"), sketch], [sketch]
    )


def _burden(actor: Actor, month: Period, drafted: list[Task], about: Sequence[Task]) -> Burden:
    roll = roll_of(month, [task.scope for task in drafted], today=clock.today())
    units = _units(month, drafted, roll)
    concerned = {unit.pk for task in about for unit in roll.receivers(task.scope)}
    shown = [each for each in units.values() if each.unit.pk in concerned]
    lines = _lines(actor, month, drafted, roll, units)
    return Burden(
        month=month,
        lines=[line for line in lines if line.task in about or any(line.task is each for each in about)],
        units=sorted(shown, key=lambda each: (-each.tasks, -each.minutes, each.unit.position)),
        alike=_alike(month, about),
        duties=_duties(month, about, roll),
        crowded=_crowded(month, drafted, about, roll),
    )


def _units(month: Period, drafted: list[Task], roll: Roll) -> dict[int, UnitBurden]:
    units: dict[int, UnitBurden] = {}
    for task in drafted:
        for unit in roll.receivers(task.scope):
            mine = units.setdefault(unit.pk, UnitBurden(unit))
            mine.drafted += 1
            mine.drafted_minutes += task.minutes
    rows = UnitTask.objects.of_month(month).standing().filter(unit__in=list(units)).order_by()
    for unit_id, count, minutes in rows.values_list("unit_id").annotate(Count("pk"), Sum("task__minutes")):
        units[unit_id].issued, units[unit_id].issued_minutes = count, minutes
    return units


def _lines(
    actor: Actor, month: Period, drafted: list[Task], roll: Roll, units: dict[int, UnitBurden]
) -> Iterable[DraftLine]:
    """As issuing counts: one draft after the other, each on top of those before."""
    closed, today = Closure.objects.of_month(month).exists(), clock.today()
    counts = Counter({unit_id: each.issued for unit_id, each in units.items()})
    requests = _latest_requests(drafted)
    for task in drafted:
        receivers = roll.receivers(task.scope)
        counts.update(unit.pk for unit in receivers)
        over = any(exceeds_cap(counts[unit.pk]) for unit in receivers)
        request = requests.get(task.pk)  # nosec B113 # a dictionary
        is_open = request is not None and request.decided_at is None
        yield DraftLine(
            task,
            receivers,
            over,
            policy.may_issue(
                actor, task, today=today, is_closed=closed, receivers=len(receivers), exceeds_cap=over
            ),
            policy.may_change(actor, task),
            policy.may_ask_cap(actor, task, exceeds_cap=over, has_open=is_open),
            request,
        )


def _latest_requests(drafted: list[Task]) -> dict[int, CapRequest]:
    rows = CapRequest.objects.filter(task__in=[task.pk for task in drafted if task.pk]).order_by("pk")
    return {each.task_id: each for each in rows.select_related("asked_by", "decided_by")}


def _alike(month: Period, about: Sequence[Task]) -> list[AlikeRequest]:
    """Requests of other offices, in this month and the one before, that have nearly the same name."""
    months = (month.first_day, month.shift(-1).first_day)
    issued = Task.objects.filter(month__in=months).issued().select_related("office").order_by("-month", "id")
    found = list(issued) if about else []
    return [
        AlikeRequest(draft, other)
        for draft in about
        for other in found
        if other.office_id != draft.office_id
        and is_alike(draft.title, other.title)
        and draft.cites_id != other.pk
    ]


def _duties(month: Period, about: Sequence[Task], roll: Roll) -> list[DutyAlready]:
    """What the receivers' checklist demands in the month under nearly the same name.

    A draft of exactly that name was made from the checklist, and serves it.
    """
    found = []
    in_force = book() if about else None
    for draft in about:
        kinds = {unit.kind for unit in roll.receivers(draft.scope)}
        for item, due in in_force.alike(draft.title, kinds, month) if in_force else ():
            if item.title != draft.title and item.pk != draft.cites_duty_id:
                found.append(DutyAlready(draft, item, due.due_on))
    return found


def duty_alike_or_404(actor: Actor, draft: Task, item_id: int) -> DutyItem:
    """A duty of the month that demands nearly the same as this draft."""
    roll = roll_of(draft.period, [draft.scope], today=clock.today())
    for each in _duties(draft.period, [draft], roll):
        if each.item.pk == item_id:
            return each.item
    raise Http404


def cited_duty(actor: Actor, asked: Asked) -> DutyItem | None:
    """The duty that a draft cites; the checklist is no secret."""
    return DutyItem.objects.filter(pk=asked.cites_duty_id).first() if asked.cites_duty_id else None


def alike_or_404(actor: Actor, draft: Task, other_id: int) -> Task:
    """Another office's task that asks nearly the same as this draft; of others nothing is told."""
    for each in _alike(draft.period, [draft]):
        if each.other.pk == other_id:
            return each.other
    raise Http404


def cited_task(actor: Actor, asked: Asked) -> Task | None:
    """The task that a draft cites, as its office may know it: by its name and its office."""
    return Task.objects.filter(pk=asked.cites_id).select_related("office").first() if asked.cites_id else None


def _crowded(month: Period, drafted: list[Task], about: Sequence[Task], roll: Roll) -> list[CrowdedDay]:
    """Days on which some unit would have at least three deadlines, and where each draft could go instead."""
    counts: Deadlines = Counter()
    for task in drafted:
        counts.update((unit.pk, task.due_on) for unit in roll.receivers(task.scope))
    units = {unit_id for unit_id, _ in counts}
    rows = UnitTask.objects.of_month(month).standing().filter(unit__in=units).order_by()
    for unit_id, due_on, count in rows.values_list("unit_id", "due_on").annotate(Count("pk")):
        counts[unit_id, due_on] += count
    by_unit: dict[int, dict[date, int]] = defaultdict(dict)
    for (unit_id, due_on), count in counts.items():
        by_unit[unit_id][due_on] = count
    return list(_crowded_days(about, roll, by_unit))


def _crowded_days(
    about: Sequence[Task], roll: Roll, by_unit: dict[int, dict[date, int]]
) -> Iterable[CrowdedDay]:
    proposed: Counter[date] = Counter()
    for task in about:
        most: dict[date, int] = {}
        for unit in roll.receivers(task.scope):
            for day, count in by_unit[unit.pk].items():
                most[day] = max(count, most.get(day, 0))
        if most.get(task.due_on, 0) < CROWDED:
            continue
        bound = task.proving is not None and task.proving.waits_for_the_end
        count = most[task.due_on]
        taken = Counter(most) + proposed
        free = free_day(task.due_on, taken, today=clock.today(), calendar=CALENDAR) if not bound else None
        if free:
            proposed[free] += 1
        yield CrowdedDay(task, task.due_on, count, free)


@dataclass(frozen=True, slots=True)
class MergerSheet:
    """What giving up a draft for another office's task would do."""

    draft: Task
    into: Task
    shared: list[Unit]
    left: list[Unit]
    may_merge: Verdict


def merger_sheet(actor: Actor, draft: Task, into: Task) -> MergerSheet:
    """Which units are spared, and which would still have to be asked."""
    receivers = roll_of(draft.period, [draft.scope], today=clock.today()).receivers(draft.scope)
    asked = set(UnitTask.objects.filter(task=into).standing().values_list("unit_id", flat=True))
    shared = [unit for unit in receivers if unit.pk in asked]
    closed = Closure.objects.of_month(draft.period).exists()
    return MergerSheet(
        draft,
        into,
        shared,
        [unit for unit in receivers if unit.pk not in asked],
        policy.may_merge(actor, draft, into, shared=len(shared), is_closed=closed),
    )
