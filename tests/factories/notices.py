"""What people are told."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from lianheng.kernel import clock
from lianheng.notices.models import Channel, Digest, Dispatch, Notice
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


class DigestFactory(DjangoModelFactory):
    """Three things waited on a Monday morning."""

    class Meta:
        model = Digest

    to = factory.SubFactory(PersonFactory)
    day = date(2026, 10, 12)
    waiting = 3
    given_at = clock.at_hour(date(2026, 10, 12), 8)


class ChannelFactory(DjangoModelFactory):
    """A mailbox that its owner confirmed."""

    class Meta:
        model = Channel

    owner = factory.SubFactory(PersonFactory)
    gateway = "mail"
    address = "someone@example.org"
    set_at = clock.at_hour(date(2026, 10, 1), 9)
    confirmed_at = clock.at_hour(date(2026, 10, 1), 10)


class DispatchFactory(DjangoModelFactory):
    """A message that waits to go out."""

    class Meta:
        model = Dispatch

    channel = factory.SubFactory(ChannelFactory)
    text = "今天有 3 项待办"
    next_at = clock.at_hour(date(2026, 10, 12), 8)
    until = clock.at_hour(date(2026, 10, 12), 12)
