"""The months of the ledger, and each unit's part in them."""

import pgtrigger
from django.db import models
from django.db.models import Q

from lianheng.assessment.terms import MonthState
from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref
from lianheng.organisation.models import Person, Unit
from lianheng.organisation.terms import Role

SCORING = (Role.LEADER, Role.DEPUTY, Role.SCORER)
ASSESSED = (Role.UNIT_HEAD, Role.UNIT_CLERK)


class Month(models.Model):
    """A month of the ledger: open, tallied with its objection window, published for good."""

    first_day = models.DateField("月份", primary_key=True)
    state = models.CharField("状态", max_length=10, choices=MonthState, default=MonthState.OPEN)
    is_taken_over = models.BooleanField("补录", default=False)
    tallied_at = models.DateTimeField("统计时间", null=True)
    tallied_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="统计人"
    )
    objections_until = models.DateField("异议期至", null=True)
    is_window_provisional = models.BooleanField("暂估", default=False)
    published_at = models.DateTimeField("公布时间", null=True)
    published_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="公布人"
    )
    taken_over_because = models.CharField("不待异议期满的理由", max_length=300, blank=True)

    class Meta:
        verbose_name = "考核月"
        ordering = ("-first_day",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state=MonthState.OPEN)
                | Q(tallied_at__isnull=False, objections_until__isnull=False),
                name="tallied_month_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=MonthState.PUBLISHED)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="published_by_a_person",
            ),
        )
        triggers = (
            pgtrigger.FSM(
                name="only_onwards",
                field="state",
                transitions=[
                    (MonthState.OPEN, MonthState.TALLIED),
                    (MonthState.TALLIED, MonthState.PUBLISHED),
                ],
            ),
            pgtrigger.Protect(
                name="published_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state=MonthState.PUBLISHED),
            ),
            pgtrigger.Protect(
                name="months_stay",
                operation=pgtrigger.Delete,
                condition=~pgtrigger.Q(old__state=MonthState.OPEN),
            ),
        )

    def __str__(self) -> str:
        return str(self.period)

    @property
    def period(self) -> Period:
        """The month as a period."""
        return Period(self.first_day, 1)

    @property
    def ref(self) -> Ref:
        """How other packages name this month: by its year and month as a number."""
        return Ref("assessment.month", self.first_day.year * 100 + self.first_day.month)


class Participant(models.Model):
    """A unit's part in a tallied month: its class, whether it is only observed, what it was asked."""

    month = models.ForeignKey(
        Month, on_delete=models.PROTECT, related_name="participants", verbose_name="月份"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    peer_class = models.CharField("考核分组", max_length=40, blank=True)
    is_observed = models.BooleanField("观察期")
    tasks = models.PositiveIntegerField("任务数")
    exempted = models.PositiveIntegerField("免除数")
    minutes = models.PositiveIntegerField("预计用时 (分钟)", default=0)

    class Meta:
        verbose_name = "参评单位"
        constraints = (models.UniqueConstraint(fields=["month", "unit"], name="takes_part_once"),)
        triggers = (
            pgtrigger.Protect(name="participant_frozen", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"{self.month_id} {self.unit_id}"

    @property
    def is_scored(self) -> bool:
        """A unit without a task, or with every task exempted, is not scored."""
        return self.tasks > self.exempted
