"""What was closed without an upload: by the machine, or by citing what was there; a headline and its list."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count

from lianheng.checklists.models import REVIEWERS, UnitTaskQuerySet, without_upload
from lianheng.checklists.terms import UnitTaskState
from lianheng.kernel.period import Period
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit

from .months import unit_tasks


@dataclass(frozen=True, slots=True)
class WithoutUpload:
    """How many of the accepted tasks needed no upload."""

    month: Period
    accepted: int
    without: int
    by_system: int

    @property
    def share(self) -> Decimal | None:
        """In percent; nothing accepted, no share."""
        if not self.accepted:
            return None
        return (Decimal(100) * self.without / self.accepted).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def by_citing(self) -> int:
        """How many the unit finished by citing a record."""
        return self.without - self.by_system


def closings(actor: Actor, month: Period) -> UnitTaskQuerySet:
    """What was closed without an upload in a month, of one's own office, or as far as one sees."""
    rows = without_upload(_of_office(actor, month))
    return rows.annotate(records=Count("submissions__evidence")).order_by("-accepted_at", "-id")


def closed_without_upload(actor: Actor, month: Period) -> WithoutUpload:
    """The headline of that list."""
    rows = _of_office(actor, month).order_by()
    return WithoutUpload(
        month,
        rows.filter(state=UnitTaskState.ACCEPTED).count(),
        without_upload(rows).count(),
        rows.filter(is_closed_by_system=True).count(),
    )


def _of_office(actor: Actor, month: Period) -> UnitTaskQuerySet:
    rows = unit_tasks(actor, month)
    if offices := actor.paths(*REVIEWERS):
        rows = rows.filter(office__in=Unit.objects.within(offices))
    return rows
