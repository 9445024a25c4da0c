"""What nobody answers for today, and what mends it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from lianheng.assessment.queries import stranded as assessment
from lianheng.checklists.queries import stranded as checklists
from lianheng.kernel.period import Period
from lianheng.organisation import queries as organisation
from lianheng.organisation.actor import Actor
from lianheng.organisation.terms import Role

from .terms import Mend, StrandedKind

COUNTED = 100


@dataclass(frozen=True, slots=True)
class Stranded:
    """One thing for which nobody answers: what, about whom, and what mends it."""

    title: str
    url: str
    about: str = ""
    since: date | None = None
    open_items: int = 0
    mends: tuple[tuple[Mend, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Heap:
    """Things of one kind for which nobody answers."""

    kind: StrandedKind
    items: list[Stranded]


def heaps(actor: Actor) -> list[Heap]:
    """Everything that the actor looks after and nobody answers for; kinds without any are left out."""
    organisation.may_see_stranded(actor).or_refuse()
    found = (Heap(kind, list(read(actor))) for kind, read in KINDS.items())
    return [heap for heap in found if heap.items]


def count(actor: Actor) -> int | None:
    """How many that is, counted to a hundred; nothing for who does not look after it."""
    if not organisation.may_see_stranded(actor):
        return None
    found = chain.from_iterable(read(actor) for read in KINDS.values())
    return sum(1 for _ in islice(found, COUNTED))


def _without(role: Role) -> Callable[[Actor], Iterable[Stranded]]:
    def read(actor: Actor) -> Iterable[Stranded]:
        for unit in organisation.units_without(actor, role).iterator(COUNTED):  # a count stops early
            url = reverse("organisation:unit", args=[unit.pk])
            mends = ((Mend.APPOINT, _people()), (Mend.GRANT, _people(at=unit.name)))
            yield Stranded(unit.name, url, unit.get_kind_display(), mends=mends)

    return read


def _away(actor: Actor) -> Iterable[Stranded]:
    for absence in organisation.heads_away(actor):
        person = reverse("organisation:person", args=[absence.person_id])
        lending = reverse("organisation:new_delegation", args=[absence.person_id])
        about, mends = f"{absence.unit} {absence.get_kind_display()}", ((Mend.DELEGATE, lending),)
        yield Stranded(absence.person.name, person, about, absence.from_on, mends=mends)


def _vacant(actor: Actor) -> Iterable[Stranded]:
    left = organisation.posts_left(actor)
    opened = set(left.visible_to(actor).values_list("pk", flat=True))
    for row in left:
        url, mends = reverse("organisation:unit", args=[row.unit_id]), [(Mend.APPOINT, _people())]
        if row.pk in opened:
            url = reverse("handovers:handover", args=[row.pk])
            mends.insert(0, (Mend.NAME, url))
        title, open_items = f"{row.unit} {row.post or ''}", len(row.open_work)
        yield Stranded(title, url, str(row.leaver), row.left_on, open_items, tuple(mends))


def _drafts(actor: Actor) -> Iterable[Stranded]:
    for task in checklists.drafts_left(actor):
        url = reverse("checklists:draft", args=[task.pk])
        yield Stranded(task.title, url, f"{task.office} {task.drafted_by}", mends=((Mend.ISSUE, url),))


def _reliefs(actor: Actor) -> Iterable[Stranded]:
    waiting = list(checklists.reliefs_open(actor))
    there = organisation.present(actor, (Role.OFFICE_HEAD,)) if waiting else None
    for relief in waiting:
        part = relief.unit_task
        if there and not there.anybody(Role.OFFICE_HEAD, part.office.path, but=(relief.asked_by_id,)):
            url = reverse("checklists:relief_answer", args=[relief.pk])
            mends = ((Mend.DELEGATE, _people(role=Role.OFFICE_HEAD, at=part.office.name)),)
            yield Stranded(part.task.title, url, f"{part.office} ← {part.unit}", mends=mends)


def _objections(actor: Actor) -> Iterable[Stranded]:
    for objection in assessment.objections_stuck(actor):
        url = reverse("assessment:objection", args=[objection.pk])
        about = f"{objection.entry.unit} {objection.answer_due_on}"
        mends = ((Mend.DELEGATE, _people(role=Role.SCORER)), (Mend.GRANT, _people()))
        yield Stranded(str(objection.entry.task), url, about, mends=mends)


def _proposals(actor: Actor) -> Iterable[Stranded]:
    for proposal, role in assessment.proposals_stuck(actor):
        url = reverse("assessment:proposal", args=[proposal.pk])
        mends = ((Mend.DELEGATE, _people(role=role)), (Mend.GRANT, _people()))
        title = f"{proposal.get_kind_display()} {Period.parse(proposal.period).label}"
        yield Stranded(title, url, str(proposal.unit), mends=mends)


def _accounts(actor: Actor) -> Iterable[Stranded]:
    for account in organisation.accounts_left(actor):
        url = reverse("organisation:person", args=[account.person_id])
        yield Stranded(account.person.name, url, account.username, mends=((Mend.CLOSE, url),))


def _people(**narrowed: Any) -> str:
    """The list of people, narrowed to whom it may concern."""
    url = reverse("organisation:people")
    return f"{url}?{urlencode(narrowed)}" if narrowed else url


# Where it is looked for, in order; a new department adds its own reader in one line.
KINDS: dict[StrandedKind, Callable[[Actor], Iterable[Stranded]]] = {
    StrandedKind.NO_HEAD: _without(Role.UNIT_HEAD),
    StrandedKind.NO_OFFICE_HEAD: _without(Role.OFFICE_HEAD),
    StrandedKind.NO_CLERK: _without(Role.UNIT_CLERK),
    StrandedKind.AWAY: _away,
    StrandedKind.VACANT: _vacant,
    StrandedKind.OBJECTIONS: _objections,
    StrandedKind.PROPOSALS: _proposals,
    StrandedKind.RELIEFS: _reliefs,
    StrandedKind.DRAFTS: _drafts,
    StrandedKind.ACCOUNTS: _accounts,
}
