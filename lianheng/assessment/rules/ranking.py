"""Places within a class, who is only observed, and the bottom three."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from lianheng.kernel.period import months_before

FEWEST_FOR_BOTTOM_THREE = 8
OBSERVED_MONTHS = 3
BOTTOM = 3
# How far from the median, in points, a cell changes its shade: the same on both sides.
NEAR, FAR = Decimal(3), Decimal(10)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit with its score in a period, before it has a place."""

    unit_id: int
    peer_class: str
    score: Decimal | None
    is_observed: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A unit's place among its peers in a period; no place when it was observed or not scored."""

    candidate: Candidate
    rank: int | None
    ranked_units: int
    is_bottom_three: bool


def is_observed(founded_on: date | None, first_day: date) -> bool:
    """A unit founded less than three months before the period's first day is observed, not ranked."""
    return founded_on is not None and founded_on > months_before(first_day, OBSERVED_MONTHS)


def places(candidates: Iterable[Candidate]) -> list[Place]:
    """Everybody's place within the class; the order of the candidates makes no difference."""
    classes: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        classes.setdefault(candidate.peer_class, []).append(candidate)
    return [
        place
        for peer_class in sorted(classes)
        for place in _places_in_class(sorted(classes[peer_class], key=lambda each: each.unit_id))
    ]


def _places_in_class(peers: Sequence[Candidate]) -> list[Place]:
    scores = sorted(peer.score for peer in peers if _is_ranked(peer) and peer.score is not None)
    return [_place(peer, scores) for peer in peers]


def _is_ranked(peer: Candidate) -> bool:
    return bool(peer.peer_class) and not peer.is_observed and peer.score is not None


def _place(peer: Candidate, scores: Sequence[Decimal]) -> Place:
    if not _is_ranked(peer) or peer.score is None:
        return Place(peer, None, len(scores), is_bottom_three=False)
    lower = bisect_left(scores, peer.score)
    higher = len(scores) - bisect_right(scores, peer.score)
    return Place(peer, higher + 1, len(scores), is_bottom_three=_is_bottom_three(peer.score, lower, scores))


def _is_bottom_three(score: Decimal, lower: int, scores: Sequence[Decimal]) -> bool:
    """Fewer than three scored strictly lower, and the score lies strictly below the class's median."""
    return len(scores) >= FEWEST_FOR_BOTTOM_THREE and lower < BOTTOM and score < median(scores)


def shade(score: Decimal | None, middle: Decimal | None) -> str:
    """From 1, far below the median, over 3, close to it, to 5; a month without a score has none."""
    if score is None or middle is None:
        return "none"
    distance = score - middle
    step = (abs(distance) >= NEAR) + (abs(distance) >= FAR)
    return str(3 + step if distance > 0 else 3 - step)
