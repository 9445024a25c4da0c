"""Evaluation rounds: how many took part, what came of it once it is over; and the ballot of a voter."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from lianheng.assessment import boxes, progress
from lianheng.assessment.models import Entitlement, EvaluationGroup, EvaluationRound
from lianheng.assessment.policy import (
    SIGNING_IN,
    may_close_round,
    may_keep_rounds,
    may_open_round,
    may_print_slips,
    may_vote,
)
from lianheng.assessment.rules.evaluation import Pool, evaluated
from lianheng.assessment.terms import GroupKind, RoundState
from lianheng.kernel import clock
from lianheng.kernel.verdict import Verdict
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class GroupSheet:
    """A group with its weight, and how many of it took part."""

    group: EvaluationGroup
    entitled: int
    voted: int

    @property
    def has_slips(self) -> bool:
        """Its people hold unnamed slips instead of signing in."""
        return self.group.kind not in SIGNING_IN


@dataclass(frozen=True, slots=True)
class PoolSheet:
    """One group, or several merged, as the results show them."""

    names: list[str]
    pool: Pool


@dataclass(frozen=True, slots=True)
class Result:
    """What came of the round for one unit; no score where too few voted."""

    unit: Unit
    score: Decimal | None
    pools: list[PoolSheet]


@dataclass(frozen=True, slots=True)
class RoundSheet:
    """A round with what may be done about it; its results when it is over."""

    round: EvaluationRound
    groups: list[GroupSheet]
    units: int
    results: list[Result]
    may_open: Verdict
    may_print: Verdict
    may_close: Verdict

    @property
    def entitled(self) -> int:
        """How many may take part."""
        return sum(group.entitled for group in self.groups)

    @property
    def voted(self) -> int:
        """How many have."""
        return sum(group.voted for group in self.groups)

    @property
    def has_slips(self) -> bool:
        """Some of its people hold slips."""
        return any(sheet.has_slips for sheet in self.groups)

    @property
    def stage(self) -> int:
        """Which of the three steps it stands at; past them when closed."""
        state = RoundState(self.round.state)
        return 1 + list(RoundState).index(state) + (state == RoundState.CLOSED)


@dataclass(frozen=True, slots=True)
class Paper:
    """The ballot as it lies before somebody: of which round, about which units."""

    entitlement: Entitlement
    units: list[Unit]
    may_vote: Verdict

    @property
    def round(self) -> EvaluationRound:
        """The round in which it is cast."""
        return self.entitlement.group.round


def round_list(actor: Actor) -> list[EvaluationRound]:
    """All rounds, newest first; for whoever keeps evaluations."""
    if not may_keep_rounds(actor):
        raise Http404
    return list(EvaluationRound.objects.visible_to(actor))


def round_or_404(actor: Actor, round_id: int) -> RoundSheet:
    """A round with its turnout; its results only when it is over."""
    held = get_object_or_404(EvaluationRound.objects.visible_to(actor), pk=round_id)
    counted = {
        group_id: (entitled, voted)
        for group_id, entitled, voted in Entitlement.objects.filter(group__round=held)
        .order_by()
        .values_list("group")
        .annotate(all=Count("pk"), voted=Count("pk", filter=Q(has_voted=True)))
    }
    groups = [GroupSheet(group, *counted.get(group.pk, (0, 0))) for group in held.groups.all()]
    waiting = sum(entitled - voted for entitled, voted in counted.values())
    return RoundSheet(
        round=held,
        groups=groups,
        units=Unit.objects.filter(peer_class__in=held.classes).standing(clock.today()).count(),
        results=_results(held),
        may_open=may_open_round(actor, held, is_year_open=progress.is_year_open(held.year)),
        may_print=may_print_slips(actor, held),
        may_close=may_close_round(actor, held, today=clock.today(), waiting=waiting),
    )


def _results(held: EvaluationRound) -> list[Result]:
    found = boxes.opened(held)
    names = {group.pk: group.get_kind_display() for group in held.groups.all()}
    units = Unit.objects.filter(pk__in=list(found)).order_by("position", "code")
    return [Result(unit, evaluated(found[unit.pk]), _named(found[unit.pk], names)) for unit in units]


def _named(pools: list[Pool], names: dict[int, str]) -> list[PoolSheet]:
    return [PoolSheet([names[code] for code in pool.codes], pool) for pool in pools]


def ballot_or_404(actor: Actor, round_id: int) -> Paper:
    """The ballot of somebody who signs in."""
    rows = _entitlements().filter(group__round=round_id, person=actor.id, person__isnull=False)
    return _paper(get_object_or_404(rows))


def ballot_by_code(actor: Actor, code: str) -> Paper | None:
    """The ballot of whoever holds the slip with this code; none for a slip unknown or used."""
    found = _entitlements().filter(code=boxes.digest(code), group__round__state=RoundState.OPENED).first()
    return _paper(found) if found and code.strip() else None


def ballots_to_fill(actor: Actor) -> QuerySet[Entitlement]:
    """The rounds under way in which the actor may vote and has not."""
    today = clock.today()
    rows = _entitlements().filter(person=actor.id, person__isnull=False, has_voted=False)
    under_way = Q(group__round__opens_on__lte=today, group__round__closes_on__gte=today)
    return rows.filter(under_way, group__round__state=RoundState.OPENED).order_by(
        F("group__round__closes_on")
    )


def _entitlements() -> QuerySet[Entitlement]:
    return Entitlement.objects.select_related("group__round", "unit")


def _paper(entitlement: Entitlement) -> Paper:
    """Own staff and host say something of one unit, the commission of all."""
    held = entitlement.group.round
    units = Unit.objects.filter(peer_class__in=held.classes).standing(held.opens_on)
    if entitlement.group.kind in (GroupKind.OWN_STAFF, GroupKind.HOST):
        units = units.filter(pk=entitlement.unit_id or 0)
    return Paper(entitlement, list(units), may_vote(entitlement))
