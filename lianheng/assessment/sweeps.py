"""What the assessment reads across all units: sums of the ledger, results of periods, rules in force."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from django.db.models import BooleanField, Count, ExpressionWrapper, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from lianheng.kernel.period import Period
from lianheng.organisation.models import Unit
from lianheng.organisation.terms import Role

from . import boxes
from .models import (
    Backtest,
    Documented,
    Entitlement,
    Entry,
    EvaluationRound,
    Month,
    MonthReview,
    Objection,
    Participant,
    Proposal,
    ReviewSentence,
    Scheme,
    Standing,
    Year,
    YearItem,
    YearScore,
    YellowCard,
)
from .policy import DECIDERS
from .progress import is_year_open as is_year_open
from .progress import open_year_objections as open_year_objections
from .progress import what_a_year_waits_for as what_a_year_waits_for
from .rules.ladder import Result
from .rules.points import mean_score, month_score
from .rules.ranking import Candidate, is_observed
from .terms import (
    DocumentedKind,
    DocumentedState,
    EntryCode,
    MonthState,
    ProposalKind,
    ProposalState,
    YearState,
)


@dataclass(frozen=True, slots=True)
class MonthResult:
    """A unit's month as the ledger has it."""

    unit_id: int
    peer_class: str
    is_observed: bool
    score: Decimal | None
    is_negative: bool


def month_results(month: Period) -> Iterator[MonthResult]:
    """Every participant's score of the month from its ledger, by unit; unscored ones with none."""
    sums = _sums(month)
    taking_part = Participant.objects.filter(month_id=month.first_day).order_by("unit_id")
    rows = taking_part.values_list("unit_id", "peer_class", "is_observed", "tasks", "exempted")
    for unit_id, peer_class, observed, tasks, exempted in rows.iterator(2000):
        points, falsified = sums.get(unit_id, (Decimal(0), False))
        score = month_score([points], is_falsified=falsified) if tasks > exempted else None
        yield MonthResult(unit_id, peer_class, observed, score, falsified and score is not None)


def _sums(month: Period) -> dict[int, tuple[Decimal, bool]]:
    """For each unit of the month: all its points, and whether false evidence stands uncorrected."""
    false = Q(code=EntryCode.FALSIFIED) & ~Q(pk__in=_corrected_in(month))
    rows = Entry.objects.of_month(month).order_by().values_list("unit_id")
    return {
        unit_id: (points, bool(falsified))
        for unit_id, points, falsified in rows.annotate(sum=Sum("points"), false=Count("pk", filter=false))
    }


def _corrected_in(month: Period) -> Subquery:
    corrections = Entry.objects.filter(month_id=month.first_day, code=EntryCode.CORRECTION)
    return Subquery(corrections.values("corrects_id"))


def candidates(period: Period) -> list[Candidate]:
    """Everybody with a part in the period and the score to be ranked by, from its tallied months."""
    if period.length == 1:
        return [
            Candidate(each.unit_id, each.peer_class, each.score, each.is_observed)
            for each in month_results(period)
        ]
    scores: dict[int, list[Decimal | None]] = {}
    classes: dict[int, str] = {}
    for month in sorted(tallied_months(period.months)):
        for each in month_results(month):
            scores.setdefault(each.unit_id, []).append(each.score)
            classes[each.unit_id] = each.peer_class
    founded = dict(Unit.objects.exclude(founded_on=None).values_list("pk", "founded_on"))
    return [
        Candidate(
            unit_id, classes[unit_id], mean_score(months), is_observed(founded.get(unit_id), period.first_day)
        )
        for unit_id, months in scores.items()
    ]


def schemes_in_force(month: Period) -> dict[str, Scheme]:
    """The version in force for each class; the one for no class in particular stands under ''."""
    latest = Scheme.objects.filter(peer_class=OuterRef("peer_class"), from_month__lte=month.first_day)
    newest = Subquery(latest.order_by("-from_month", "-version").values("pk")[:1])
    in_force = Scheme.objects.filter(from_month__lte=month.first_day, pk=newest)
    return {scheme.peer_class: scheme for scheme in in_force}


def published_months(within: Iterable[Period]) -> set[Period]:
    """Which of these months are published."""
    days = [month.first_day for month in within]
    rows = Month.objects.filter(first_day__in=days, state=MonthState.PUBLISHED)
    return {Period(day, 1) for day in rows.values_list("first_day", flat=True)}


