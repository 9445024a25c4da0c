"""What the command line reads of the assessment: scores, rankings and proposals of the whole authority."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from lianheng.assessment import sweeps as ledger
from lianheng.assessment.rules.ranking import Place, places
from lianheng.assessment.terms import AssessmentReason
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Refused
from lianheng.organisation import sweeps as organisation


def scores(month: Period) -> list[dict[str, Any]]:
    """Every unit's score of the month and its entries; before the tally nobody has a score."""
    results = {each.unit_id: each for each in ledger.month_results(month)}
    lines: dict[int, list[dict[str, Any]]] = {}
    for unit_id, code, points, task, reason in ledger.lines_of(month):
        line = {"code": code, "points": _number(points), "task": task, "reason": reason}
        lines.setdefault(unit_id, []).append(line)
    listed = results or organisation.ranked_ids(month.last_day)
    return [
        {
            "unit": code,
            "score": _score(results[unit_id].score) if unit_id in results else None,
            "entries": lines.get(unit_id, []),
        }
        for unit_id, code in organisation.in_official_order(listed)
    ]


def ranking(period: Period, *, draft: bool) -> list[dict[str, Any]]:
    """Everybody's published place, or the place that tallied months would give; best first in each class."""
    found = _draft(period) if draft and not ledger.is_published(period) else _published(period)
    codes = organisation.in_official_order([row["unit"] for row in found])
    order = {unit_id: (at, code) for at, (unit_id, code) in enumerate(codes)}
    found.sort(key=lambda row: (row["class"], row["rank"] is None, row["rank"] or 0, order[row["unit"]][0]))
    return [{**row, "unit": order[row["unit"]][1]} for row in found]


def _published(period: Period) -> list[dict[str, Any]]:
    if not ledger.is_published(period):
        raise Refused(AssessmentReason.NOT_PUBLISHED)
    return [
        _place(each.peer_class, unit_id, each.score, each.rank, each.is_bottom_three)
        for unit_id, each in ledger.standings(period).items()
    ]


def _draft(period: Period) -> list[dict[str, Any]]:
    if not ledger.tallied_months(period.months):
        raise Refused(AssessmentReason.NOT_TALLIED)
    return [_drafted(place) for place in places(ledger.candidates(period))]


def _drafted(place: Place) -> dict[str, Any]:
    unit = place.candidate
    return _place(unit.peer_class, unit.unit_id, unit.score, place.rank, place.is_bottom_three)


def _place(
    peer_class: str, unit: int, score: Decimal | None, rank: int | None, bottom: bool
) -> dict[str, Any]:
    return {"class": peer_class, "unit": unit, "score": _score(score), "rank": rank, "bottom_three": bottom}


def proposals() -> list[dict[str, Any]]:
    """Every proposal with its unit, the person it concerns, its periods and its state, oldest first."""
    return [
        {"kind": kind, "unit": unit, "person": person, "periods": periods, "state": state}
        for kind, unit, person, periods, state in ledger.all_proposals()
    ]


def unit_codes(unit_ids: Iterable[int]) -> dict[int, str]:
    """The codes of these units."""
    return dict(organisation.in_official_order(unit_ids))


def _score(score: Decimal | None) -> str | None:
    return None if score is None else f"{score:.2f}"


def _number(points: Decimal) -> int | float:
    return int(points) if points == points.to_integral_value() else float(points)
