"""People on the roster."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor
from lianheng.organisation.terms import AccountStanding, Sex

from .grants import Grant
from .posts import Appointment
from .units import Unit


class PersonQuerySet(models.QuerySet["Person"]):
    """People as one speaks of them."""

    def serving(self, paths: tuple[str, ...], on: date) -> Self:
        """Whoever is in office on that day at or below one of these places."""
        here = Unit.objects.within(paths)
        in_office = Appointment.objects.running(on).filter(person=OuterRef("pk"), post__unit__in=here)
        return self.filter(Exists(in_office))

    def known_as(self, said: str) -> Self:
        """People of such a name, or with that number."""
        if said.isascii():
            return self.filter(Q(name__icontains=said) | Q(number__istartswith=said))
        return self.filter(name__contains=said)  # characters know no capitals, and numbers have none

    def entrusted(self, role: str, on: date) -> Self:
        """Whoever holds the role on that day, wherever."""
        return self.filter(Exists(Grant.objects.running(on).filter(person=OuterRef("pk"), role=role)))

    def with_account(self, standing: str) -> Self:
        """Whoever can sign in, must choose a password first, cannot any more, or never could."""
        if standing == AccountStanding.NONE:
            return self.filter(account=None)
        if standing == AccountStanding.CLOSED:
            return self.filter(account__is_active=False)
        is_first = standing == AccountStanding.FIRST
        return self.filter(account__is_active=True, account__must_change_password=is_first)

    def serving_in(self, said: str, on: date) -> Self:
        """Whoever is in office on that day in a unit of such a name or code."""
        named = Q(post__unit__name__icontains=said) | Q(post__unit__short_name__icontains=said)
        in_office = Appointment.objects.running(on).filter(named | Q(post__unit__code=said))
        return self.filter(Exists(in_office.filter(person=OuterRef("pk"))))

    def visible_to(self, actor: Actor, on: date) -> Self:
        """The commission's staff see everybody; others themselves and whoever serves in their places."""
        if actor.sees_all_units:
            return self
        serving = Person.objects.serving(actor.places, on).values("pk")
        return self.filter(Q(pk=actor.id) | Q(pk__in=serving))


class Person(models.Model):
    """Somebody on the roster of discipline inspection and supervision."""

    number = models.CharField("人员编号", max_length=30, unique=True)
    name = models.CharField("姓名", max_length=60)
    sort_key = models.CharField("排序", max_length=120, blank=True, db_index=True, editable=False)
    sex = models.CharField("性别", max_length=1, choices=Sex, blank=True)
    born_on = models.DateField("出生年月", null=True, blank=True)
    political_status = models.CharField("政治面貌", max_length=20, blank=True)
    education = models.CharField("学历", max_length=20, blank=True)
    speciality = models.CharField("所学专业", max_length=60, blank=True)
    works_since = models.DateField("参加工作时间", null=True, blank=True)
    in_discipline_since = models.DateField("从事纪检工作时间", null=True, blank=True)
    is_supervisor = models.BooleanField("监察官", default=False)

    in_office: list["Appointment"]  # today's, where a query has read them along

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "人员"
        verbose_name_plural = "人员"
        ordering = ("sort_key", "number")

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        """How other packages name this person."""
        return Ref("organisation.person", self.pk)
