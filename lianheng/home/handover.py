"""The handover sheet: what a person leaves to a successor, for each post."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lianheng.assessment import queries as assessment
from lianheng.checklists.queries import duties
from lianheng.checklists.queries.months import unit_tasks
from lianheng.checklists.rules import UNSETTLED
from lianheng.organisation import queries as organisation
from lianheng.organisation.actor import Actor
from lianheng.organisation.terms import Role, UnitKind

if TYPE_CHECKING:
    from lianheng.assessment.queries.scores import UnitScore
    from lianheng.checklists.models import UnitTask
    from lianheng.checklists.queries.duties import DutyLine
    from lianheng.organisation.models import Appointment, Grant, Person, Post, Unit

OPEN_SHOWN = 100
READ_SCORES = (Role.LEADER, Role.DEPUTY, Role.SCORER, Role.UNIT_HEAD, Role.UNIT_CLERK)


@dataclass(frozen=True, slots=True)
class UnitLeft:
    """A unit in which the person serves: its open work, its latest score and the months before."""

    unit: "Unit"
    open_work: "list[UnitTask]"
    score: "UnitScore | None"


@dataclass(frozen=True, slots=True)
class DutiesLeft:
    """A post that answers for items of the duty checklist, each with what is to be done next."""

    post: "Post"
    lines: "list[DutyLine]"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that is handed over."""

    person: "Person"
    posts: "list[Appointment]"
    grants: "list[Grant]"
    units: list[UnitLeft]
    duties: list[DutiesLeft]


def sheet_or_404(actor: Actor, person_id: int) -> Sheet:
    """The sheet of a person within sight, with the work that the actor may see."""
    person = organisation.person_or_404(actor, person_id)
    posts = [post for post in organisation.appointments_of(actor, person) if post.to_on is None]
    units = {post.post.unit_id: post.post.unit for post in posts}
    return Sheet(
        person=person,
        posts=posts,
        grants=[grant for grant in organisation.grants_of(actor, person) if grant.to_on is None],
        units=[_left(actor, unit) for unit in units.values()],
        duties=[left for post in posts if (left := _duties(actor, post.post)).lines],
    )


def _duties(actor: Actor, post: "Post") -> DutiesLeft:
    return DutiesLeft(post, duties.duties_of_post(actor, post))


def _left(actor: Actor, unit: "Unit") -> UnitLeft:
    of_office = unit.kind in (UnitKind.COMMISSION, UnitKind.OFFICE)
    mine = {"office": unit} if of_office else {"unit": unit}
    rows = unit_tasks(actor).filter(state__in=UNSETTLED, **mine).order_by("due_on", "id")
    month = assessment.latest_month(actor)
    reads = unit.peer_class and any(actor.holds(role, unit) for role in READ_SCORES)
    score = assessment.score_in_brief_or_404(actor, month, unit.pk) if reads and month else None
    return UnitLeft(unit, list(rows[:OPEN_SHOWN]), score)
