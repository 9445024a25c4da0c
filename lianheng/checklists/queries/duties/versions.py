"""Versions of the duty checklist: what is in force for each kind of unit, drafts, and what they change."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import Http404

from lianheng.checklists import policy
from lianheng.checklists.in_force import Book, book
from lianheng.checklists.models import DutyChecklist, DutyItem
from lianheng.checklists.rules.duties import Difference, differences
from lianheng.checklists.terms import DutyArea, DutyColumn, DutyKind, DutyReason
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Verdict
from lianheng.organisation.actor import Actor


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in one line."""

    version: DutyChecklist
    items: int
    is_in_force: bool
    is_coming: bool


@dataclass(frozen=True, slots=True)
class VersionKind:
    """The versions for one kind of unit, the latest first."""

    kind: DutyKind
    lines: list[VersionLine]
    draft: DutyChecklist | None
    may_prepare: Verdict


def version_kinds(actor: Actor) -> list[VersionKind]:
    """Every version, by kind; drafts for those who prepare or adopt them."""
    if not policy.reads_versions(actor):
        return []
    found, month = book(), Period.month_of(clock.today())
    drafts = {each.kind: each for each in DutyChecklist.objects.drafts().annotate(count=Count("items"))}
    prepares = policy.may_prepare_duties(actor)
    return [
        VersionKind(
            kind,
            [_line(each, found, month) for each in found.versions if each.kind == kind],
            drafts.get(kind) if prepares else None,
            Verdict(DutyReason.ALREADY_PREPARED) if prepares and kind in drafts else prepares,
        )
        for kind in DutyKind
    ]


def _line(version: DutyChecklist, found: Book, month: Period) -> VersionLine:
    in_force = _in_force(found, version.kind, month)
    is_coming = version.period is not None and version.period > month
    return VersionLine(version, len(version.items.all()), version == in_force, is_coming)


def _in_force(found: Book, kind: str, month: Period) -> DutyChecklist | None:
    begun = (each for each in found.versions if each.kind == kind and each.period and each.period <= month)
    return next(begun, None)


@dataclass(frozen=True, slots=True)
class Changed:
    """How an item changes, column by column, as people read it."""

    difference: Difference
    columns: list[tuple[str, str, str]]


@dataclass(frozen=True)
class VersionSheet:
    """A version with its items by area; of a draft also what it changes."""

    version: DutyChecklist
    items: list[DutyItem]
    before: DutyChecklist | None
    changes: list[Changed]
    is_in_force: bool
    may_change: Verdict
    may_adopt: Verdict

    @property
    def areas(self) -> list[tuple[DutyArea, list[DutyItem]]]:
        """The items, area by area; an area without any stays in sight."""
        return [(area, [item for item in self.items if item.area == area]) for area in DutyArea]

    @property
    def is_draft(self) -> bool:
        """Nobody has adopted it yet."""
        return self.version.adopted_at is None

    @property
    def minutes_a_year(self) -> int:
        """How long all of it takes a unit in a year."""
        return sum(item.minutes * len(item.months) for item in self.items)


def version_sheet(actor: Actor, number: int) -> VersionSheet:
    """A version that the actor may read; a draft is seen by those who prepare or adopt."""
    rows = DutyChecklist.objects.select_related("prepared_by", "adopted_by").prefetch_related("items")
    version = rows.filter(pk=number).first()
    if version is None or not policy.reads_versions(actor):
        raise Http404
    is_adopted = version.adopted_at is not None
    if not is_adopted and not policy.may_prepare_duties(actor):
        raise Http404
    found, items = book(), list(version.items.all())
    before = _before(found, version)
    return VersionSheet(
        version=version,
        items=items,
        before=before,
        changes=_changes(before, items) if before else [],
        is_in_force=version == _in_force(found, version.kind, Period.month_of(clock.today())),
        may_change=policy.may_prepare_duties(actor, is_adopted=is_adopted),
        may_adopt=policy.may_adopt_duties(actor, is_adopted=is_adopted),
    )


def draft_or_404(actor: Actor, number: int) -> DutyChecklist:
    """A draft that the actor may prepare."""
    draft = DutyChecklist.objects.drafts().filter(pk=number).first()
    if draft is None or not policy.may_prepare_duties(actor):
        raise Http404
    return draft


def wording_of(actor: Actor, draft: DutyChecklist, key: str) -> dict[str, Any]:
    """What an item of a draft says, as its form shows it."""
    item = draft.items.filter(key=key).first()
    if item is None:
        raise Http404
    names = ("area", "title", "requirement", "frequency", "day", "minutes", "proof", "measure", "target")
    facts = {name: getattr(item, name) for name in (*names, "basis", "is_unverified")}
    return facts | {"months": [str(month) for month in item.months]}


def _before(found: Book, version: DutyChecklist) -> DutyChecklist | None:
    """The version that this one follows: the last of its kind, or the last general one."""
    older = [each for each in found.versions if each != version]
    if version.adopted_at is not None:
        older = [each for each in older if each.adopted_at and each.adopted_at <= version.adopted_at]
    own = [each for each in older if each.kind == version.kind]
    general = [each for each in older if not each.kind]
    return next(iter(own or general), None)


def _changes(before: DutyChecklist, items: Iterable[DutyItem]) -> list[Changed]:
    found = differences((item.wording for item in before.items.all()), (item.wording for item in items))
    return [Changed(each, [_column(each, name) for name in each.columns]) for each in found]


def _column(found: Difference, name: str) -> tuple[str, str, str]:
    before, after = getattr(found.before, name), getattr(found.after, name)
    return str(DutyColumn(name).label), _written(name, before), _written(name, after)


def _written(name: str, value: object) -> str:
    field = DutyItem._meta.get_field(name)
    choices = dict(getattr(field, "choices", None) or ())
    if isinstance(value, tuple):
        return ", ".join(str(month) for month in value)
    return str(choices.get(value, "" if value is None else value))
