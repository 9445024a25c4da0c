"""The month's list is closed."""

from typing import Self

from django.db import connection, models

from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref


class ClosureQuerySet(models.QuerySet["Closure"]):
    """Closures as one asks for them."""

    def of_month(self, month: Period) -> Self:
        """Of that month."""
        return self.filter(month=month.first_day)

    def hold(self, month: Period, *, alone: bool = False) -> bool:
        """Hold the month's list as it is to the end of the transaction; whether it is closed.

        Many may hold it together and work on its tasks; whoever issues or closes holds it alone.
        """
        lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
        with connection.cursor() as cursor:
            cursor.execute(f"select {lock}(hashtext('checklists.closure'), %s)", [number_of(month)])
        return self.of_month(month).exists()


def number_of(month: Period) -> int:
    """The month as a number: 202610."""
    return month.first_day.year * 100 + month.first_day.month


class Closure(models.Model):
    """The month's list is closed: it was tallied, nothing can be issued, handed in or reviewed any more."""

    month = models.DateField("月份", primary_key=True)
    closed_at = models.DateTimeField("截止时间")

    objects = ClosureQuerySet.as_manager()

    class Meta:
        verbose_name = "清单截止"

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"

    @property
    def ref(self) -> Ref:
        """How other packages name this month's list."""
        return Ref("checklists.month", number_of(Period(self.month, 1)))