def tallied_months(within: Iterable[Period]) -> set[Period]:
    """Which of these months are tallied or published."""
    days = [month.first_day for month in within]
    rows = Month.objects.filter(first_day__in=days).exclude(state=MonthState.OPEN)
    return {Period(day, 1) for day in rows.values_list("first_day", flat=True)}


def is_published(period: Period) -> bool:
    """Whether the period's standings were published."""
    return Standing.objects.filter(period=str(period)).exists()


def results_of(periods: Iterable[Period]) -> dict[int, list[Result]]:
    """Each unit's published results in these periods, in their order."""
    found: dict[int, list[Result]] = {}
    rows = Standing.objects.filter(period__in=[str(period) for period in periods]).order_by("first_day")
    fields = ("unit_id", "period", "score", "rank", "is_bottom_three", "is_observed")
    for unit_id, period, *result in rows.values_list(*fields).iterator(2000):
        found.setdefault(unit_id, []).append(Result(Period.parse(period), *result))
    return found


def classes_in(period: Period) -> dict[int, str]:
    """The class of every unit with a standing in the period."""
    rows = Standing.objects.filter(period=str(period)).order_by()
    return dict(rows.values_list("unit_id", "peer_class"))


def key_tasks_missed(month: Period) -> dict[int, list[str]]:
    """The key tasks that each unit did not do in the month; corrected ones are not counted."""
    missed: dict[int, list[str]] = {}
    rows = Entry.objects.of_month(month).filter(code=EntryCode.NOT_DONE, facts__is_key=True, correction=None)
    for unit_id, title in rows.order_by("unit_id", "id").values_list("unit_id", "task"):
        missed.setdefault(unit_id, []).append(title)
    return missed


def open_objections(unit_ids: Iterable[int] | None, periods: Iterable[Period]) -> int:
    """How many objections on these periods are not answered; for these units, or for all."""
    days = [month.first_day for period in periods for month in period.months]
    rows = Objection.objects.open().filter(entry__month_id__in=days)
    return (rows if unit_ids is None else rows.filter(entry__unit_id__in=list(unit_ids))).count()


def cards_in_effect() -> dict[int, YellowCard]:
    """Each unit's yellow card that was not lifted."""
    rows = YellowCard.objects.filter(lifted_on=None).select_related("proposal").order_by("issued_on")
    return {card.unit_id: card for card in rows}


def corrections_of(month: Period) -> Iterator[tuple[int, Decimal, Decimal, str, str | None, bool]]:
    """Corrections in the month.

    Unit, points, points corrected, what remains, the objection's state, and whether one of false evidence in
    this same month.
    """
    rows = Entry.objects.of_month(month).filter(code=EntryCode.CORRECTION).order_by("unit_id", "id")
    false_here = Q(corrects__code=EntryCode.FALSIFIED, corrects__month_id=month.first_day)
    rows = rows.annotate(
        state=F("corrects__objection__state"), is_false=ExpressionWrapper(false_here, BooleanField())
    )
    fields = ("unit_id", "points", "corrects__points", "facts__remaining", "state", "is_false")
    yield from rows.values_list(*fields).iterator(2000)


LedgerKey = tuple[int, str, int, Decimal]


def entries_by_unit(month: Period) -> Iterator[tuple[int, set[LedgerKey]]]:
    """For each unit its posted lines of the month, corrections apart: cause, code, number, points."""
    rows = Entry.objects.of_month(month).exclude(code=EntryCode.CORRECTION).order_by("unit_id")
    fields = rows.values_list("unit_id", "cause_id", "code", "ordinal", "points").iterator(5000)
    for unit_id, lines in groupby(fields, key=itemgetter(0)):
        yield unit_id, {(cause, code, ordinal, points) for _, cause, code, ordinal, points in lines}


def participants(month: Period) -> dict[int, Participant]:
    """Who took part in the month."""
    return {each.unit_id: each for each in Participant.objects.filter(month_id=month.first_day)}


def standings(period: Period) -> dict[int, Standing]:
    """What was published of the period."""
    return {each.unit_id: each for each in Standing.objects.filter(period=str(period))}


def tallied_between(first: Period | None, last: Period | None) -> list[Period]:
    """The tallied and published months from the first to the last, both included."""
    rows = Month.objects.exclude(state=MonthState.OPEN).order_by("first_day")
    if first:
        rows = rows.filter(first_day__gte=first.first_day)
    if last:
        rows = rows.filter(first_day__lte=last.last_day)
    return [Period(day, 1) for day in rows.values_list("first_day", flat=True)]


