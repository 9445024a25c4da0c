"""What people read of the measures."""

from lianheng.kernel.measure import Measure
from lianheng.organisation.actor import Actor

from .contents import MEASURES


def measure_list(actor: Actor) -> tuple[Measure, ...]:
    """What can be counted; what it is now is another question, and another right."""
    return MEASURES
