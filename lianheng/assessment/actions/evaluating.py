"""Evaluation rounds: planned, opened, slips printed, ballots taken unnamed, closed."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import uuid4

from django.db import transaction

from lianheng.assessment import sweeps
from lianheng.assessment.boxes import ALPHABET, CODE_LENGTH, digest
from lianheng.assessment.models import Ballot, Entitlement, EvaluationGroup, EvaluationRound
from lianheng.assessment.policy import (
    SIGNING_IN,
    may_close_round,
    may_keep_rounds,
    may_open_round,
    may_print_slips,
    may_vote,
)
from lianheng.assessment.rules import ROUND_WORKFLOW
from lianheng.assessment.rules.evaluation import VALUES, is_too_heavy
from lianheng.assessment.terms import AssessmentEvent, AssessmentReason, GroupKind, RoundMove
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.verdict import Refused
from lianheng.organisation import sweeps as organisation
from lianheng.organisation.actor import SYSTEM, Actor
from lianheng.organisation.models import Unit

from .reasons import need

Answers = Mapping[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One group of a round as it is planned: its weight, and how many slips each unit gets."""

    kind: str
    weight: Decimal
    slips: int = 0


@dataclass(frozen=True, slots=True)
class Slip:
    """A code as it is printed once; it is kept nowhere."""

    group: str
    unit: str
    code: str


@transaction.atomic
def plan_round(
    *,
    title: str,
    year: int,
    classes: Sequence[str],
    form: str,
    questions: Sequence[str],
    opens_on: date,
    closes_on: date,
    groups: Sequence[Asked],
    by: Actor,
) -> EvaluationRound:
    """A round is planned: of whom, by whom, with which weights; nobody can vote yet."""
    may_keep_rounds(by).or_refuse()
    need(title)
    if is_too_heavy([(group.weight, group.kind == GroupKind.HOST) for group in groups]):
        raise Refused(AssessmentReason.HOST_TOO_HEAVY)
    held = EvaluationRound.objects.create(  # type: ignore[misc]
        title=title.strip(),
        year=year,
        classes=list(classes),
        form=form,
        questions=[question.strip() for question in questions if question.strip()],
        values=VALUES,
        opens_on=opens_on,
        closes_on=closes_on,
        planned_at=clock.now(),
        planned_by_id=by.id,
    )
    EvaluationGroup.objects.bulk_create(
        EvaluationGroup(round=held, kind=group.kind, weight=group.weight, slips=group.slips, position=at)
        for at, group in enumerate(groups)
    )
    record(AssessmentEvent.ROUND_PLANNED, held.ref, by=by, year=year)
    return held


@transaction.atomic
def open_round(held: EvaluationRound, *, by: Actor) -> EvaluationRound:
    """Who may take part is written down, and ballots are taken from its first day."""
    held = _locked(held)
    may_open_round(by, held, is_year_open=sweeps.is_year_open(held.year)).or_refuse()
    entitled = [each for group in held.groups.all() for each in _entitled(held, group)]
    if not entitled:
        raise Refused(AssessmentReason.NOBODY_ENTITLED)
    _once_each(entitled)
    held.state, held.opened_by_id = ROUND_WORKFLOW.after(RoundMove.OPEN), by.id
    held.save(update_fields=["state", "opened_by"])
    record(AssessmentEvent.ROUND_OPENED, held.ref, by=by)
    return held


def _entitled(held: EvaluationRound, group: EvaluationGroup) -> list[Entitlement]:
    if roles := SIGNING_IN.get(group.kind):
        people = {person.pk for role in roles for person in organisation.everyone_with(role, clock.today())}
        return [Entitlement(group=group, person_id=number) for number in sorted(people)]
    units = Unit.objects.filter(peer_class__in=held.classes).standing(clock.today())
    if group.kind == GroupKind.HOST:
        units = units.exclude(hosts=None)
    return [Entitlement(group=group, unit=unit) for unit in units.distinct() for _ in range(group.slips)]