def published_within(months: Iterable[Period]) -> list[Period]:
    """The quarters and years that were published and lie wholly or partly in these months."""
    wanted = {str(period) for month in months for period in (month.quarter, month.year)}
    found = Standing.objects.filter(period__in=wanted).order_by().values_list("period", flat=True).distinct()
    return sorted(Period.parse(period) for period in found)


def lines_of(month: Period) -> Iterator[tuple[int, str, Decimal, str, str]]:
    """Every line of the month's ledger: unit, code, points, task, sentence."""
    rows = Entry.objects.of_month(month).order_by("unit_id", "id")
    yield from rows.values_list("unit_id", "code", "points", "task", "reason").iterator(2000)


def all_proposals() -> Iterator[tuple[str, str, str | None, list[str], str]]:
    """Every proposal, oldest first: kind, unit's code, person's number, periods, state."""
    rows = Proposal.objects.order_by("id")
    yield from rows.values_list("kind", "unit__code", "person__number", "periods", "state").iterator(2000)


CHARGED = ("pk", "unit_id", "code", "task", "net", "facts__is_key")


class Charge(NamedTuple):
    """A line that costs points, with what of it was not given back in its own month."""

    entry_id: int
    unit_id: int
    code: str
    task: str
    points: Decimal
    is_key: bool


def charges(month: Period) -> list[Charge]:
    """What was charged in the month, unit by unit; what was given back in full is no charge."""
    back = Q(correction__month_id=F("month_id"))
    given = Coalesce(Sum("correction__points", filter=back), Value(Decimal(0)))
    rows = Entry.objects.of_month(month).exclude(code=EntryCode.CORRECTION).filter(points__lt=0)
    priced = rows.annotate(net=F("points") + given)
    said = priced.order_by("unit_id", "id").values_list(
        "pk", "unit_id", "code", "task", "net", "facts__is_key"
    )
    return [
        Charge(pk, unit, code, task, -net, bool(key)) for pk, unit, code, task, net, key in said if net < 0
    ]


def adopted_remarks(month: Period) -> list[tuple[int, int, str]]:
    """Remarks on the month that a head of office adopted: number, unit, and the words."""
    rows = Proposal.objects.filter(kind=ProposalKind.REMARK, period=str(month), state=ProposalState.ADOPTED)
    return list(rows.order_by("unit__position", "unit__code").values_list("pk", "unit_id", "reason"))


def month_limits(month: Period) -> dict[str, Decimal]:
    """Below how many points a month is remarked upon, class by class; '' for all others."""
    return {name: Decimal(scheme.limits["month"]) for name, scheme in schemes_in_force(month).items()}


def review_is_drafted(month: Period) -> bool:
    """Whether anybody drafted the month's review."""
    return MonthReview.objects.filter(month_id=month.first_day).exists()


def review_sentences(review_id: int) -> list[ReviewSentence]:
    """Every sentence of a version, in its order."""
    return list(ReviewSentence.objects.filter(review=review_id).order_by("place", "id"))


@dataclass(frozen=True, slots=True)
class Decided:
    """What was proposed, about whom, on which results, and who decided."""

    kind: str
    unit_id: int
    person_id: int | None
    decided_by_id: int | None
    results: tuple[Result, ...]


def proposal_in_brief(proposal_id: int) -> Decided:
    """The proposal, for what follows from it."""
    found = Proposal.objects.get(pk=proposal_id)
    return Decided(
        kind=found.kind,
        unit_id=found.unit_id,
        person_id=found.person_id,
        decided_by_id=found.decided_by_id,
        results=tuple(_result(each) for each in found.facts.get("standings", ())),
    )


def _result(written: dict) -> Result:
    score = written["score"]
    return Result(
        period=Period.parse(written["period"]),
        score=None if score is None else Decimal(score),
        rank=written["rank"],
        is_bottom_three=written["bottom_three"],
    )


def decider_of(kind: str) -> Role:
    """Who decides a proposal of this kind."""
    return DECIDERS[kind]


def evaluations(number: int) -> dict[int, Decimal | None]:
    """For each unit that was evaluated in the year what came of it; none where too few voted."""
    return boxes.means(EvaluationRound.objects.closed().filter(year=number))


