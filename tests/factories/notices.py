"""What people are told."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from lianheng.kernel import clock
from lianheng.notices.models import Notice
from tests.factories.organisation import PersonFactory


class NoticeFactory(DjangoModelFactory):
    """A task was issued; not read yet."""

    class Meta:
        model = Notice

    to = factory.SubFactory(PersonFactory)
    event_id = factory.Sequence(lambda n: n + 1)
    kind = "checklists.issued"
    title = "下达任务: 村级财务公开检查"
    ref_kind = "checklists.task"
    ref_id = 1
    url = "/tasks/"
    sent_at = clock.at_hour(date(2026, 10, 5), 9)
