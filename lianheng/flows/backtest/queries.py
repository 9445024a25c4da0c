"""Drafts and back-tests as the pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from lianheng.assessment import queries as assessment
from lianheng.assessment.queries.drafts import BacktestSheet, DraftSheet
from lianheng.assessment.terms import EntryCode, Grade, ProposalKind
from lianheng.catalogue.contents import MEASURES
from lianheng.flows.year_end.reading import known_measures, sensitive_measures
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation import queries as organisation
from lianheng.organisation.actor import Actor

from .standards import in_force

AHEAD = 12


@dataclass(frozen=True, slots=True)
class Moved:
    """A unit in a period that would be otherwise, in words."""

    unit: str
    peer_class: str
    period: Period
    old: str | None
    new: str | None
    places: tuple[int | None, int | None]
    bottom: tuple[bool, bool]
    grades: tuple[str, str]
    why: list[str]

    @property
    def has_consequence(self) -> bool:
        """It would enter or leave the bottom three, or have another grade."""
        return self.bottom[0] != self.bottom[1] or self.grades[0] != self.grades[1]

    @property
    def gained(self) -> int:
        """Places gained, or lost when negative."""
        was, now = self.places
        return 0 if was is None or now is None else was - now

    @property
    def lost(self) -> int:
        """How many places it would fall."""
        return max(0, -self.gained)


@dataclass(frozen=True, slots=True)
class Told:
    """What a back-test found, as a page tells it: longer periods first, there the consequences lie."""

    sheet: BacktestSheet
    moved: list[Moved]
    months: list[Moved]
    arise: list[tuple[str, str, Period]]
    fall_away: list[tuple[str, str, Period]]
    enter: list[tuple[str, Period]]
    leave: list[tuple[str, Period]]


def draft_or_404(actor: Actor, draft_id: int) -> DraftSheet:
    """A draft beside what is in force, with what of it is a bare count."""
    return assessment.draft_or_404(actor, draft_id, sensitive=sensitive_measures())


def unknown_measures(actor: Actor, sheet: DraftSheet) -> list[str]:
    """Measures to which the draft is bound and which nothing counts yet: such an item does not apply."""
    known = known_measures()
    items = (item for part in sheet.draft.year["parts"] for item in part["items"])
    return [item["measure"] for item in items if item.get("measure") and item["measure"] not in known]


def choices(actor: Actor, standard: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What a draft is written from: classes, months to come, measures, and the standard it starts from."""
    if not assessment.may_draft(actor):
        raise Http404
    this_month = Period.month_of(clock.today())
    standard = standard or in_force("", this_month).fields
    bound = [item.get("measure", "") for part in standard["year"]["parts"] for item in part["items"]]
    known = [(measure.code, measure.title) for measure in MEASURES]
    codes = {code for code, _ in known}
    return {
        "standard": standard,
        "classes": organisation.peer_classes(actor),
        "months": [this_month.shift(n) for n in range(1, AHEAD + 1)],
        "measures": [*known, *((code, code) for code in dict.fromkeys(bound) if code and code not in codes)],
    }


def told_or_404(actor: Actor, backtest_id: int) -> Told:
    """A back-test with what it found, in words."""
    sheet = assessment.backtest_or_404(actor, backtest_id)
    found = sheet.backtest.outcome
    units = found.get("units", [])
    names = {unit["unit"]: unit["name"] for unit in units}
    moved = [each for kind in ("years", "quarters") for unit in units for each in _moved(unit, kind)]
    proposals, bottom = found.get("proposals", {}), found.get("bottom_three", {})
    return Told(
        sheet,
        moved=sorted(moved, key=lambda each: not each.has_consequence),
        months=[each for unit in units for each in _moved(unit, "months")],
        arise=[_proposed(each, names) for each in proposals.get("arise", ())],
        fall_away=[_proposed(each, names) for each in proposals.get("fall_away", ())],
        enter=[_listed(each, names) for each in bottom.get("enter", ())],
        leave=[_listed(each, names) for each in bottom.get("leave", ())],
    )


def _moved(unit: Mapping[str, Any], kind: str) -> list[Moved]:
    return [
        Moved(
            unit=unit["name"],
            peer_class=unit["class"],
            period=Period.parse(each["period"]),
            old=each["old"],
            new=each["new"],
            places=(each.get("old_rank"), each.get("new_rank")),
            bottom=(bool(each.get("old_bottom_three")), bool(each.get("new_bottom_three"))),
            grades=(_grade(each.get("old_grade")), _grade(each.get("new_grade"))),
            why=[
                f"{EntryCode(line['code']).label} ×{line['count']}: {line['old']} → {line['new']}"
                for line in each["changes"]
            ],
        )
        for each in unit[kind]
    ]


def _grade(said: str | None) -> str:
    return str(Grade(said).label) if said else ""


def _proposed(said: Mapping[str, str], names: Mapping[str, str]) -> tuple[str, str, Period]:
    name = names.get(said["unit"], said["unit"])
    return str(ProposalKind(said["kind"]).label), name, Period.parse(said["period"])


def _listed(said: Mapping[str, str], names: Mapping[str, str]) -> tuple[str, Period]:
    return names.get(said["unit"], said["unit"]), Period.parse(said["period"])
