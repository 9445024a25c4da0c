"""What was published of a period."""

import pgtrigger
from django.db import models

from lianheng.organisation.models import Unit


class Standing(models.Model):
    """What was published for a unit in a month, quarter or year: score, place, and why it has none."""

    period = models.CharField("期间", max_length=7)
    first_day = models.DateField("起始日")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="standings", verbose_name="单位")
    peer_class = models.CharField("考核分组", max_length=40, blank=True)
    score = models.DecimalField("得分", max_digits=6, decimal_places=2, null=True)
    rank = models.PositiveIntegerField("名次", null=True)
    ranked_units = models.PositiveIntegerField("参加排名单位数", default=0)
    is_bottom_three = models.BooleanField("后三位", default=False)
    is_observed = models.BooleanField("观察期", default=False)
    is_negative = models.BooleanField("负面清单", default=False)

    class Meta:
        verbose_name = "名次"
        ordering = ("period", "peer_class", "rank")
        constraints = (models.UniqueConstraint(fields=["period", "unit"], name="one_standing_in_a_period"),)
        indexes = (
            models.Index(fields=["unit", "first_day"], name="standing_by_unit"),
            models.Index(fields=["period", "peer_class", "rank"], name="standing_by_rank"),
        )
        triggers = (pgtrigger.Protect(name="standing_frozen", operation=pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"{self.period} {self.unit_id}: {self.score}"
