"""When somebody is away from his post."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import Actor
from lianheng.organisation.rules import HEADS, HEADS_OF_UNITS
from lianheng.organisation.terms import AbsenceKind, AbsenceState, Role, UnitKind

from .grants import Grant
from .people import Person
from .posts import TermQuerySet
from .units import Unit


def stood_above(actor: Actor, unit: str = "unit") -> Q:
    """Rows whose unit the actor heads or is in charge of; in the commission itself its deputies count too."""
    above = Q(**{f"{unit}__in": Unit.objects.within(actor.paths(*HEADS))})
    if actor.holds(Role.DEPUTY):
        above |= Q(**{f"{unit}__kind": UnitKind.COMMISSION})
    return above


def nearest_above(actor: Actor, on: date, *concerned: str) -> Q:
    """Rows that wait for the actor: of the unit he heads, and of those in his charge where no head could act.

    Those concerned by the row are named by its fields; a head among them cannot act on it.
    """
    heads = Grant.objects.running(on).filter(unit=OuterRef("unit"), role__in=HEADS_OF_UNITS)
    for name in concerned:
        heads = heads.exclude(person=Coalesce(OuterRef(name), Value(0)))
    own = Q(unit__in=Unit.objects.within(actor.paths(*HEADS_OF_UNITS)))
    return own | (stood_above(actor) & Q(~Exists(heads)))


class AbsenceQuerySet(TermQuerySet):
    """Absences as one speaks of them."""

    def confirmed(self) -> Self:
        """Those that count."""
        return self.filter(state=AbsenceState.CONFIRMED)

    def standing(self) -> Self:
        """Neither declined nor withdrawn."""
        return self.filter(state__in=(AbsenceState.REPORTED, AbsenceState.CONFIRMED))

    def overlapping(self, first: date, last: date | None) -> Self:
        """Away on some day from the first to the last."""
        rows = self.filter(Q(to_on=None) | Q(to_on__gte=first))
        return rows.filter(from_on__lte=last) if last else rows

    def visible_to(self, actor: Actor) -> Self:
        """The one concerned, whoever heads or is in charge of the unit, and the scoring office there."""
        scored = Q(unit__in=Unit.objects.within(actor.paths(Role.SCORER)))
        own = Q(person=actor.id) if actor.id else Q(pk__in=())
        return self.filter(own | scored | stood_above(actor))


class Absence(models.Model):
    """A person is away from his post from a day to a day: sick, seconded, on leave, learning, travelling."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absences", verbose_name="人员")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="absences", verbose_name="单位")
    kind = models.CharField("事由", max_length=12, choices=AbsenceKind)
    from_on = models.DateField("离岗日期")
    to_on = models.DateField("返岗前一日", null=True, blank=True)
    reason = models.CharField("说明", max_length=300, blank=True)
    is_of_head = models.BooleanField("负责人离岗", default=False)
    state = models.CharField("状态", max_length=10, choices=AbsenceState, default=AbsenceState.REPORTED)
    reported_at = models.DateTimeField("登记时间")
    reported_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    decided_at = models.DateTimeField("确认时间", null=True)
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="确认人"
    )

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = "离岗"
        ordering = ("-from_on", "-id")
        indexes = (models.Index(fields=["unit", "state", "from_on"], name="absence_by_unit"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="absence_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("person")),
                name="nobody_confirms_his_own_absence",
            ),
            models.CheckConstraint(
                condition=~Q(state=AbsenceState.CONFIRMED) | Q(decided_at__isnull=False),
                name="confirmed_absence_says_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.person_id}"

    @property
    def ref(self) -> Ref:
        """How other packages name this absence."""
        return Ref("organisation.absence", self.pk)
