"""What somebody did lately, each deed with what it was about and where it can be looked at."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from lianheng.assessment import queries as assessment
from lianheng.assessment.terms import AssessmentEvent
from lianheng.checklists import queries as checklists
from lianheng.checklists.queries import duties
from lianheng.checklists.terms import ChecklistEvent, DutyEvent
from lianheng.journal import queries as journal
from lianheng.organisation.actor import Actor
from lianheng.organisation.terms import OrganisationEvent
from lianheng.papers.terms import PaperEvent
from lianheng.talks.terms import TalkEvent

from .terms import DeedNote

if TYPE_CHECKING:
    from lianheng.journal.models import Event

REMEMBERED = 30
HAPPENED = {
    str(kind): str(label)
    for kinds in (ChecklistEvent, DutyEvent, AssessmentEvent, TalkEvent, OrganisationEvent, PaperEvent)
    for kind, label in kinds.choices
}
Named = Callable[[Actor, Iterable[int]], dict[int, str]]
# Where a record is looked at, and what it is called by whoever may see it.
PLACES: dict[str, tuple[str, Named | None]] = {
    "checklists.unittask": ("checklists:unit_task", checklists.unit_tasks_named),
    "checklists.task": ("checklists:task", checklists.tasks_named),
    "checklists.caprequest": ("checklists:cap", None),
    "checklists.dutyrecord": ("duties:record", duties.duty_records_named),
    "checklists.dutychecklist": ("duties:version", None),
    "assessment.objection": ("assessment:objection", assessment.objections_named),
    "assessment.proposal": ("assessment:proposal", assessment.proposals_named),
    "assessment.yearobjection": ("assessment:year_objection", None),
    "assessment.documented": ("assessment:document", None),
    "assessment.schemedraft": ("backtest:draft", None),
    "assessment.backtest": ("backtest:backtest", None),
    "assessment.yellowcard": ("assessment:card", None),
    "assessment.monthreview": ("reviews:review", None),
    "talks.talk": ("talks:talk", None),
    "organisation.unit": ("organisation:unit", None),
    "organisation.person": ("organisation:person", None),
}


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that one did."""

    at: datetime
    title: str
    note: str
    url: str


def deeds(actor: Actor) -> list[Deed]:
    """What the actor did lately, newest first; one question for each kind of record."""
    events = list(journal.done_by(actor, REMEMBERED))
    numbers: dict[str, set[int]] = defaultdict(set)
    for event in events:
        numbers[event.ref_kind].add(event.ref_id)
    asked = {kind: named for kind, (_, named) in PLACES.items() if named and numbers[kind]}
    called = {kind: named(actor, numbers[kind]) for kind, named in asked.items()}
    return [_deed(event, called.get(event.ref_kind, {}).get(event.ref_id, "")) for event in events]


def _deed(event: "Event", note: str) -> Deed:
    if event.kind == PaperEvent.EXPORTED:
        return _exported(event)
    name, _ = PLACES.get(event.ref_kind, ("", None))
    gone = event.kind in (ChecklistEvent.DROPPED, DutyEvent.DROPPED)
    url = reverse(name, args=[event.ref_id]) if name and not gone else ""
    return Deed(event.happened_at, HAPPENED.get(event.kind, event.kind), note, url)


def _exported(event: "Event") -> Deed:
    """Of what was taken along it is said how much; the download centre says the rest."""
    note = DeedNote.ROWS.label.format(rows=event.detail["rows"])
    return Deed(event.happened_at, HAPPENED[event.kind], note, reverse("downloads:downloads"))
