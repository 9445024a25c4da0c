"""Who is away, as far as one may know."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from lianheng.kernel import clock
from lianheng.kernel.verdict import Verdict
from lianheng.organisation import policy
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Absence, AbsenceQuerySet, Person, Unit
from lianheng.organisation.models.absences import nearest_above
from lianheng.organisation.terms import AbsenceState

SHOWN = 100


@dataclass(frozen=True, slots=True)
class AbsenceSheet:
    """An absence, and what one may do about it."""

    absence: Absence
    sees_reason: bool
    today: date
    may_decide: Verdict
    may_withdraw: Verdict
    may_shorten: Verdict

    @property
    def is_over(self) -> bool:
        """Whether he is back."""
        return self.absence.to_on is not None and self.absence.to_on < self.today

    @property
    def is_running(self) -> bool:
        """Away today, and it was confirmed."""
        confirmed = self.absence.state == AbsenceState.CONFIRMED
        return confirmed and self.absence.from_on <= self.today and not self.is_over


def absence_list(actor: Actor) -> list[AbsenceSheet]:
    """The absences that one may know of: those that wait first, then the latest."""
    waiting = absences_to_decide(actor)
    others = _absences(actor).exclude(pk__in=waiting.values("pk"))
    return _sheets(actor, [*waiting, *others[:SHOWN]])


def absences_of(actor: Actor, person: Person) -> list[AbsenceSheet]:
    """The absences of one person."""
    return _sheets(actor, _absences(actor).filter(person=person)[:SHOWN])


def absences_in(actor: Actor, unit: Unit) -> list[AbsenceSheet]:
    """Who in this unit is away today or will be."""
    coming = _absences(actor).standing().overlapping(clock.today(), None)
    return _sheets(actor, coming.filter(unit=unit)[:SHOWN])


def absence_or_404(actor: Actor, absence_id: int) -> AbsenceSheet:
    """An absence that one may know of."""
    found = _sheets(actor, _absences(actor).filter(pk=absence_id))
    if not found:
        raise Http404
    return found[0]


def absences_to_decide(actor: Actor) -> AbsenceQuerySet:
    """What waits for the actor's confirmation; nobody's own."""
    nearest = nearest_above(actor, clock.today(), "person")
    rows = Absence.objects.filter(nearest, state=AbsenceState.REPORTED)
    waiting = rows.exclude(person__in=actor.selves).select_related("person", "unit")
    return waiting.order_by("from_on", "id")


def may_report_absence(actor: Actor, person: Person) -> Verdict:
    """Whether one may enter that this person is away."""
    units = Unit.objects.filter(posts__appointments__in=person.appointments.running(clock.today()))
    serving = list(units.order_by("pk").distinct())
    found = [policy.may_report_absence(actor, person.pk, unit) for unit in serving]
    return next((verdict for verdict in found if verdict), found[0] if found else policy.NOT_IN_OFFICE)


def _absences(actor: Actor) -> AbsenceQuerySet:
    return Absence.objects.visible_to(actor).select_related("person", "unit", "reported_by", "decided_by")


def _sheets(actor: Actor, absences: Iterable[Absence]) -> list[AbsenceSheet]:
    today = clock.today()
    return [
        AbsenceSheet(
            each,
            policy.sees_reason(actor, each),
            today,
            policy.may_decide_absence(actor, each),
            policy.may_withdraw_absence(actor, each),
            policy.may_shorten_absence(actor, each),
        )
        for each in absences
    ]
