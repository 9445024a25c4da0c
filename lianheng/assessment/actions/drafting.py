"""Drafts of the scheme: written by one, tried on past months, adopted or dropped by a person."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from lianheng.assessment.models import SchemeDraft
from lianheng.assessment.policy import may_adopt_draft, may_draft_scheme
from lianheng.assessment.rules import DRAFT_WORKFLOW
from lianheng.assessment.rules.ladder import DEFAULT_LIMITS
from lianheng.assessment.rules.plan import read_limits, read_plan, read_points
from lianheng.assessment.rules.points import DEFAULT_POINTS
from lianheng.assessment.terms import AssessmentEvent, DraftMove
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation.actor import Actor

from .reasons import need
from .schemes import adopt_scheme


@dataclass(frozen=True, slots=True)
class Standard:
    """What a version says: points, limits, the year."""

    points: Mapping[str, str]
    limits: Mapping[str, str]
    year: Mapping[str, Any]

    @classmethod
    def read(cls, said: Mapping[str, Any], otherwise: "Standard") -> "Standard":
        """As it was written; what was left out stays as it is otherwise. Refuses what cannot score."""
        year = said.get("year", otherwise.year)
        read_plan(year)
        return cls(
            points=read_points(said.get("points", {}), DEFAULT_POINTS | dict(otherwise.points)),
            limits=read_limits(said.get("limits", {}), DEFAULT_LIMITS | dict(otherwise.limits)),
            year=year,
        )

    @property
    def fields(self) -> dict[str, Any]:
        """As a draft keeps it."""
        return {"points": dict(self.points), "limits": dict(self.limits), "year": dict(self.year)}


@transaction.atomic
def draft_scheme(
    standard: Standard,
    *,
    from_month: Period,
    reason: str,
    by: Actor,
    peer_class: str = "",
    count_reason: str = "",
) -> SchemeDraft:
    """A version is written down to be tried and spoken about; it scores nobody."""
    may_draft_scheme(by).or_refuse()
    need(reason)
    draft = SchemeDraft.objects.create(  # type: ignore[misc]
        peer_class=peer_class,
        from_month=from_month.first_day,
        reason=reason.strip(),
        count_reason=count_reason.strip(),
        drafted_at=clock.now(),
        drafted_by_id=by.id,
        **standard.fields,
    )
    record(AssessmentEvent.SCHEME_DRAFTED, draft.ref, by=by)
    return draft


@transaction.atomic
def redraft_scheme(
    draft: SchemeDraft,
    standard: Standard,
    *,
    from_month: Period,
    reason: str,
    by: Actor,
    count_reason: str = "",
) -> SchemeDraft:
    """The draft says something else; who changed it last is its author. Back-tests keep what they tried."""
    draft = _locked(draft)
    may_draft_scheme(by, draft).or_refuse()
    need(reason)
    draft.from_month = from_month.first_day
    draft.reason, draft.count_reason = reason.strip(), count_reason.strip()
    draft.points, draft.limits, draft.year = standard.fields.values()
    draft.drafted_at, draft.drafted_by_id = clock.now(), by.id  # type: ignore[assignment]
    draft.save()
    record(AssessmentEvent.SCHEME_REDRAFTED, draft.ref, by=by)
    return draft


@transaction.atomic
def drop_draft(draft: SchemeDraft, *, why: str, by: Actor) -> SchemeDraft:
    """The draft is not pursued; why is kept with it."""
    draft = _locked(draft)
    may_draft_scheme(by, draft).or_refuse()
    need(why)
    draft.state, draft.why = DRAFT_WORKFLOW.after(DraftMove.DROP), why.strip()
    draft.settled_at, draft.settled_by_id = clock.now(), by.id
    draft.save()
    record(AssessmentEvent.SCHEME_DROPPED, draft.ref, by=by)
    return draft


@transaction.atomic
def adopt_draft(draft: SchemeDraft, *, sensitive: Collection[str], by: Actor) -> SchemeDraft:
    """The leader makes the draft the version in force from its month."""
    draft = _locked(draft)
    counted = read_plan(draft.year).measures & set(sensitive)
    may_adopt_draft(by, draft, today=clock.today(), counted=counted).or_refuse()
    draft.scheme = adopt_scheme(
        points=draft.points,
        limits=draft.limits,
        year=draft.year,
        from_month=draft.period,
        reason=draft.reason,
        peer_class=draft.peer_class,
        sensitive=sensitive,
        drafted_by=draft.drafted_by_id,
        count_reason=draft.count_reason,
        by=by,
    )
    draft.state = DRAFT_WORKFLOW.after(DraftMove.ADOPT)
    draft.settled_at, draft.settled_by_id = clock.now(), by.id
    draft.save()
    record(AssessmentEvent.DRAFT_ADOPTED, draft.ref, by=by, scheme=draft.scheme.pk)
    return draft


def _locked(draft: SchemeDraft) -> SchemeDraft:
    return SchemeDraft.objects.select_for_update().get(pk=draft.pk)
