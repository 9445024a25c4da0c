"""Talks and what was promised in them; the test states what matters."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from lianheng.kernel import clock
from lianheng.talks.models import Commitment, Postponement, Signature, Talk
from lianheng.talks.terms import Capacity, Stance, TalkKind, TalkState
from tests.factories.organisation import PersonFactory, UnitFactory

NOVEMBER_2 = clock.at_hour(date(2026, 11, 2), 9)
NOVEMBER_3 = clock.at_hour(date(2026, 11, 3), 9)
NOVEMBER_4 = clock.at_hour(date(2026, 11, 4), 15)


class TalkFactory(DjangoModelFactory):
    """A reminder talk that waits to be arranged."""

    class Meta:
        model = Talk

    kind = TalkKind.REMINDER
    unit = factory.SubFactory(UnitFactory)
    person = factory.SubFactory(PersonFactory)
    cause_kind = "assessment.proposal"
    cause_id = factory.Sequence(lambda n: n + 1)
    because = "2026年第三季度得分 71.00, 排名第 9, 列后三位"
    opened_at = NOVEMBER_2
    led_by = factory.SubFactory(PersonFactory)


class NotifiedTalkFactory(TalkFactory):
    """A talk on the fourth, of which everybody was told on the third."""

    state = TalkState.NOTIFIED
    second = factory.SubFactory(PersonFactory)
    recorder = factory.SelfAttribute("second")
    planned_at = NOVEMBER_4
    place = "区纪委监委谈话室"
    notice = "请您按时到场"
    notified_at = NOVEMBER_3


class HeldTalkFactory(NotifiedTalkFactory):
    """A talk that was held on the fourth; its record waits for the person concerned."""

    state = TalkState.HELD
    held_at = NOVEMBER_4
    record = "指出三季度任务完成率低, 要求制定改进措施"
    recorded_at = NOVEMBER_4


class ConfirmedTalkFactory(HeldTalkFactory):
    """A talk whose record the person concerned has confirmed."""

    state = TalkState.CONFIRMED
    own_words = "情况属实, 将改进"
    stance = Stance.AGREES
    confirmed_at = NOVEMBER_4


class SignatureFactory(DjangoModelFactory):
    """Whoever led the talk has signed."""

    class Meta:
        model = Signature

    talk = factory.SubFactory(ConfirmedTalkFactory)
    person = factory.LazyAttribute(lambda made: made.talk.led_by)
    capacity = Capacity.LEADING
    signed_at = NOVEMBER_4


class PostponementFactory(DjangoModelFactory):
    """A talk that was put off."""

    class Meta:
        model = Postponement

    talk = factory.SubFactory(TalkFactory)
    was_planned_at = NOVEMBER_4
    reason = "本人参加区委会议"
    postponed_at = NOVEMBER_3


class CommitmentFactory(DjangoModelFactory):
    """What was promised until the end of the month."""

    class Meta:
        model = Commitment

    talk = factory.SubFactory(ConfirmedTalkFactory)
    what = "补齐三季度未完成任务"
    due_on = date(2026, 11, 30)
