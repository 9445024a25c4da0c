"""The year: prepared from everything that is known of it, published when it was contested; once only."""

from typing import TYPE_CHECKING

from django.db import transaction

from lianheng.assessment import actions as assessment
from lianheng.assessment.terms import YearState
from lianheng.kernel.period import Period
from lianheng.organisation.actor import Actor

from .reading import unit_years

if TYPE_CHECKING:
    from lianheng.assessment.models import Year


@transaction.atomic
def prepare(year: Period, *, by: Actor) -> "Year":
    """Work out every unit's year and show it; a year already prepared stays as it is."""
    row = assessment.lock_year(year)
    if row.state != YearState.OPEN:
        return row
    return assessment.prepare_year(row, unit_years(year), by=by)


@transaction.atomic
def publish(year: Period, *, by: Actor) -> "Year":
    """Close the year for good; a year already published stays as it is."""
    row = assessment.lock_year(year)
    return row if row.state == YearState.PUBLISHED else assessment.publish_year(row, by=by)