def documented(number: int) -> dict[int, list[Documented]]:
    """For each unit what two persons decided about its year, in the order in which it was proposed."""
    found: dict[int, list[Documented]] = {}
    decided = Documented.objects.exclude(state=DocumentedState.PROPOSED)
    rows = decided.filter(Q(kind=DocumentedKind.BONUS) | Q(state=DocumentedState.CONFIRMED), year=number)
    for each in rows.order_by("unit_id", "pk").iterator(2000):
        found.setdefault(each.unit_id, []).append(each)
    return found


def negative_months(year: Period) -> dict[int, list[Period]]:
    """For each unit the published months in which it stands on the negative list."""
    days = [month.first_day for month in year.months]
    found: dict[int, list[Period]] = {}
    names = [str(month) for month in year.months]
    rows = Standing.objects.filter(period__in=names, first_day__in=days, is_negative=True)
    for unit_id, day in rows.order_by("first_day").values_list("unit_id", "first_day"):
        found.setdefault(unit_id, []).append(Period(day, 1))
    return found


def month_scores_of(year: Period) -> dict[int, list[Decimal | None]]:
    """For each unit its published months of the year, in their order."""
    found: dict[int, list[Decimal | None]] = {}
    rows = Standing.objects.filter(period__in=[str(month) for month in year.months]).order_by("first_day")
    for unit_id, score in rows.values_list("unit_id", "score").iterator(5000):
        found.setdefault(unit_id, []).append(score)
    return found


def standing_items(score_id: int) -> list[tuple[str, Decimal | None, Decimal]]:
    """The items of a unit's year as they stand: a corrected one gives way to what corrects it."""
    rows = YearItem.objects.filter(score=score_id, correction=None).order_by("pk")
    return list(rows.values_list("kind", "points", "most"))


def years_scored(within: Collection[Period]) -> list[Period]:
    """The prepared and published years among these."""
    days = [year.first_day for year in within]
    rows = Year.objects.exclude(state=YearState.OPEN).filter(first_day__in=days).order_by("first_day")
    return [Period(day, 12) for day in rows.values_list("first_day", flat=True)]


def year_scores(year: Period) -> Iterator[YearScore]:
    """Every unit's score of the year with its scheme."""
    rows = YearScore.objects.filter(year=year.first_day).select_related("scheme").order_by("unit_id")
    yield from rows.iterator(2000)


def year_items(year: Period) -> Iterator[tuple[int, list[YearItem]]]:
    """For each score of the year its items, corrections among them."""
    rows = YearItem.objects.filter(score__year=year.first_day).order_by("score__unit_id", "pk")
    for score_id, items in groupby(rows.iterator(5000), key=lambda each: each.score_id):
        yield score_id, list(items)


def year_units(year: Period) -> list[int]:
    """The units with a score of the year."""
    rows = YearScore.objects.filter(year=year.first_day).order_by("unit_id")
    return list(rows.values_list("unit_id", flat=True))


def corrections_in_full(month: Period) -> Iterator[tuple[int, str, Decimal, int, Decimal, bool]]:
    """Corrections in the month: unit, code, points and weight of what each corrects, what remains.

    Last, whether it takes back false evidence of this same month.
    """
    rows = Entry.objects.of_month(month).filter(code=EntryCode.CORRECTION).order_by("unit_id", "id")
    false_here = Q(corrects__code=EntryCode.FALSIFIED, corrects__month_id=month.first_day)
    rows = rows.annotate(is_false=ExpressionWrapper(false_here, BooleanField()))
    fields = (
        "unit_id",
        "corrects__code",
        "corrects__points",
        "corrects__weight",
        "facts__remaining",
        "is_false",
    )
    for unit_id, code, points, weight, remaining, is_false in rows.values_list(*fields).iterator(2000):
        yield unit_id, code, points, weight, Decimal(remaining), is_false


def voters_of(round_id: int) -> tuple[list[int], EvaluationRound]:
    """Whoever may vote in the round by signing in, and the round."""
    rows = Entitlement.objects.filter(group__round=round_id).exclude(person=None).order_by("person")
    people = [number for number in rows.values_list("person", flat=True) if number is not None]
    return people, EvaluationRound.objects.get(pk=round_id)


def documented_item(number: int) -> Documented:
    """The documented item with that number."""
    return Documented.objects.select_related("unit").get(pk=number)


def backtest_asked_by(number: int) -> int:
    """Who asked for the back-test with that number."""
    return Backtest.objects.values_list("asked_by", flat=True).get(pk=number)
