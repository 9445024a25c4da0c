"""What waits for somebody: each pile is one query, and both its count and its lines come from it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Any

from django.db import connection
from django.db.models import QuerySet, Value
from django.urls import reverse

from lianheng.assessment.queries import documented, evaluations, years
from lianheng.assessment.queries import waiting as assessment
from lianheng.checklists import queries as checklist_queries
from lianheng.checklists.queries import duties
from lianheng.checklists.queries import waiting as checklists
from lianheng.kernel import clock
from lianheng.kernel.due import Due
from lianheng.kernel.period import Period
from lianheng.notices import queries as notices
from lianheng.organisation import queries as organisation
from lianheng.organisation.actor import Actor
from lianheng.organisation.terms import Role
from lianheng.talks.queries import waiting as talks

from .terms import PileKind

NEAR_DAYS = 3
Asked = tuple[str, tuple[Any, ...]]
TALKING = (Role.LEADER, Role.DEPUTY, Role.SCORER, Role.OFFICE_HEAD, Role.OFFICE_CLERK)


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
    asked: Callable[[], QuerySet[Any]]
    shown: Callable[[Any], Line]

    @property
    def rows(self) -> QuerySet[Any]:
        """The query behind it, asked for only when somebody looks."""
        return self.asked()

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
    return list(_piles(actor)) if actor.id else []


def _piles(actor: Actor) -> Iterable[Pile]:
    holds = actor.holds
    yield Pile(PileKind.BALLOTS, "/", partial(evaluations.ballots_to_fill, actor), _ballot)
    if holds(Role.UNIT_HEAD) or holds(Role.UNIT_CLERK):
        month, cards = reverse("checklists:months"), reverse("assessment:cards")
        yield Pile(PileKind.OPEN_TASKS, month, partial(checklists.open_tasks, actor), _unit_task)
        yield Pile(PileKind.CURES, cards, partial(assessment.cures_due, actor), _cure)
        yield from _duties(actor)
    if holds(Role.OFFICE_HEAD) or holds(Role.OFFICE_CLERK):
        queue = reverse("checklists:review")
        yield Pile(PileKind.TO_REVIEW, queue, partial(checklists.to_review, actor), _review)
    if holds(Role.OFFICE_HEAD):
        asked = reverse("checklists:reliefs")
        yield Pile(PileKind.RELIEFS, asked, partial(checklists.reliefs_to_decide, actor), _relief)
    if holds(Role.DEPUTY):
        caps = reverse("checklists:caps")
        yield Pile(PileKind.CAP_REQUESTS, caps, partial(checklists.cap_requests, actor), _cap_request)
    yield from _of_the_assessment(actor)
    yield from _about_people(actor)
    yield from _talk_piles(actor)


def _of_the_assessment(actor: Actor) -> Iterable[Pile]:
    """What the scoring office and those who lead answer, close, sign and decide."""
    holds = actor.holds
    if holds(Role.SCORER) or holds(Role.LEADER):
        findings, filed = reverse("checklists:falsities"), reverse("assessment:objections")
        to_answer, closing = partial(assessment.objections_to_answer, actor), reverse("periods:periods")
        yield Pile(PileKind.FALSITIES, findings, partial(checklists.falsities_to_confirm, actor), _falsity)
        yield Pile(PileKind.OBJECTIONS, filed, to_answer, objection_line)
        yield Pile(PileKind.MONTHS, closing, partial(assessment.months_to_publish, actor), _month)
    if holds(Role.LEADER) or holds(Role.DEPUTY):
        drafted = reverse("reviews:reviews")
        yield Pile(PileKind.REVIEWS, drafted, partial(assessment.reviews_to_sign, actor), _review_to_sign)
    if holds(Role.SCORER):
        handed_in = reverse("assessment:cards")
        yield Pile(PileKind.CURES_TO_CONFIRM, handed_in, partial(assessment.cures_to_confirm, actor), _cure)
        yield from _of_the_year(actor)
    if holds(Role.LEADER) or holds(Role.DEPUTY) or holds(Role.OFFICE_HEAD):
        made = reverse("assessment:proposals")
        yield Pile(PileKind.PROPOSALS, made, partial(assessment.proposals_to_decide, actor), _proposal)


def _about_people(actor: Actor) -> Iterable[Pile]:
    """Posts that change hands, people who are away, roles that are lent."""
    handed = reverse("handovers:handovers")
    yield Pile(PileKind.TO_TAKE_OVER, handed, partial(organisation.to_take_over, actor), _handover)
    yield Pile(PileKind.HANDOVERS, handed, partial(organisation.handovers_to_sign, actor), _handover)
    if any(actor.holds(role) for role in (Role.UNIT_HEAD, Role.OFFICE_HEAD, Role.DEPUTY, Role.LEADER)):
        away, lent = reverse("organisation:absences"), reverse("organisation:delegations")
        yield Pile(PileKind.ABSENCES, away, partial(organisation.absences_to_decide, actor), _absence)
        yield Pile(PileKind.DELEGATIONS, lent, partial(organisation.delegations_to_agree, actor), _delegation)
    if actor.holds(Role.LEADER) and actor.on_behalf_of is None:
        asked, to_decide = (
            reverse("organisation:grant_requests"),
            partial(organisation.grants_to_decide, actor),
        )
        yield Pile(PileKind.GRANT_REQUESTS, asked, to_decide, _grant_request)


def _talk_piles(actor: Actor) -> Iterable[Pile]:
    """Talks to lead, join or record, for the commission's staff; talks with oneself, for heads of units."""
    page = reverse("talks:talks")
    if any(actor.holds(role) for role in TALKING):
        yield Pile(PileKind.TALKS_IN_HAND, page, partial(talks.talks_in_hand, actor), talk_line)
        reported = partial(talks.commitments_to_confirm, actor)
        yield Pile(PileKind.COMMITMENTS_TO_CONFIRM, page, reported, _commitment)
    if actor.holds(Role.UNIT_HEAD):
        yield Pile(PileKind.OWN_TALKS, page, partial(talks.own_talks, actor), _own_talk)
        yield Pile(PileKind.COMMITMENTS, page, partial(talks.commitments_due, actor), _commitment)


