"""The duty checklist, items, posts that answer for them, and records; the test says what matters."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from lianheng.checklists.models import DutyAssignment, DutyChecklist, DutyCitation, DutyItem, DutyRecord
from lianheng.checklists.terms import DutyArea, DutyFrequency
from lianheng.kernel import clock
from tests.factories.organisation import LONG_AGO, PostFactory, UnitFactory

OCTOBER = date(2026, 10, 1)
DUE = date(2026, 10, 25)
OCTOBER_7 = clock.at_hour(date(2026, 10, 7), 9)
EVERY_MONTH = list(range(1, 13))


class DutyChecklistFactory(DjangoModelFactory):
    """A draft for all kinds; a version is adopted by the test, because an adopted one takes no more items."""

    class Meta:
        model = DutyChecklist

    kind = ""
    version = factory.Sequence(lambda n: n + 1)
    prepared_at = clock.at_hour(LONG_AGO, 9)


class DutyItemFactory(DjangoModelFactory):
    """Something done every month, until the 25th."""

    class Meta:
        model = DutyItem

    checklist = factory.SubFactory(DutyChecklistFactory)
    area = DutyArea.INSPECTION
    key = factory.Sequence(lambda n: f"A3-{n + 1:02}")
    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"第 {n} 项抽查")
    frequency = DutyFrequency.MONTHLY
    months = EVERY_MONTH


class DutyAssignmentFactory(DjangoModelFactory):
    """A post that answers for an item since long ago."""

    class Meta:
        model = DutyAssignment

    unit = factory.SubFactory(UnitFactory)
    key = "A3-01"
    post = factory.LazyAttribute(lambda made: PostFactory(unit=made.unit))
    from_on = LONG_AGO
    assigned_at = clock.at_hour(LONG_AGO, 9)


class DutyRecordFactory(DjangoModelFactory):
    """What was done about an item in October, recorded in time."""

    class Meta:
        model = DutyRecord

    unit = factory.SubFactory(UnitFactory)
    item = factory.SubFactory(DutyItemFactory)
    key = factory.LazyAttribute(lambda made: made.item.key)
    month = OCTOBER
    due_on = DUE
    done_on = date(2026, 10, 7)
    text = "抽查二十户, 未发现问题"
    recorded_at = OCTOBER_7


class DutyCitationFactory(DjangoModelFactory):
    """A task of the unit, cited by a record."""

    class Meta:
        model = DutyCitation

    record = factory.SubFactory(DutyRecordFactory)
    ref_kind = "checklists.unittask"
    ref_id = factory.Sequence(lambda n: n + 1)
    label = "上月村级财务公开检查"


def in_force(draft: DutyChecklist, since: date = LONG_AGO) -> DutyChecklist:
    """The draft, adopted and in force since that day's month."""
    draft.from_month, draft.adopted_at = since.replace(day=1), clock.at_hour(since, 9)
    draft.save()
    return draft