def _once_each(entitled: Sequence[Entitlement]) -> None:
    """Whoever belongs to two groups votes in the first."""
    seen: set[int] = set()
    first = []
    for each in entitled:
        if each.person_id is None or each.person_id not in seen:
            first.append(each)
        if each.person_id is not None:
            seen.add(each.person_id)
    Entitlement.objects.bulk_create(first, batch_size=1000)


@transaction.atomic
def print_slips(held: EvaluationRound, *, by: Actor) -> list[Slip]:
    """Every slip that was not used gets a new code, shown this once; codes printed before are void."""
    held = _locked(held)
    may_print_slips(by, held).or_refuse()
    rows = Entitlement.objects.select_for_update(of=("self",)).select_related("group", "unit")
    unused = list(rows.filter(group__round=held, person=None, has_voted=False))
    slips = []
    for each in unused:
        code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
        each.code = digest(code)
        slips.append(Slip(each.group.get_kind_display(), str(each.unit), f"{code[:5]}-{code[5:]}"))
    Entitlement.objects.bulk_update(unused, ["code"], batch_size=1000)
    record(AssessmentEvent.SLIPS_PRINTED, held.ref, by=by, slips=len(slips))
    return slips


@transaction.atomic
def cast_ballot(entitlement: Entitlement, answers: Answers, *, by: Actor = SYSTEM) -> None:
    """Somebody entitled votes, once; what was said goes into the box of the group without a name.

    The journal names the box and not the voter.
    """
    group = EvaluationGroup.objects.select_for_update().get(pk=entitlement.group_id)
    rows = Entitlement.objects.select_related("group__round")
    entitlement = rows.get(pk=entitlement.pk)
    may_vote(entitlement).or_refuse()
    if not answers:
        raise Refused(AssessmentReason.BALLOT_EMPTY)
    wanted = len(group.round.questions)
    if any(len(said) != wanted for said in answers.values()):
        raise Refused(AssessmentReason.BALLOT_INCOMPLETE)
    entitlement.has_voted, entitlement.code = True, None
    entitlement.save(update_fields=["has_voted", "code"])
    _into_the_box(group, answers)
    record(AssessmentEvent.BALLOT_CAST, group.round.ref, by=SYSTEM)


def _into_the_box(group: EvaluationGroup, answers: Answers) -> None:
    """The box is shaken: old and new ballots are laid down together, each under a fresh number.

    The register of the group is touched as a whole, so that no row of it is younger than another.
    """
    said = [*Ballot.objects.filter(group=group).values_list("unit_id", "answers")]
    said += [(unit_id, list(each)) for unit_id, each in answers.items()]
    Ballot.objects.filter(group=group).delete()
    fresh = [Ballot(id=uuid4(), group=group, unit_id=unit_id, answers=each) for unit_id, each in said]
    Ballot.objects.bulk_create(sorted(fresh, key=lambda ballot: ballot.id), batch_size=2000)
    register = Entitlement.objects.filter(group=group).order_by("pk")
    for has_voted in (True, False):
        register.filter(has_voted=has_voted).update(has_voted=has_voted)


@transaction.atomic
def close_round(held: EvaluationRound, *, by: Actor) -> EvaluationRound:
    """The box is sealed; from now on, and not before, its results can be read."""
    held = _locked(held)
    waiting = Entitlement.objects.filter(group__round=held, has_voted=False).count()
    may_close_round(by, held, today=clock.today(), waiting=waiting).or_refuse()
    held.state = ROUND_WORKFLOW.after(RoundMove.CLOSE)
    held.closed_at, held.closed_by_id = clock.now(), by.id
    held.save(update_fields=["state", "closed_at", "closed_by"])
    record(AssessmentEvent.ROUND_CLOSED, held.ref, by=by)
    return held


def _locked(held: EvaluationRound) -> EvaluationRound:
    return EvaluationRound.objects.select_for_update().get(pk=held.pk)
