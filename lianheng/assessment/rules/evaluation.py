"""Ballots: what they are worth, small groups merged so that nobody can be made out, the host a reference."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from lianheng.assessment.terms import BallotChoice, BallotForm

FEWEST_BALLOTS = 5
REFERENCE_SHARE = Decimal("0.3")
HUNDREDTH = Decimal("0.01")
VALUES: dict[str, str] = {
    BallotChoice.EXCELLENT.value: "100",
    BallotChoice.COMPETENT.value: "80",
    BallotChoice.BASIC.value: "60",
    BallotChoice.INCOMPETENT.value: "0",
}


@dataclass(frozen=True, slots=True)
class Group:
    """A group of those who evaluate a unit, and what its ballots are worth."""

    code: int
    weight: Decimal
    is_reference: bool
    ballots: Sequence[Decimal]


@dataclass(frozen=True, slots=True)
class Pool:
    """One group, or several merged: at least five ballots, of which only the mean is told."""

    codes: tuple[int, ...]
    weight: Decimal
    is_reference: bool
    ballots: int
    mean: Decimal


def worth(answers: Sequence[Any], form: str, values: Mapping[str, str]) -> Decimal:
    """What one ballot is worth: the mean of its answers, from nought to a hundred."""
    found = [Decimal(values[answer] if form == BallotForm.CHOICES else str(answer)) for answer in answers]
    return sum(found, Decimal(0)) / len(found)


def pooled(groups: Sequence[Group]) -> list[Pool]:
    """Groups in their order; one with fewer than five ballots is merged into the next, the last backwards.

    The host is a reference: it merges with nobody, and counts only with five ballots of its own beside
    five of others.
    """
    pools: list[list[Group]] = []
    waiting: list[Group] = []
    for group in (each for each in groups if not each.is_reference and each.ballots):
        waiting.append(group)
        if _ballots(waiting) >= FEWEST_BALLOTS:
            pools.append(waiting)
            waiting = []
    if not pools:
        return []
    pools[-1] += waiting
    hosts = [each for each in groups if each.is_reference and len(each.ballots) >= FEWEST_BALLOTS]
    return [*(_pool(each) for each in pools), *(_pool([each]) for each in hosts)]


def _ballots(groups: Sequence[Group]) -> int:
    return sum(len(group.ballots) for group in groups)


def _pool(groups: Sequence[Group]) -> Pool:
    ballots = sorted(ballot for group in groups for ballot in group.ballots)
    mean = sum(ballots, Decimal(0)) / len(ballots)
    return Pool(
        tuple(group.code for group in groups),
        sum((group.weight for group in groups), Decimal(0)),
        groups[0].is_reference,
        len(ballots),
        mean.quantize(HUNDREDTH, ROUND_HALF_UP),
    )


def evaluated(pools: Sequence[Pool]) -> Decimal | None:
    """The weighted mean of the pools; the host's weight is at most three tenths of the whole."""
    own = [pool for pool in pools if not pool.is_reference]
    hosts = [pool for pool in pools if pool.is_reference]
    weight = sum((pool.weight for pool in own), Decimal(0))
    if not weight:
        return None
    said = sum((pool.weight for pool in hosts), Decimal(0))
    reference = min(said, weight * REFERENCE_SHARE / (1 - REFERENCE_SHARE))
    points = sum((pool.weight * pool.mean for pool in own), Decimal(0))
    if said:
        points += sum((pool.weight * pool.mean for pool in hosts), Decimal(0)) * reference / said
    return (points / (weight + reference)).quantize(HUNDREDTH, ROUND_HALF_UP)


def is_too_heavy(weights: Sequence[tuple[Decimal, bool]]) -> bool:
    """Whether hosts, which are marked, weigh more than three tenths of all."""
    whole = sum((weight for weight, _ in weights), Decimal(0))
    return sum((weight for weight, is_host in weights if is_host), Decimal(0)) > whole * REFERENCE_SHARE
