"""What waits for somebody: each pile is one query, and both its count and its lines come from it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet, Value
from django.urls import reverse

from lianheng.assessment.queries import documented, evaluations, years
from lianheng.assessment.queries import waiting as assessment
from lianheng.checklists.queries import waiting as checklists
from lianheng.kernel import clock
from lianheng.notices import queries as notices
from lianheng.organisation import queries as organisation
from lianheng.organisation.actor import Actor
from lianheng.organisation.terms import Role

from .terms import PileKind

NEAR_DAYS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on a pile: what, about whom, until when."""

    title: str
    url: str
    about: str = ""
    due_on: date | None = None
    light: str = ""
    days_left: int | None = None


@dataclass(frozen=True, slots=True)
class Pile:
    """Things of one kind that wait; the count is the length of the list."""

    kind: PileKind
    url: str
    rows: QuerySet[Any]
    shown: Callable[[Any], Line]

    @property
    def label(self) -> str:
        """What lies here."""
        return str(self.kind.label)

    def count(self) -> int:
        """How many there are."""
        return self.rows.count()

    def lines(self, limit: int | None = None) -> list[Line]:
        """The first of them, or all."""
        return [self.shown(row) for row in (self.rows[:limit] if limit else self.rows)]


def piles(actor: Actor) -> list[Pile]:
    """What this person has to do, by kind; only the kinds that the roles bring with them."""
    return [pile for pile in _piles(actor) if pile is not None] if actor.id else []


def _piles(actor: Actor) -> Iterable[Pile | None]:
    holds = actor.holds
    yield Pile(PileKind.BALLOTS, "/", evaluations.ballots_to_fill(actor), _ballot)
    if holds(Role.UNIT_HEAD) or holds(Role.UNIT_CLERK):
        month = reverse("checklists:months")
        yield Pile(PileKind.OPEN_TASKS, month, checklists.open_tasks(actor), _unit_task)
    if holds(Role.OFFICE_HEAD) or holds(Role.OFFICE_CLERK):
        queue = reverse("checklists:review")
        yield Pile(PileKind.TO_REVIEW, queue, checklists.to_review(actor), _review)
    if holds(Role.OFFICE_HEAD):
        asked = reverse("checklists:reliefs")
        yield Pile(PileKind.RELIEFS, asked, checklists.reliefs_to_decide(actor), _relief)
    if holds(Role.DEPUTY):
        caps = reverse("checklists:caps")
        yield Pile(PileKind.CAP_REQUESTS, caps, checklists.cap_requests(actor), _cap_request)
    if holds(Role.SCORER) or holds(Role.LEADER):
        findings = reverse("checklists:falsities")
        yield Pile(PileKind.FALSITIES, findings, checklists.falsities_to_confirm(actor), _falsity)
        filed = reverse("assessment:objections")
        yield Pile(PileKind.OBJECTIONS, filed, assessment.objections_to_answer(actor), _objection)
        yield Pile(PileKind.MONTHS, reverse("periods:periods"), assessment.months_to_publish(actor), _month)
    if holds(Role.LEADER) or holds(Role.DEPUTY):
        yield Pile(
            PileKind.REVIEWS, reverse("reviews:reviews"), assessment.reviews_to_sign(actor), _review_to_sign
        )
        yield from _of_the_year(actor)
    if holds(Role.LEADER) or holds(Role.DEPUTY) or holds(Role.OFFICE_HEAD):
        made = reverse("assessment:proposals")
        yield Pile(PileKind.PROPOSALS, made, assessment.proposals_to_decide(actor), _proposal)


def _of_the_year(actor: Actor) -> Iterable[Pile]:
    filed, desk = reverse("assessment:year_objections"), reverse("assessment:documented")
    yield Pile(PileKind.YEAR_OBJECTIONS, filed, years.year_objections_to_answer(actor), _year_objection)
    yield Pile(PileKind.DOCUMENTED, desk, documented.documented_to_decide(actor), _documented)
    yield Pile(PileKind.YEARS, reverse("year_end:years"), years.years_to_publish(actor), _year)


