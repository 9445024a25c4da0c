"""Who may lead a talk, who may join and record it, with whom it may be held; as of today."""

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from lianheng.kernel import clock
from lianheng.organisation.models import Appointment, Grant, Person
from lianheng.organisation.rules import ADMINISTRATORS, numbers_above
from lianheng.organisation.terms import UnitKind

from .models import Talk
from .models.talks import has_left
from .rules import LEADS
from .terms import Capacity

TALKERS = frozenset({Capacity.LEADING, Capacity.SECOND})


def leading(talk: Talk) -> QuerySet[Person]:
    """The deputies in charge of the unit and the leader; for a summons the leader alone.

    Nobody leads by a role that the person concerned lent him.
    """
    holding = Grant.objects.running(clock.today()).filter(
        role__in=LEADS[talk.kind], unit__in=numbers_above(talk.unit.path)
    )
    holding = holding.exclude(lent_from__person=talk.person_id or 0)
    return Person.objects.filter(pk__in=holding.values("person_id")).exclude(pk=talk.person_id or 0)


def assisting(talk: Talk) -> QuerySet[Person]:
    """Whoever serves in the commission or one of its offices and is no administrator."""
    today = clock.today()
    serving = Appointment.objects.running(today).filter(
        person=OuterRef("pk"), post__unit__kind__in=(UnitKind.COMMISSION, UnitKind.OFFICE)
    )
    administers = Grant.objects.running(today).filter(person=OuterRef("pk"), role__in=ADMINISTRATORS)
    rows = Person.objects.filter(Exists(serving)).exclude(Exists(administers))
    return rows.exclude(pk=talk.person_id or 0)


def still_to_sign(talk: Talk) -> set[Capacity]:
    """Of the two who talked, those whose signature is missing and who are still in office to give it."""
    signed = set(talk.signatures.values_list("capacity", flat=True))
    gone = {
        capacity
        for capacity, who in ((Capacity.LEADING, "led_by"), (Capacity.SECOND, "second"))
        if Talk.objects.filter(pk=talk.pk).filter(has_left(who)).exists()
    }
    return set(TALKERS) - signed - gone if signed else set(TALKERS)


def in_the_unit(talk: Talk) -> QuerySet[Person]:
    """Whoever serves in the unit today, where the post of its head was vacant."""
    serving = Appointment.objects.running(clock.today()).filter(post__unit=talk.unit_id)
    return Person.objects.filter(pk__in=serving.values("person_id"))


def in_office() -> Prefetch:
    """The posts that each of them holds today, read along as `.in_office`."""
    serving = Appointment.objects.running(clock.today()).select_related("post__unit")
    return Prefetch("appointments", serving, to_attr="in_office")
