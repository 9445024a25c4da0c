"""A bonus, or a ground of the negative list: proposed by one person with its record, decided by a second."""

from decimal import Decimal

from django.db import transaction

from lianheng.assessment.models import Documented
from lianheng.assessment.policy import may_decide_documented, may_document
from lianheng.assessment.rules import DOCUMENTED_WORKFLOW
from lianheng.assessment.rules.plan import read_plan
from lianheng.assessment.terms import AssessmentEvent, AssessmentReason, DocumentedKind, DocumentedMove
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit

from .preparing import lock_year
from .reasons import need
from .schemes import schemes_for


@transaction.atomic
def document(
    unit: Unit,
    *,
    kind: str,
    year: Period,
    title: str,
    reason: str,
    by: Actor,
    points: Decimal = Decimal(0),
    evidence: Ref | None = None,
    paper: str = "",
) -> Documented:
    """One person writes down what speaks for or against the unit's year, and what bears it out."""
    lock_year(year, is_open=True)
    is_bonus = kind == DocumentedKind.BONUS
    may_document(by, unit, kind=kind, points=points, cap=bonus_cap(unit, year)).or_refuse()
    need(title)
    need(reason)
    if is_bonus and evidence is None:
        raise Refused(AssessmentReason.BONUS_NEEDS_RECORD)
    if not is_bonus and not paper.strip():
        raise Refused(AssessmentReason.NEGATIVE_NEEDS_DOCUMENT)
    item = Documented.objects.create(  # type: ignore[misc]
        kind=kind,
        year=year.first_day.year,
        unit=unit,
        title=title.strip(),
        points=points if is_bonus else Decimal(0),
        record_kind=evidence.kind if evidence else "",
        record_id=evidence.id if evidence else None,
        document=paper.strip(),
        reason=reason.strip(),
        proposed_at=clock.now(),
        proposed_by_id=by.id,
    )
    record(AssessmentEvent.DOCUMENTED, item.ref, by=by, unit=unit.pk, kind=kind)
    return item


@transaction.atomic
def decide_documented(item: Documented, *, confirm: bool, answer: str, by: Actor) -> Documented:
    """A second person confirms or declines, with a reason either way."""
    item = Documented.objects.select_for_update(of=("self",)).select_related("unit").get(pk=item.pk)
    lock_year(Period.parse(str(item.year)), is_open=True)
    may_decide_documented(by, item).or_refuse()
    need(answer)
    item.state = DOCUMENTED_WORKFLOW.after(DocumentedMove.CONFIRM if confirm else DocumentedMove.DECLINE)
    item.answer = answer.strip()
    item.decided_at, item.decided_by_id = clock.now(), by.id
    item.save()
    event = AssessmentEvent.DOCUMENT_CONFIRMED if confirm else AssessmentEvent.DOCUMENT_DECLINED
    record(event, item.ref, by=by, unit=item.unit_id, kind=item.kind)
    return item


def bonus_cap(unit: Unit, year: Period) -> Decimal:
    """How much all bonuses of the unit's year may come to."""
    schemes = schemes_for(year.months[-1])
    return read_plan(schemes.get(unit.peer_class, schemes[""]).year).bonus
