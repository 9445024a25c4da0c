"""Every measure of every department, in one list."""

from lianheng.checklists import measures as checklists
from lianheng.kernel.measure import Measure
from lianheng.organisation.actor import Actor

MEASURES: tuple[Measure, ...] = (*checklists.MEASURES,)


def measure_list(actor: Actor) -> tuple[Measure, ...]:
    """What can be counted; what it is now is another question, and another right."""
    return MEASURES


def measure(code: str) -> Measure:
    """The measure of that code; raises LookupError when there is none."""
    found = {each.code: each for each in MEASURES}
    return found[code]
