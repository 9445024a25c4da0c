"""Talks: why, with whom, who leads, when and where, what was said, what the person concerned says to it."""

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q

from lianheng.kernel import clock
from lianheng.kernel.due import Due
from lianheng.kernel.ref import Ref
from lianheng.kernel.workdays import CALENDAR
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Appointment, Grant, Person, Unit
from lianheng.organisation.terms import Role
from lianheng.talks.rules import BEFORE, FROZEN, LEADS, OPEN, TOOK_PLACE, talk_light
from lianheng.talks.terms import Stance, TalkKind, TalkState

OVERSEERS = (Role.LEADER, Role.DEPUTY)


def has_left(who: str) -> Q:
    """Whoever that was has neither post nor role today."""
    today = clock.today()
    serving = Appointment.objects.running(today).filter(person=OuterRef(who))
    entrusted = Grant.objects.running(today).filter(person=OuterRef(who))
    return Q(**{f"{who}__isnull": False}) & ~Exists(serving) & ~Exists(entrusted)


def _holds_no_office() -> Q:
    """Whoever leads it holds no role today, of his own or lent, that lets him lead such a talk there."""
    found = Q(pk__in=())
    place = ExpressionWrapper(OuterRef("unit__path"), CharField())
    for kind, roles in LEADS.items():
        entrusted = Grant.objects.running(clock.today()).filter(person=OuterRef("led_by"), role__in=roles)
        above = entrusted.annotate(place=place).filter(place__startswith=F("unit__path"))
        found |= Q(~Exists(above), kind=kind)
    return found


class TalkQuerySet(models.QuerySet["Talk"]):
    """Talks as one speaks of them."""

    def open(self) -> Self:
        """Neither closed nor cancelled."""
        return self.filter(state__in=OPEN)

    def before(self) -> Self:
        """Still to be held."""
        return self.filter(state__in=BEFORE)

    def about(self, said: str) -> Self:
        """With such a person, or of such a unit."""
        named = Q(person__name__icontains=said) | Q(unit__name__icontains=said)
        return self.filter(named | Q(unit__short_name__icontains=said))

    def took_place(self) -> Self:
        """Held, whatever became of the record."""
        return self.filter(state__in=TOOK_PLACE)

    def left_alone(self) -> Self:
        """Nobody leads it: nobody was named yet, or who was holds no office any more to lead it."""
        return self.filter(Q(led_by=None) | _holds_no_office())

    def in_charge_of(self, actor: Actor) -> Self:
        """Talks of the kinds that the actor's office it is to lead, with units in the actor's charge."""
        led = Q(pk__in=())
        for kind, roles in LEADS.items():
            if charge := actor.paths(*roles):
                led |= Q(kind=kind, unit__in=Unit.objects.within(charge))
        return self.filter(led)

    def left_with(self, post: Actor, leaver_id: int) -> Self:
        """Talks led by who left the post that go with it, or that nobody else has the office to lead."""
        with_post = Q(pk__in=Talk.objects.in_charge_of(post).values("pk"))
        alone = Q(pk__in=Talk.objects.left_alone().values("pk"))
        return self.filter(with_post | alone, led_by=leaver_id)

    def of_leading(self, actor: Actor) -> Self:
        """Talks that the actor leads, also in somebody's stead, or that fall to the actor's office."""
        fallen = Talk.objects.in_charge_of(actor).left_alone()
        return self.filter(Q(led_by__in=actor.selves) | Q(pk__in=fallen.values("pk")))

    def of_taking_part(self, actor: Actor) -> Self:
        """Talks that the actor leads, joins or records."""
        return self.filter(Q(led_by=actor.id) | Q(second=actor.id) | Q(recorder=actor.id))

    def visible_to(self, actor: Actor) -> Self:
        """The person concerned, those who lead or record it, the leader, the deputy in charge; no others."""
        if actor.id is None:
            return self.none()
        taking_part = Q(led_by=actor.id) | Q(second=actor.id) | Q(recorder=actor.id)
        seen = Q(person=actor.id) | taking_part
        if charge := actor.paths(*OVERSEERS):
            seen |= Q(unit__in=Unit.objects.within(charge))
        return self.filter(seen)


