"""Proposals as cards, with what may be done about each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from lianheng.assessment.models import Objection, Proposal, Standing
from lianheng.assessment.policy import (
    DECIDERS,
    may_decide,
    may_hear,
    may_record_committee,
    may_see,
    may_state,
)
from lianheng.assessment.terms import Note, ProposalKind, ProposalState
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Verdict
from lianheng.organisation.actor import Actor
from lianheng.organisation.terms import Role

from .months import oversees

PAGE = 20


@dataclass(frozen=True, slots=True)
class Fact:
    """A published result on which a proposal rests."""

    period: Period
    score: Decimal | None
    rank: int | None
    is_bottom_three: bool
    ranked_units: int | None = None

    @property
    def is_month(self) -> bool:
        """A month is explained by its entries, a longer period by its ranking."""
        return self.period.length == 1


@dataclass(frozen=True, slots=True)
class Remark:
    """What is noted on a proposal, and in which months it was so."""

    note: Note
    months: list[Period]

    @property
    def label(self) -> str:
        """What is noted."""
        return str(self.note.label)


@dataclass(frozen=True, slots=True)
class ProposalSheet:
    """A proposal, its facts in words, and what may be done about it."""

    proposal: Proposal
    facts: list[Fact]
    key_tasks: list[str]
    notes: list[Remark]
    decider: Role
    open_objections: int
    waiting_days: int
    may_see_scores: bool
    may_see_ranking: bool
    may_hear: Verdict
    may_record_committee: Verdict
    may_state: Verdict
    may_decide: Verdict
    is_own: bool
    card_id: int | None

    @property
    def period(self) -> Period:
        """The period that triggered it."""
        return Period.parse(self.proposal.period)

    @property
    def is_open(self) -> bool:
        """Nobody has decided yet."""
        return self.proposal.state == ProposalState.OPEN

    @property
    def needs_hearing(self) -> bool:
        """Cannot be decided before the person was heard."""
        return self.proposal.kind == ProposalKind.ADJUSTMENT

    @property
    def needs_cures(self) -> bool:
        """A yellow card comes with what cures it."""
        return self.proposal.kind == ProposalKind.YELLOW_CARD

    @property
    def needs_legal_ground(self) -> bool:
        """A supervision official is moved only on a ground that the law names."""
        person = self.proposal.person
        return self.needs_hearing and person is not None and person.is_supervisor


@dataclass(frozen=True, slots=True)
class ProposalList:
    """A page of proposals."""

    sheets: list[ProposalSheet]
    state: str
    kind: str
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        """There is a page before."""
        return self.number > 1


def proposal_list(
    actor: Actor, *, state: str = "", kind: str = "", unit_id: int | None = None, page: int = 1
) -> ProposalList:
    """Proposals within sight: those that wait for a decision, or were decided, newest first."""
    wanted, rows = proposal_rows(actor, state=state, kind=kind, unit_id=unit_id)
    found = list(rows[(page - 1) * PAGE : page * PAGE + 1])
    return ProposalList(_sheets(actor, found[:PAGE]), wanted, kind, page, len(found) > PAGE)


def proposal_rows(
    actor: Actor, *, state: str = "", kind: str = "", unit_id: int | None = None
) -> tuple[str, QuerySet[Proposal]]:
    """The state that is meant, and the proposals within sight in it."""
    wanted = state if state in ProposalState.values else ProposalState.OPEN.value
    rows = _proposals(actor).filter(state=wanted)
    if kind in ProposalKind.values:
        rows = rows.filter(kind=kind)
    return wanted, rows.filter(unit=unit_id) if unit_id else rows


def proposal_or_404(actor: Actor, proposal_id: int) -> ProposalSheet:
    """A proposal that one may see."""
    return _sheets(actor, [get_object_or_404(_proposals(actor), pk=proposal_id)])[0]


def _proposals(actor: Actor) -> QuerySet[Proposal]:
    return (
        Proposal.objects.visible_to(actor)
        .select_related("unit", "person", "scheme", "card", "heard_by", "decided_by", "issued_card")
        .order_by("-proposed_at", "-id")
    )


def proposals_about(actor: Actor, said: str) -> QuerySet[Proposal]:
    """Proposals within sight that concern a unit or a person of such a name, or are of such a kind."""
    kinds = [kind for kind, label in ProposalKind.choices if said in str(label)]
    named = (
        Q(unit__name__icontains=said) | Q(unit__short_name__icontains=said) | Q(person__name__icontains=said)
    )
    return _proposals(actor).filter(named | Q(kind__in=kinds))


def proposal_sheets(actor: Actor, proposals: Iterable[Proposal]) -> list[ProposalSheet]:
    """These proposals, which the actor may see, as cards."""
    return _sheets(actor, proposals)


def _sheets(actor: Actor, proposals: Iterable[Proposal]) -> list[ProposalSheet]:
    found = list(proposals)
    contested = _contested(each.unit_id for each in found)
    ranked = _ranked(found)
    return [_sheet(actor, each, contested.get(each.unit_id, []), ranked) for each in found]


def _ranked(proposals: list[Proposal]) -> dict[tuple[int, str], int]:
    """Among how many each unit was placed, in the periods on which the proposals rest."""
    periods = {period for each in proposals for period in each.periods}
    rows = Standing.objects.filter(unit__in={each.unit_id for each in proposals}, period__in=periods)
    found = rows.exclude(rank=None).order_by().values_list("unit_id", "period", "ranked_units")
    return {(unit_id, period): among for unit_id, period, among in found}


def _contested(unit_ids: Iterable[int]) -> dict[int, list[date]]:
    """For each unit the months on which an objection waits for its answer."""
    months: dict[int, list[date]] = {}
    rows = Objection.objects.open().filter(entry__unit_id__in=list(unit_ids)).order_by()
    for unit_id, day in rows.values_list("entry__unit_id", "entry__month_id"):
        months.setdefault(unit_id, []).append(day)
    return months


def _sheet(
    actor: Actor, proposal: Proposal, contested: list[date], ranked: dict[tuple[int, str], int]
) -> ProposalSheet:
    periods = [Period.parse(period) for period in proposal.periods]
    waiting = sum(any(day in period for period in periods) for day in contested)
    return ProposalSheet(
        proposal=proposal,
        facts=[
            _fact(each, ranked.get((proposal.unit_id, each["period"])))
            for each in proposal.facts.get("standings", ())
        ],
        key_tasks=list(proposal.facts.get("key_tasks", ())),
        notes=[_remark(each, proposal.facts.get("noted", {})) for each in proposal.notes],
        decider=DECIDERS[proposal.kind],
        open_objections=waiting,
        waiting_days=(clock.today() - proposal.proposed_at.astimezone(clock.ZONE).date()).days,
        may_see_scores=may_see(actor, proposal.unit),
        may_see_ranking=oversees(actor),
        may_hear=may_hear(actor, proposal),
        may_record_committee=may_record_committee(actor, proposal),
        may_state=may_state(actor, proposal),
        card_id=_card_of(actor, proposal),
        is_own=actor.id is not None and actor.id == proposal.person_id,
        may_decide=may_decide(actor, proposal, open_objections=waiting),
    )


def _fact(written: dict, ranked_units: int | None) -> Fact:
    score = written["score"]
    return Fact(
        Period.parse(written["period"]),
        None if score is None else Decimal(score),
        written["rank"],
        written["bottom_three"],
        ranked_units,
    )


def _card_of(actor: Actor, proposal: Proposal) -> int | None:
    """The card that was issued, or is to be lifted, for whoever may see it."""
    if not may_see(actor, proposal.unit):
        return None
    issued = getattr(proposal, "issued_card", None) if proposal.kind == ProposalKind.YELLOW_CARD else None
    return issued.pk if issued else proposal.card_id


def _remark(note: str, noted: dict[str, list[str]]) -> Remark:
    return Remark(Note(note), [Period.parse(month) for month in noted.get(note, ())])
