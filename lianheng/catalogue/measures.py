"""Every measure of every department, in one list."""

from lianheng.checklists import measures as checklists
from lianheng.kernel.measure import Measure

MEASURES: tuple[Measure, ...] = (*checklists.MEASURES,)


def measure(code: str) -> Measure:
    """The measure of that code; raises LookupError when there is none."""
    found = {each.code: each for each in MEASURES}
    return found[code]