def begun(actor: Actor) -> list[Pile]:
    """What this person set going and others have not finished."""
    found = []
    if actor.holds(Role.UNIT_HEAD) or actor.holds(Role.UNIT_CLERK):
        month, filed = reverse("checklists:months"), reverse("assessment:objections")
        found += [
            Pile(PileKind.SUBMITTED, month, checklists.submitted(actor), _unit_task),
            Pile(PileKind.OWN_OBJECTIONS, filed, assessment.objections_filed(actor), _objection),
        ]
    if actor.holds(Role.OFFICE_HEAD) or actor.holds(Role.OFFICE_CLERK):
        desk = reverse("checklists:desk")
        found.append(Pile(PileKind.DRAFTS, desk, checklists.own_drafts(actor), _draft))
    return found


def pending_count(actor: Actor) -> int:
    """How much waits for this person."""
    return _answered(*_asking_for_pending(actor, clock.today()))


@lru_cache(maxsize=2048)
def _asking_for_pending(actor: Actor, today: date) -> tuple[str, tuple[Any, ...]]:
    """Every page asks this: the query is written once a day for each person, its answer is always fresh."""
    return _asking(piles(actor))


def count_of(heaps: Sequence[Pile]) -> int:
    """How much lies on all of them together, in one query."""
    return _answered(*_asking(heaps))


def _asking(heaps: Sequence[Pile]) -> tuple[str, tuple[Any, ...]]:
    ones = [pile.rows.order_by().values_list(Value(1)) for pile in heaps]
    return ones[0].union(*ones[1:], all=True).query.sql_with_params() if ones else ("", ())


def _answered(asked: str, said: tuple[Any, ...]) -> int:
    if not asked:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from ({asked}) as each", said)
        return int(cursor.fetchone()[0])


def unread_count(actor: Actor) -> int:
    """Messages not read yet; nobody has none."""
    return notices.unread_count(actor) if actor.id else 0


def instance_kind() -> str:
    """What this installation is for."""
    return organisation.instance_kind()


def _dated(title: str, url: str, about: str, due_on: date) -> Line:
    days = (due_on - clock.today()).days
    light = "overdue" if days < 0 else "near" if days <= NEAR_DAYS else "calm"
    return Line(title, url, about, due_on, light, days)


def _unit_task(row: Any) -> Line:
    url = reverse("checklists:unit_task", args=[row.pk])
    return Line(row.task.title, url, str(row.office), row.due_on, row.light, row.days_left)


def _review(row: Any) -> Line:
    return _dated(row.task.title, reverse("checklists:review_item", args=[row.pk]), str(row.unit), row.due_on)


def _relief(row: Any) -> Line:
    part = row.unit_task
    url = reverse("checklists:relief_answer", args=[row.pk])
    return _dated(part.task.title, url, f"{part.unit} {row.get_kind_display()}", part.due_on)


def _cap_request(row: Any) -> Line:
    url = reverse("checklists:cap", args=[row.pk])
    return _dated(row.task.title, url, str(row.task.office), row.task.due_on)


def _falsity(row: Any) -> Line:
    part = row.unit_task
    return Line(part.task.title, reverse("checklists:falsity", args=[row.pk]), str(part.unit))


def _draft(row: Any) -> Line:
    return Line(row.title, reverse("checklists:desk"), row.scope, row.due_on)


def _objection(row: Any) -> Line:
    entry = row.entry
    url = reverse("assessment:objection", args=[row.pk])
    return _dated(f"{entry.task} {entry.get_code_display()}", url, str(entry.unit), row.answer_due_on)


def _proposal(row: Any) -> Line:
    url = reverse("assessment:proposal", args=[row.pk])
    return Line(f"{row.get_kind_display()} {row.period}", url, str(row.unit))


def _review_to_sign(row: Any) -> Line:
    return Line(row.month.period.label, reverse("reviews:review", args=[row.pk]))


def _month(row: Any) -> Line:
    return Line(row.period.label, reverse("periods:period", args=[row.period]))


def _year(row: Any) -> Line:
    return Line(row.period.label, reverse("year_end:year", args=[row.period]))


def _year_objection(row: Any) -> Line:
    url = reverse("assessment:year_objection", args=[row.pk])
    return _dated(row.item.name, url, str(row.item.score.unit), row.answer_due_on)


def _documented(row: Any) -> Line:
    url = reverse("assessment:document", args=[row.pk])
    return Line(row.title, url, f"{row.unit} {row.get_kind_display()}")


def _ballot(row: Any) -> Line:
    held = row.group.round
    return _dated(held.title, reverse("assessment:ballot", args=[held.pk]), "", held.closes_on)
