"""月末: the month is tallied, published, ranked, and can be recomputed to the last digit."""

from .closing import publish, tally
from .replay import Difference, replay

__all__ = ["Difference", "publish", "replay", "tally"]
