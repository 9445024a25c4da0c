"""Adopting a version of the scoring standard."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from lianheng.assessment import sweeps
from lianheng.assessment.models import Month, Scheme
from lianheng.assessment.policy import may_adopt_scheme, may_count
from lianheng.assessment.rules.ladder import DEFAULT_LIMITS
from lianheng.assessment.rules.plan import DEFAULT_YEAR, read_plan
from lianheng.assessment.rules.points import DEFAULT_POINTS
from lianheng.assessment.terms import AssessmentEvent, AssessmentReason, MonthState
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import SYSTEM, Actor

FROM_THE_BEGINNING = Period(date(2000, 1, 1), 1)


@transaction.atomic
def adopt_scheme(
    *,
    points: Mapping[str, str],
    limits: Mapping[str, str],
    from_month: Period,
    reason: str,
    by: Actor,
    peer_class: str = "",
    year: Mapping[str, Any] | None = None,
    sensitive: Collection[str] = (),
    drafted_by: int | None = None,
    count_reason: str = "",
) -> Scheme:
    """A new version, in force from a month that was not tallied yet; earlier months keep theirs.

    `sensitive` are the measures that are a bare count of petitions or cases; a version that scores by one of
    them was drafted by somebody else, with a reason.
    """
    may_adopt_scheme(by).or_refuse()
    plan = DEFAULT_YEAR if year is None else year
    counted = read_plan(plan).measures & set(sensitive)
    may_count(by.id, counted=counted, drafted_by=drafted_by, count_reason=count_reason).or_refuse(*counted)
    _not_scored_yet(from_month)
    last = Scheme.objects.filter(peer_class=peer_class).aggregate(last=Max("version"))["last"] or 0
    scheme = Scheme.objects.create(
        peer_class=peer_class,
        version=last + 1,
        from_month=from_month.first_day,
        points={**DEFAULT_POINTS, **points},
        limits={**DEFAULT_LIMITS, **limits},
        year=dict(plan),
        countersigned_by_id=drafted_by if counted else None,
        count_reason=count_reason.strip() if counted else "",
        adopted_at=clock.now(),
        adopted_by_id=by.id,
        reason=reason,
    )
    record(AssessmentEvent.SCHEME_ADOPTED, scheme.ref, by=by, version=scheme.version)
    return scheme


def _not_scored_yet(month: Period) -> None:
    scored = Month.objects.exclude(state=MonthState.OPEN).filter(first_day__gte=month.first_day)
    if scored.exists():
        raise Refused(AssessmentReason.SCHEME_IN_FORCE)


def schemes_for(month: Period) -> dict[str, Scheme]:
    """The versions in force in the month; the default scheme is adopted when there is none yet."""
    found = sweeps.schemes_in_force(month)
    if "" not in found:
        found[""] = _adopt_default()
    return found


def _adopt_default() -> Scheme:
    scheme, is_new = Scheme.objects.get_or_create(
        peer_class="",
        version=0,
        defaults={
            "from_month": FROM_THE_BEGINNING.first_day,
            "points": DEFAULT_POINTS,
            "limits": DEFAULT_LIMITS,
            "year": DEFAULT_YEAR,
            "adopted_at": clock.now(),
        },
    )
    if is_new:
        record(AssessmentEvent.SCHEME_ADOPTED, scheme.ref, by=SYSTEM, version=scheme.version)
    return scheme
