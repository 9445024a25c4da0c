"""Years, their scores, documented items, evaluation rounds and drafts; the test states what matters."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from lianheng.assessment.models import (
    Backtest,
    Ballot,
    Documented,
    Entitlement,
    EvaluationGroup,
    EvaluationRound,
    SchemeDraft,
    Year,
    YearItem,
    YearObjection,
    YearScore,
)
from lianheng.assessment.rules.evaluation import VALUES
from lianheng.assessment.rules.ladder import DEFAULT_LIMITS
from lianheng.assessment.rules.plan import DEFAULT_YEAR
from lianheng.assessment.rules.points import DEFAULT_POINTS
from lianheng.assessment.terms import (
    DocumentedKind,
    GroupKind,
    RoundState,
    YearItemKind,
    YearPart,
    YearState,
)
from lianheng.kernel import clock
from tests.factories.assessment import SchemeFactory
from tests.factories.organisation import PersonFactory, UnitFactory

JANUARY_10 = clock.at_hour(date(2026, 1, 10), 9)


class YearFactory(DjangoModelFactory):
    """2025, prepared on the tenth of January, open to objections for a week."""

    class Meta:
        model = Year
        django_get_or_create = ("first_day",)

    first_day = date(2025, 1, 1)
    state = YearState.PREPARED
    prepared_at = JANUARY_10
    objections_until = date(2026, 1, 16)


class YearScoreFactory(DjangoModelFactory):
    """A good year."""

    class Meta:
        model = YearScore

    year = factory.SubFactory(YearFactory)
    unit = factory.SubFactory(UnitFactory)
    peer_class = factory.LazyAttribute(lambda score: score.unit.peer_class)
    scheme = factory.SubFactory(SchemeFactory)
    earned = Decimal("46.00")
    most = Decimal("50.00")
    base = Decimal("92.00")
    score = Decimal("92.00")
    grade = "excellent"


class YearItemFactory(DjangoModelFactory):
    """The mean of its months: 92 of 100, so 46 of 50 points."""

    class Meta:
        model = YearItem

    score = factory.SubFactory(YearScoreFactory)
    part = YearPart.MONTHLY
    part_name = "月度清单"
    code = "monthly"
    name = "月度得分均值"
    kind = YearItemKind.MONTHS
    most = Decimal("50.00")
    points = Decimal("46.00")
    value = Decimal("92.00")
    reason = "2 个计分月份均分 92.00, 按 50 分折算"
    posted_at = JANUARY_10


class YearObjectionFactory(DjangoModelFactory):
    """An objection that waits for its answer."""

    class Meta:
        model = YearObjection

    item = factory.SubFactory(YearItemFactory)
    reason = "十二月的任务已按时提交"
    filed_at = JANUARY_10
    answer_due_on = date(2026, 1, 23)


class DocumentedFactory(DjangoModelFactory):
    """A bonus of two points that waits for its second person."""

    class Meta:
        model = Documented

    kind = DocumentedKind.BONUS
    year = 2025
    unit = factory.SubFactory(UnitFactory)
    title = "经验做法被市纪委转发"
    points = Decimal("2.00")
    record_kind = "checklists.unittask"
    record_id = factory.Sequence(lambda n: n + 1)
    reason = "市纪委简报第 12 期"
    proposed_at = JANUARY_10
    proposed_by = factory.SubFactory(PersonFactory)


class EvaluationRoundFactory(DjangoModelFactory):
    """An open evaluation of the townships, of one question."""

    class Meta:
        model = EvaluationRound

    title = "2025 年度民主测评"
    year = 2025
    classes = factory.LazyFunction(lambda: ["乡镇"])
    questions = factory.LazyFunction(lambda: ["总体评价"])
    values = VALUES
    opens_on = date(2025, 12, 20)
    closes_on = date(2025, 12, 31)
    state = RoundState.OPENED
    planned_at = clock.at_hour(date(2025, 12, 15), 9)
    planned_by = factory.SubFactory(PersonFactory)


class EvaluationGroupFactory(DjangoModelFactory):
    """The leaders of the commission."""

    class Meta:
        model = EvaluationGroup

    round = factory.SubFactory(EvaluationRoundFactory)
    kind = GroupKind.COMMISSION
    weight = Decimal(40)


class EntitlementFactory(DjangoModelFactory):
    """Somebody who may vote and has not."""

    class Meta:
        model = Entitlement

    group = factory.SubFactory(EvaluationGroupFactory)
    person = factory.SubFactory(PersonFactory)


class BallotFactory(DjangoModelFactory):
    """Somebody said: competent."""

    class Meta:
        model = Ballot

    group = factory.SubFactory(EvaluationGroupFactory)
    unit = factory.SubFactory(UnitFactory)
    answers = factory.LazyFunction(lambda: ["competent"])


class SchemeDraftFactory(DjangoModelFactory):
    """The default scheme with dearer lateness, for every class, from December 2026."""

    class Meta:
        model = SchemeDraft

    from_month = date(2026, 12, 1)
    points = factory.LazyFunction(lambda: DEFAULT_POINTS | {"late": "-3"})
    limits = DEFAULT_LIMITS
    year = DEFAULT_YEAR
    reason = "逾期较多, 拟提高扣分"
    drafted_at = clock.at_hour(date(2026, 11, 2), 9)
    drafted_by = factory.SubFactory(PersonFactory)


class BacktestFactory(DjangoModelFactory):
    """October tried; it waits for the machine."""

    class Meta:
        model = Backtest

    draft = factory.SubFactory(SchemeDraftFactory)
    first_month = date(2026, 10, 1)
    last_month = date(2026, 10, 1)
    tested = factory.LazyAttribute(
        lambda test: {
            "peer_class": test.draft.peer_class,
            "points": test.draft.points,
            "limits": test.draft.limits,
            "year": test.draft.year,
        }
    )
    months = 1
    asked_at = clock.at_hour(date(2026, 11, 3), 9)
    asked_by = factory.SubFactory(PersonFactory)
