"""Replay: every published number is recomputed from the records; it comes out the same, or says where not."""

from collections.abc import Generator, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from lianheng.assessment import sweeps as ledger
from lianheng.assessment.rules.points import mean_score
from lianheng.assessment.rules.ranking import Candidate, Place, places
from lianheng.assessment.terms import ObjectionState
from lianheng.flows.year_end.replaying import replay_year
from lianheng.kernel.period import Period

from .recomputing import Difference, Recomputed, Scores, recompute

if TYPE_CHECKING:
    from lianheng.assessment.models import Participant, Standing


def replay(first: Period | None = None, last: Period | None = None) -> Iterator[Difference]:
    """Recompute every tallied month between the two, and the quarters, years and year scores upon them."""
    months = ledger.tallied_between(first, last)
    scores: dict[Period, Scores] = {}
    for month in months:
        scores[month] = yield from _replay_month(month)
    for period in ledger.published_within(months):
        for month in sorted(ledger.tallied_months(period.months) - scores.keys()):
            scores[month] = yield from _replay_month(month)
        yield from _replay_period(period, [scores[month] for month in period.months if month in scores])
    for year in ledger.years_scored({month.year for month in months}):
        yield from replay_year(year, [scores[month] for month in year.months if month in scores])


def _replay_month(month: Period) -> Generator[Difference, None, Scores]:
    enrolled = ledger.participants(month)
    schemes = ledger.schemes_in_force(month)
    recomputed = recompute(month, enrolled, lambda peers: schemes.get(peers, schemes[""]).points)
    yield from _compare_entries(month, recomputed)
    yield from _compare_participants(month, enrolled, recomputed)
    yield from _take_corrections(month, recomputed)
    scores = {unit_id: recomputed.get(unit_id, Recomputed()).score for unit_id in enrolled}
    found = [
        Candidate(unit_id, each.peer_class, scores[unit_id], each.is_observed)
        for unit_id, each in enrolled.items()
    ]
    yield from _compare_standings(month, found, ledger.standings(month))
    return scores


def _compare_entries(month: Period, recomputed: dict[int, Recomputed]) -> Iterator[Difference]:
    posted = dict(ledger.entries_by_unit(month))
    for unit_id in sorted(posted.keys() | recomputed.keys()):
        in_ledger, due = posted.get(unit_id, set()), recomputed.get(unit_id, Recomputed()).keys
        for key in sorted(in_ledger - due):
            yield Difference(month, unit_id, "entry", _written(key), "-")
        for key in sorted(due - in_ledger):
            yield Difference(month, unit_id, "entry", "-", _written(key))


def _written(key: ledger.LedgerKey) -> str:
    cause, code, ordinal, points = key
    return f"{code} {points} #{cause}/{ordinal}"


def _compare_participants(
    month: Period, enrolled: dict[int, "Participant"], recomputed: dict[int, Recomputed]
) -> Iterator[Difference]:
    for unit_id in sorted(enrolled.keys() | recomputed.keys()):
        was, now = enrolled.get(unit_id), recomputed.get(unit_id, Recomputed())
        counted = f"{was.tasks}/{was.exempted}" if was else "-"
        if counted != f"{now.tasks}/{now.exempted}":
            yield Difference(month, unit_id, "tasks", counted, f"{now.tasks}/{now.exempted}")


def _take_corrections(month: Period, recomputed: dict[int, Recomputed]) -> Iterator[Difference]:
    """Corrections are records of their own: each undoes what it names, and rests on an upheld answer."""
    for unit_id, points, corrected, remaining, state, is_false in ledger.corrections_of(month):
        due = Decimal(remaining) - corrected
        if points != due or state == ObjectionState.FILED:
            yield Difference(month, unit_id, "correction", str(points), str(due))
        mine = recomputed.setdefault(unit_id, Recomputed())
        mine.points += points
        mine.false -= is_false


def _replay_period(period: Period, months: list[Scores]) -> Iterator[Difference]:
    published = ledger.standings(period)
    scores: dict[int, list[Decimal | None]] = {}
    for month in months:
        for unit_id, score in month.items():
            scores.setdefault(unit_id, []).append(score)
    found = [
        Candidate(unit_id, published[unit_id].peer_class, mean_score(each), published[unit_id].is_observed)
        for unit_id, each in scores.items()
        if unit_id in published
    ]
    yield from _compare_standings(period, found, published)


def _compare_standings(
    period: Period, found: list[Candidate], published: dict[int, "Standing"]
) -> Iterator[Difference]:
    if not published:
        return
    seen = set()
    for place in places(found):
        unit_id = place.candidate.unit_id
        seen.add(unit_id)
        was = published.get(unit_id)
        before = _numbers(was.score, was.rank, was.is_bottom_three) if was else "-"
        after = _of_place(place)
        if before != after:
            yield Difference(period, unit_id, "standing", before, after)
    for unit_id in sorted(published.keys() - seen):
        was = published[unit_id]
        yield Difference(period, unit_id, "standing", _numbers(was.score, was.rank, was.is_bottom_three), "-")


def _of_place(place: Place) -> str:
    return _numbers(place.candidate.score, place.rank, place.is_bottom_three)


def _numbers(score: Decimal | None, rank: int | None, is_bottom_three: bool) -> str:
    return f"{score} / {rank} / {is_bottom_three}"
