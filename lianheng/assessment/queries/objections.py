"""Objections: to be answered, filed by one's unit, and the entry that each contests."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from lianheng.assessment.models import Entry, Objection
from lianheng.assessment.policy import may_answer, may_correct, may_object
from lianheng.assessment.terms import ObjectionState
from lianheng.files.queries import attachments_of
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Verdict
from lianheng.organisation.actor import Actor

if TYPE_CHECKING:
    from lianheng.files.models import Attachment

PAGE = 50
NEAR_DAYS = 3


@dataclass(frozen=True, slots=True)
class ContestableEntry:
    """An entry with what may be done about it."""

    entry: Entry
    may_object: Verdict
    may_correct: Verdict


@dataclass(frozen=True, slots=True)
class ObjectionSheet:
    """An objection with whether one may answer it, and the line that corrected the entry."""

    objection: Objection
    may_answer: Verdict
    correction: Entry | None
    days_left: int
    files: "list[Attachment]" = field(default_factory=list)
    answer_files: "list[Attachment]" = field(default_factory=list)

    @property
    def light(self) -> str:
        """Amber three days before the answer is due, red after."""
        if self.days_left < 0:
            return "overdue"
        return "near" if self.days_left <= NEAR_DAYS else "calm"


@dataclass(frozen=True, slots=True)
class ObjectionList:
    """A page of objections."""

    rows: list[ObjectionSheet]
    state: str
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        """There is a page before."""
        return self.number > 1


def entry_or_404(actor: Actor, entry_id: int) -> ContestableEntry:
    """An entry that one may see."""
    rows = Entry.objects.visible_to(actor).select_related(
        "unit", "month", "scheme", "objection", "correction", "corrects"
    )
    entry = get_object_or_404(rows, pk=entry_id)
    return ContestableEntry(entry, may_object(actor, entry, today=clock.today()), may_correct(actor, entry))


def objection_rows(actor: Actor, state: str = "") -> QuerySet[Objection]:
    """Objections within sight in that state; those that wait for an answer unless said."""
    return _objections(actor).filter(state=wanted_state(actor, state))


def wanted_state(actor: Actor, said: str) -> ObjectionState:
    """Which objections are meant."""
    return ObjectionState(said) if said in ObjectionState.values else ObjectionState.FILED


def objection_list(
    actor: Actor, *, state: str = "", period: Period | None = None, page: int = 1
) -> ObjectionList:
    """Objections within sight: the open ones by their deadline, the answered ones newest first."""
    wanted = state if state in ObjectionState.values else ObjectionState.FILED.value
    rows = _objections(actor).filter(state=wanted)
    if period:
        rows = rows.filter(entry__month_id=period.first_day)
    rows = rows.order_by("answer_due_on", "id") if wanted == ObjectionState.FILED else rows.order_by("-id")
    found = list(rows[(page - 1) * PAGE : page * PAGE + 1])
    return ObjectionList([_sheet(actor, each) for each in found[:PAGE]], wanted, page, len(found) > PAGE)


def objections_about(actor: Actor, said: str) -> QuerySet[Objection]:
    """Objections within sight about such a task, of such a unit, or for such a reason; the latest first."""
    named = Q(entry__unit__name__icontains=said) | Q(entry__unit__short_name__icontains=said)
    about = Q(entry__task__icontains=said) | Q(reason__icontains=said)
    return _objections(actor).filter(named | about).order_by("-id")


def objection_or_404(actor: Actor, objection_id: int) -> ObjectionSheet:
    """An objection that one may see."""
    objection = get_object_or_404(_objections(actor), pk=objection_id)
    found = _sheet(actor, objection)
    for each in attachments_of(actor, objection.ref, objection.answer_ref):
        (found.answer_files if each.ref_kind == objection.answer_ref.kind else found.files).append(each)
    return found


def _objections(actor: Actor) -> QuerySet[Objection]:
    return Objection.objects.visible_to(actor).select_related(
        "entry__unit", "entry__month", "entry__scheme", "entry__correction__month", "filed_by", "answered_by"
    )


def _sheet(actor: Actor, objection: Objection) -> ObjectionSheet:
    return ObjectionSheet(
        objection,
        may_answer(actor, objection),
        getattr(objection.entry, "correction", None),
        (objection.answer_due_on - clock.today()).days,
    )
