"""Units: the tree of the commission, its offices and the grassroots bodies."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor
from lianheng.organisation.rules import numbers_above
from lianheng.organisation.terms import UnitKind


class UnitQuerySet(models.QuerySet["Unit"]):
    """Units as one speaks of them."""

    def standing(self, on: date) -> Self:
        """Units that exist on that day."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=on))

    def ranked(self) -> Self:
        """Units that are compared with their peers."""
        return self.exclude(peer_class="")

    def within(self, paths: tuple[str, ...]) -> Self:
        """Units that stand at or below one of these places."""
        below = Q(pk__in=())
        for path in paths:
            below |= Q(path__startswith=path)
        return self.filter(below)

    def named(self, said: str) -> Self:
        """Units whose name, short name or code is like that."""
        return self.filter(
            Q(name__icontains=said) | Q(short_name__icontains=said) | Q(code__istartswith=said)
        )

    def below(self, said: str) -> Self:
        """Units directly below one of such a name or code."""
        named = Q(superior__name__icontains=said) | Q(superior__short_name__icontains=said)
        return self.filter(named | Q(superior__code=said))

    def visible_to(self, actor: Actor) -> Self:
        """The commission's staff see every unit; others see their own, what is below and above it."""
        if actor.sees_all_units:
            return self
        above = {number for path in actor.places for number in numbers_above(path)}
        below = Q(pk__in=above)
        for path in actor.places:
            below |= Q(path__startswith=path)
        return self.filter(below)


class Unit(models.Model):
    """A unit in the tree: the commission, its offices, the grassroots bodies, villages, host units."""

    code = models.CharField("单位编码", max_length=30, unique=True)
    name = models.CharField("单位名称", max_length=100)
    short_name = models.CharField("简称", max_length=40, blank=True)
    superior = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="subordinates",
        verbose_name="上级",
    )
    path = models.CharField("层级", max_length=200, db_index=True, editable=False)
    kind = models.CharField("类别", max_length=12, choices=UnitKind)
    peer_class = models.CharField("考核分组", max_length=40, blank=True, db_index=True)
    position = models.IntegerField("建制顺序", default=0)
    founded_on = models.DateField("成立日期", null=True, blank=True)
    closed_on = models.DateField("撤销日期", null=True, blank=True)
    is_larger = models.BooleanField("规模较大", default=False)
    hosts = models.ManyToManyField(
        "self", symmetrical=False, related_name="covered_by", verbose_name="驻在单位"
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "单位"
        ordering = ("position", "code")
        indexes = (models.Index(fields=["position", "code"], name="unit_in_official_order"),)

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def ref(self) -> Ref:
        """How other packages name this unit."""
        return Ref("organisation.unit", self.pk)