class Talk(models.Model):
    """A talk with somebody: its cause, who takes part, the notice, the record, and what the person says."""

    kind = models.CharField("谈话种类", max_length=12, choices=TalkKind)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="talks", verbose_name="单位")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="talks", verbose_name="谈话对象"
    )
    cause_kind = models.CharField("事由类别", max_length=60)
    cause_id = models.BigIntegerField("事由编号")
    because = models.CharField("事由", max_length=600)
    state = models.CharField("状态", max_length=12, choices=TalkState, default=TalkState.PROPOSED)
    opened_at = models.DateTimeField("提起时间")
    led_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="主谈人"
    )
    second = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="第二谈话人"
    )
    recorder = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="记录人"
    )
    planned_at = models.DateTimeField("谈话时间", null=True)
    place = models.CharField("谈话地点", max_length=100, blank=True)
    notice = models.TextField("谈话通知", blank=True)
    notified_at = models.DateTimeField("通知时间", null=True)
    notified_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="通知人"
    )
    held_at = models.DateTimeField("实际谈话时间", null=True)
    record = models.TextField("谈话记录", blank=True)
    taken_down = models.TextField("记录的本人陈述", blank=True)
    recorded_at = models.DateTimeField("记录时间", null=True)
    recorded_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="填写人"
    )
    own_words = models.TextField("本人意见", blank=True)
    stance = models.CharField("本人核对意见", max_length=10, choices=Stance, blank=True)
    confirmed_at = models.DateTimeField("本人确认时间", null=True)
    refusal = models.CharField("未确认情况", max_length=500, blank=True)
    refusal_noted_at = models.DateTimeField("记明时间", null=True)
    refusal_noted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="记明人"
    )
    closing = models.TextField("跟进情况", blank=True)
    closed_at = models.DateTimeField("办结时间", null=True)
    closed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="办结人"
    )
    cancelled_because = models.CharField("取消理由", max_length=500, blank=True)
    cancelled_at = models.DateTimeField("取消时间", null=True)
    cancelled_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="取消人"
    )

    objects = TalkQuerySet.as_manager()

    class Meta:
        verbose_name = "谈话"
        ordering = ("-opened_at", "-id")
        indexes = (models.Index(fields=["unit", "-opened_at"], name="talk_by_unit"),)
        constraints = (
            models.UniqueConstraint(fields=["kind", "cause_kind", "cause_id"], name="one_talk_of_a_cause"),
            models.CheckConstraint(
                condition=~Q(led_by=F("person")) & ~Q(second=F("person")) & ~Q(recorder=F("person")),
                name="nobody_leads_a_talk_about_himself",
            ),
            models.CheckConstraint(
                condition=~Q(led_by=F("second")) & ~Q(led_by=F("recorder")), name="talked_by_two"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(TOOK_PLACE))
                | Q(person__isnull=False, led_by__isnull=False, second__isnull=False)
                & Q(recorder__isnull=False, held_at__isnull=False, notified_at__isnull=False)
                & ~Q(record=""),
                name="held_by_two_after_notice_with_a_record",
            ),
            models.CheckConstraint(
                condition=~Q(state=TalkState.CONFIRMED) | Q(confirmed_at__isnull=False) & ~Q(stance=""),
                name="confirmed_by_the_person_concerned",
            ),
            models.CheckConstraint(
                condition=~Q(state=TalkState.CANCELLED)
                | Q(cancelled_at__isnull=False) & ~Q(cancelled_because=""),
                name="cancelled_with_a_reason",
            ),
        )
        triggers = (
            pgtrigger.Protect(name="talk_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="talk_record_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.state IN ('confirmed', 'unconfirmed', 'closed') AND "
                    "ROW(OLD.record, OLD.taken_down, OLD.held_at, OLD.person_id) IS DISTINCT FROM "
                    "ROW(NEW.record, NEW.taken_down, NEW.held_at, NEW.person_id)"
                ),
            ),
            pgtrigger.Protect(
                name="talk_own_words_stand",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.confirmed_at IS NOT NULL AND "
                    "ROW(OLD.own_words, OLD.stance, OLD.confirmed_at) IS DISTINCT FROM "
                    "ROW(NEW.own_words, NEW.stance, NEW.confirmed_at)"
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.unit_id}"

    @property
    def ref(self) -> Ref:
        """How other packages name this talk."""
        return Ref("talks.talk", self.pk)

    @property
    def cause(self) -> Ref:
        """What it is about, as another package keeps it."""
        return Ref(self.cause_kind, self.cause_id)

    @property
    def planned_on(self) -> date | None:
        """The day of the talk."""
        return self.planned_at.astimezone(clock.ZONE).date() if self.planned_at else None

    @property
    def taking_part(self) -> set[int]:
        """Who leads, joins or records it."""
        people = (self.led_by_id, self.second_id, self.recorder_id)
        return {person for person in people if person is not None}

    @property
    def is_frozen(self) -> bool:
        """The record can no longer be put right: the person concerned has answered it."""
        return self.state in FROZEN

    @property
    def light(self) -> Due:
        """A talk not held by its day is overdue."""
        return talk_light(
            state=self.state, planned_on=self.planned_on, today=clock.today(), calendar=CALENDAR
        )

    @property
    def days_left(self) -> int | None:
        """Days until the talk; negative once its day has passed."""
        return (self.planned_on - clock.today()).days if self.planned_on else None
