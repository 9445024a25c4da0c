"""A unit contests an item of its year; an upheld objection leaves a correcting item, and a new sum."""

from decimal import Decimal

from django.db import transaction

from lianheng.assessment import sweeps
from lianheng.assessment.models import YearItem, YearObjection, YearScore
from lianheng.assessment.policy import may_answer_on_item, may_object_to_item
from lianheng.assessment.rules import ANSWER_WORKDAYS, OBJECTION_WORKFLOW
from lianheng.assessment.rules.plan import read_plan
from lianheng.assessment.rules.year import total
from lianheng.assessment.terms import (
    AssessmentEvent,
    AssessmentReason,
    ObjectionMove,
    YearExplanation,
    YearItemKind,
)
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.verdict import Refused
from lianheng.kernel.workdays import CALENDAR
from lianheng.organisation.actor import Actor

from .preparing import count_up, lock_year
from .reasons import need


@transaction.atomic
def object_to_item(item: YearItem, *, reason: str, by: Actor) -> YearObjection:
    """The unit says why an item of its year is wrong; it is answered within 10 working days."""
    lock_year(item.score.year.period)
    item = _item(item.pk)
    may_object_to_item(by, item, today=clock.today()).or_refuse()
    need(reason)
    objection = YearObjection.objects.create(
        item=item,
        reason=reason.strip(),
        filed_at=clock.now(),
        filed_by_id=by.id,
        answer_due_on=CALENDAR.estimate_after(clock.today(), ANSWER_WORKDAYS).day,
    )
    record(AssessmentEvent.YEAR_OBJECTION_FILED, objection.ref, by=by, unit=item.score.unit_id)
    return objection


@transaction.atomic
def answer_on_item(
    objection: YearObjection, *, uphold: bool, answer: str, by: Actor, points: Decimal | None = None
) -> YearObjection:
    """Answered by somebody who did not score it; upheld, the item counts so many points instead."""
    lock_year(objection.item.score.year.period)
    rows = YearObjection.objects.select_for_update(of=("self",)).select_related("item__score__unit")
    objection = rows.get(pk=objection.pk)
    may_answer_on_item(by, objection).or_refuse()
    need(answer)
    move = ObjectionMove.UPHOLD if uphold else ObjectionMove.DISMISS
    objection.state, objection.answer = OBJECTION_WORKFLOW.after(move), answer.strip()
    objection.answered_at, objection.answered_by_id = clock.now(), by.id
    objection.save()
    event = AssessmentEvent.YEAR_OBJECTION_UPHELD if uphold else AssessmentEvent.YEAR_OBJECTION_DISMISSED
    record(event, objection.ref, by=by, unit=objection.item.score.unit_id)
    if uphold:
        _correct(_item(objection.item_id), points, reason=answer, by=by)
    return objection


def _item(number: int) -> YearItem:
    rows = YearItem.objects.select_for_update(of=("self",))
    return rows.select_related("score__unit", "score__year", "score__scheme").get(pk=number)


def _correct(item: YearItem, points: Decimal | None, *, reason: str, by: Actor) -> None:
    """The item stays; one that names it takes its place in the sum, which may not become lower by it."""
    if points is None or not 0 <= points <= item.most:
        raise Refused(AssessmentReason.BEYOND_FULL)
    YearItem.objects.create(
        score=item.score,
        part=item.part,
        part_name=item.part_name,
        code=item.code,
        name=item.name,
        kind=item.kind,
        most=item.most,
        points=points,
        measure=item.measure,
        facts={"before": None if item.points is None else f"{item.points.normalize():f}"},
        reason=YearExplanation.CORRECTION.label.format(item=item.pk, reason=reason.strip()),
        corrects=item,
        posted_at=clock.now(),
        posted_by_id=by.id,
    )
    _count_again(
        YearScore.objects.select_for_update(of=("self",)).select_related("scheme").get(pk=item.score_id)
    )


def _count_again(score: YearScore) -> None:
    lines = sweeps.standing_items(score.pk)
    plan, before = read_plan(score.scheme.year), score.score
    found = total(
        ((points, most) for kind, points, most in lines if kind != YearItemKind.BONUS),
        (points for kind, points, _ in lines if kind == YearItemKind.BONUS and points is not None),
        cap=plan.bonus,
    )
    if before is not None and (found.score is None or found.score < before):
        raise Refused(AssessmentReason.SCORE_LOWER)
    count_up(score, found, plan).save()