def _duties(actor: Actor) -> Iterable[Pile]:
    """What the own unit has to do by the duty checklist; for its head also what nobody answers for."""
    unit_id = checklist_queries.own_unit_id(actor)
    if unit_id is None:
        return
    book = reverse("duties:own")
    yield Pile(PileKind.DUTIES_DUE, book, partial(duties.due_now, actor, unit_id), partial(_duty, unit_id))
    if unit_id in actor.units(Role.UNIT_HEAD):
        posts = reverse("duties:posts", args=[unit_id])
        nobody = partial(duties.duties_without_anybody, actor, unit_id)
        yield Pile(PileKind.DUTIES_UNNAMED, posts, nobody, partial(_unnamed, posts))


def _of_the_year(actor: Actor) -> Iterable[Pile]:
    filed, desk = reverse("assessment:year_objections"), reverse("assessment:documented")
    yield Pile(
        PileKind.YEAR_OBJECTIONS, filed, partial(years.year_objections_to_answer, actor), _year_objection
    )
    yield Pile(PileKind.DOCUMENTED, desk, partial(documented.documented_to_decide, actor), _documented)
    yield Pile(PileKind.YEARS, reverse("year_end:years"), partial(years.years_to_publish, actor), _year)


def begun(actor: Actor) -> list[Pile]:
    """What this person set going and others have not finished."""
    found = []
    if actor.holds(Role.UNIT_HEAD) or actor.holds(Role.UNIT_CLERK):
        month, filed = reverse("checklists:months"), reverse("assessment:objections")
        found += [
            Pile(PileKind.SUBMITTED, month, partial(checklists.submitted, actor), _unit_task),
            Pile(PileKind.OWN_OBJECTIONS, filed, partial(assessment.objections_filed, actor), objection_line),
        ]
    if actor.holds(Role.OFFICE_HEAD) or actor.holds(Role.OFFICE_CLERK):
        desk = reverse("checklists:desk")
        found.append(Pile(PileKind.DRAFTS, desk, partial(checklists.own_drafts, actor), _draft))
    return found


def pending_count(actor: Actor) -> int:
    """How much waits for this person."""
    found = _counted(*_asking_for_pending(actor, clock.today()))
    return sum(count for _, count in found)


def counts(actor: Actor) -> dict[str, int]:
    """How much lies on each pile of the desk, what was begun included; empty ones are left out."""
    return dict(_counted(*_asking_for_all(actor, clock.today())))


@lru_cache(maxsize=2048)
def _asking_for_pending(actor: Actor, today: date) -> Asked:
    """Every page asks this: the query is written once a day for each person, its answer is always fresh."""
    return _asking(piles(actor))


@lru_cache(maxsize=1024)
def _asking_for_all(actor: Actor, today: date) -> Asked:
    return _asking(piles(actor) + begun(actor))


def _asking(heaps: Sequence[Pile]) -> Asked:
    ones = [pile.rows.order_by().values_list(Value(pile.kind.value)) for pile in heaps]
    return ones[0].union(*ones[1:], all=True).query.sql_with_params() if ones else ("", ())


def _counted(asked: str, said: tuple[Any, ...]) -> list[tuple[str, int]]:
    if not asked:
        return []
    with connection.cursor() as cursor:
        whole = f"select kind, count(*) from ({asked}) as each (kind) group by kind"  # nosec B608 # by the ORM
        cursor.execute(whole, said)
        return cursor.fetchall()


def unread_count(actor: Actor) -> int:
    """Messages not read yet; nobody has none."""
    return notices.unread_count(actor) if actor.id else 0


def instance_kind() -> str:
    """What this installation is for."""
    return organisation.instance_kind()


def dated(title: str, url: str, about: str, due_on: date) -> Line:
    """A line with its light."""
    days = (due_on - clock.today()).days
    light = "overdue" if days < 0 else "near" if days <= NEAR_DAYS else "calm"
    return Line(title, url, about, due_on, light, days)


