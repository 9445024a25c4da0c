"""What the ballots of closed rounds make of each unit. Read across everyone: a screen never sees it whole."""

from collections.abc import Collection
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from .models import Ballot, EvaluationGroup, EvaluationRound
from .rules.evaluation import HUNDREDTH, Group, Pool, evaluated, pooled, worth
from .terms import GroupKind, RoundState

# Letters and figures that nobody mistakes for each other on a printed slip.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 10
Pools = dict[int, list[Pool]]


def opened(held: EvaluationRound, unit_ids: Collection[int] | None = None) -> Pools:
    """For each unit with ballots its pools of at least five; nothing before the round is closed."""
    if held.state != RoundState.CLOSED:
        return {}
    groups = list(held.groups.all())
    ballots = Ballot.objects.filter(group__round=held)
    if unit_ids is not None:
        ballots = ballots.filter(unit__in=unit_ids)
    said: dict[int, dict[int, list[Decimal]]] = {}
    for unit_id, group_id, answers in ballots.order_by().values_list("unit_id", "group_id", "answers"):
        of_unit = said.setdefault(unit_id, {})
        of_unit.setdefault(group_id, []).append(worth(answers, held.form, held.values))
    return {unit_id: pooled(_groups(groups, of_unit)) for unit_id, of_unit in sorted(said.items())}


def _groups(groups: Collection[EvaluationGroup], said: dict[int, list[Decimal]]) -> list[Group]:
    return [
        Group(group.pk, group.weight, group.kind == GroupKind.HOST, said.get(group.pk, ()))
        for group in groups
    ]


def means(rounds: QuerySet[EvaluationRound]) -> dict[int, Decimal | None]:
    """For each unit the mean of what these rounds made of it; none where too few voted in each."""
    found: dict[int, list[Decimal]] = {}
    for held in rounds.order_by("pk"):
        for unit_id, pools in opened(held).items():
            mine = found.setdefault(unit_id, [])
            result = evaluated(pools)
            mine += [] if result is None else [result]
    return {
        unit_id: (sum(said, Decimal(0)) / len(said)).quantize(HUNDREDTH, ROUND_HALF_UP) if said else None
        for unit_id, said in found.items()
    }


def digest(code: str) -> str:
    """What is kept of the code on a slip: enough to know it again, too little to guess it from."""
    plain = "".join(letter for letter in code.upper() if letter in ALPHABET)
    return salted_hmac("lianheng.ballot", plain, algorithm="sha256").hexdigest()
