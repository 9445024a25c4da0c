"""Months, entries, objections, standings, proposals and cards; the test states what matters."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from lianheng.assessment.models import (
    CureProof,
    CureTask,
    Entry,
    Month,
    MonthReview,
    Objection,
    Participant,
    Proposal,
    ReviewSentence,
    Scheme,
    Standing,
    YellowCard,
)
from lianheng.assessment.rules.ladder import DEFAULT_LIMITS
from lianheng.assessment.rules.plan import DEFAULT_YEAR
from lianheng.assessment.rules.points import DEFAULT_POINTS
from lianheng.assessment.terms import EntryCode, MonthState, ProposalKind, ReviewSection
from lianheng.kernel import clock
from tests.factories.organisation import UnitFactory

OCTOBER = date(2026, 10, 1)
NOVEMBER_2 = clock.at_hour(date(2026, 11, 2), 9)


class SchemeFactory(DjangoModelFactory):
    """The default scheme, for every class."""

    class Meta:
        model = Scheme
        django_get_or_create = ("peer_class", "version")

    peer_class = ""
    version = 0
    from_month = date(2000, 1, 1)
    points = DEFAULT_POINTS
    limits = DEFAULT_LIMITS
    year = DEFAULT_YEAR
    adopted_at = NOVEMBER_2


class MonthFactory(DjangoModelFactory):
    """October 2026, tallied on the second of November, open to objections for a week."""

    class Meta:
        model = Month
        django_get_or_create = ("first_day",)

    first_day = OCTOBER
    state = MonthState.TALLIED
    tallied_at = NOVEMBER_2
    objections_until = date(2026, 11, 9)


class ParticipantFactory(DjangoModelFactory):
    """A unit that was asked ten tasks."""

    class Meta:
        model = Participant

    month = factory.SubFactory(MonthFactory)
    unit = factory.SubFactory(UnitFactory)
    peer_class = factory.LazyAttribute(lambda part: part.unit.peer_class)
    is_observed = False
    tasks = 10
    exempted = 0
    minutes = 300


class EntryFactory(DjangoModelFactory):
    """A task that was not done: five points."""

    class Meta:
        model = Entry

    month = factory.SubFactory(MonthFactory)
    unit = factory.SubFactory(UnitFactory)
    code = EntryCode.NOT_DONE
    weight = 1
    base_points = factory.LazyAttribute(lambda entry: Decimal(DEFAULT_POINTS[entry.code]))
    points = factory.LazyAttribute(lambda entry: entry.base_points * entry.weight)
    scheme = factory.SubFactory(SchemeFactory)
    cause_kind = "checklists.unittask"
    cause_id = factory.Sequence(lambda n: n + 1)
    task = "村级财务公开检查"
    facts = factory.LazyFunction(
        lambda: {"is_key": False, "due_on": "2026-10-20", "done_on": None, "tallied_on": "2026-11-02"}
    )
    reason = "《村级财务公开检查》截止 2026-10-20, 至 2026-11-02 统计时未通过审核"
    posted_at = NOVEMBER_2


def correction_of(entry: Entry, **said: object) -> Entry:
    """The line that undoes this one."""
    plain = {
        "month": entry.month,
        "unit": entry.unit,
        "code": EntryCode.CORRECTION,
        "base_points": -entry.points,
        "points": -entry.points,
        "cause_kind": "assessment.entry",
        "cause_id": entry.pk,
        "corrects": entry,
        "reason": "更正: 材料已按时提交",
    }
    return EntryFactory(**(plain | said))


class ObjectionFactory(DjangoModelFactory):
    """An objection that waits for its answer."""

    class Meta:
        model = Objection

    entry = factory.SubFactory(EntryFactory)
    reason = "材料已按时提交"
    filed_at = NOVEMBER_2
    answer_due_on = date(2026, 11, 16)


class StandingFactory(DjangoModelFactory):
    """Ninety-two points and the first place in October."""

    class Meta:
        model = Standing

    period = "2026-10"
    first_day = OCTOBER
    unit = factory.SubFactory(UnitFactory)
    peer_class = factory.LazyAttribute(lambda standing: standing.unit.peer_class)
    score = Decimal("92.00")
    rank = 1
    ranked_units = 1


class ProposalFactory(DjangoModelFactory):
    """A remark on October."""

    class Meta:
        model = Proposal

    kind = ProposalKind.REMARK
    unit = factory.SubFactory(UnitFactory)
    period = "2026-10"
    periods = factory.LazyAttribute(lambda proposal: [proposal.period])
    facts = factory.LazyAttribute(
        lambda proposal: {
            "standings": [
                {"period": period, "score": "71.00", "rank": 9, "bottom_three": True}
                for period in proposal.periods
            ],
            "key_tasks": [],
        }
    )
    scheme = factory.SubFactory(SchemeFactory)
    proposed_at = NOVEMBER_2


class YellowCardFactory(DjangoModelFactory):
    """A card in effect."""

    class Meta:
        model = YellowCard

    proposal = factory.SubFactory(ProposalFactory, kind=ProposalKind.YELLOW_CARD, period="2026Q3")
    unit = factory.LazyAttribute(lambda card: card.proposal.unit)
    issued_on = date(2026, 10, 12)
    expires_on = date(2027, 4, 12)


class CureTaskFactory(DjangoModelFactory):
    """What a unit must put right."""

    class Meta:
        model = CureTask

    card = factory.SubFactory(YellowCardFactory)
    title = "补齐三务公开台账"
    due_on = date(2026, 12, 31)


class MonthReviewFactory(DjangoModelFactory):
    """The first draft of October's review."""

    class Meta:
        model = MonthReview

    month = factory.SubFactory(MonthFactory)
    drafted_at = NOVEMBER_2


class ReviewSentenceFactory(DjangoModelFactory):
    """A sentence that a person wrote, without a number."""

    class Meta:
        model = ReviewSentence

    review = factory.SubFactory(MonthReviewFactory)
    section = ReviewSection.OVERALL
    place = factory.Sequence(lambda n: n * 10)
    text = "各单位按要求推进。"


class CureProofFactory(DjangoModelFactory):
    """What the unit handed in, on the fifth of November."""

    class Meta:
        model = CureProof

    cure = factory.SubFactory(CureTaskFactory)
    text = "台账已补齐, 逐村核对"
    handed_in_at = clock.at_hour(date(2026, 11, 5), 10)