def _unit_task(row: Any) -> Line:
    url = reverse("checklists:unit_task", args=[row.pk])
    return Line(row.task.title, url, str(row.office), row.due_on, row.light, row.days_left)


def _duty(unit_id: int, row: Any) -> Line:
    month = Period.month_of(clock.today())
    url = reverse("duties:entry", args=[unit_id, row.key, month])
    return dated(row.title, url, row.get_area_display(), row.due_in(month).due_on)


def _unnamed(url: str, row: Any) -> Line:
    return Line(row.title, url, row.get_area_display())


def _review(row: Any) -> Line:
    return dated(row.task.title, reverse("checklists:review_item", args=[row.pk]), str(row.unit), row.due_on)


def _relief(row: Any) -> Line:
    part = row.unit_task
    url = reverse("checklists:relief_answer", args=[row.pk])
    return dated(part.task.title, url, f"{part.unit} {row.get_kind_display()}", part.due_on)


def _cap_request(row: Any) -> Line:
    url = reverse("checklists:cap", args=[row.pk])
    return dated(row.task.title, url, str(row.task.office), row.task.due_on)


def _falsity(row: Any) -> Line:
    part = row.unit_task
    return Line(part.task.title, reverse("checklists:falsity", args=[row.pk]), str(part.unit))


def _draft(row: Any) -> Line:
    return Line(row.title, reverse("checklists:desk"), row.scope, row.due_on)


def objection_line(row: Any) -> Line:
    """An objection: what is contested, and until when it is answered."""
    entry = row.entry
    url = reverse("assessment:objection", args=[row.pk])
    return dated(f"{entry.task} {entry.get_code_display()}", url, str(entry.unit), row.answer_due_on)


def _proposal(row: Any) -> Line:
    url = reverse("assessment:proposal", args=[row.pk])
    return Line(f"{row.get_kind_display()} {Period.parse(row.period).label}", url, str(row.unit))


def _review_to_sign(row: Any) -> Line:
    return Line(row.month.period.label, reverse("reviews:review", args=[row.pk]))


def _handover(row: Any) -> Line:
    url = reverse("handovers:handover", args=[row.pk])
    return Line(f"{row.unit} {row.post or row.leaver}", url, f"{row.leaver} {row.get_state_display()}")


def _absence(row: Any) -> Line:
    about = f"{row.get_kind_display()} {row.from_on:%m-%d}"
    return Line(f"{row.person} {row.unit}", reverse("organisation:absences"), about)


def _delegation(row: Any) -> Line:
    url = reverse("organisation:delegation", args=[row.pk])
    return Line(f"{row.principal} → {row.substitute}", url, f"{row.get_role_display()} {row.unit}")


def _grant_request(row: Any) -> Line:
    url = reverse("organisation:grant_request", args=[row.pk])
    return Line(f"{row.person} {row.get_role_display()}", url, str(row.unit))


def _cure(row: Any) -> Line:
    url = f"{reverse('assessment:card', args=[row.card_id])}#cure-{row.pk}"
    return Line(row.title, url, str(row.card.unit), row.due_on, row.light, row.days_left)


def talk_line(row: Any) -> Line:
    """A talk: with whom, where, how far it is, and its day."""
    title = " ".join(str(word) for word in (row.get_kind_display(), row.person) if word)
    return _ahead(row, title, reverse("talks:talk", args=[row.pk]), f"{row.unit} {row.get_state_display()}")


def _own_talk(row: Any) -> Line:
    where = "talks:talk" if row.light != Due.NONE else "talks:confirmation"
    about = f"{row.led_by} {row.get_state_display()}"
    return _ahead(row, row.get_kind_display(), reverse(where, args=[row.pk]), about)


def _ahead(row: Any, title: str, url: str, about: str) -> Line:
    """A talk that lies ahead has its day and its light."""
    if row.light == Due.NONE:
        return Line(title, url, about)
    return Line(title, url, about, row.planned_on, row.light, row.days_left)


def _commitment(row: Any) -> Line:
    url = f"{reverse('talks:talk', args=[row.talk_id])}#promise-{row.pk}"
    return Line(row.what, url, str(row.talk.unit), row.due_on, row.light, row.days_left)


def _month(row: Any) -> Line:
    return Line(row.period.label, reverse("periods:period", args=[row.period]))


def _year(row: Any) -> Line:
    return Line(row.period.label, reverse("year_end:year", args=[row.period]))


def _year_objection(row: Any) -> Line:
    url = reverse("assessment:year_objection", args=[row.pk])
    return dated(row.item.name, url, str(row.item.score.unit), row.answer_due_on)


def _documented(row: Any) -> Line:
    url = reverse("assessment:document", args=[row.pk])
    return Line(row.title, url, f"{row.unit} {row.get_kind_display()}")


def _ballot(row: Any) -> Line:
    held = row.group.round
    return dated(held.title, reverse("assessment:ballot", args=[held.pk]), "", held.closes_on)
