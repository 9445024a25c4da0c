"""月末: the month is tallied, published, ranked, and can be recomputed to the last digit."""

from .closing import publish, tally
from .recomputing import Difference
from .replay import replay

__all__ = ["Difference", "publish", "replay", "tally"]
