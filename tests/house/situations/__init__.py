"""For each thing that somebody may do: a situation in which it can be done, and others that limit it."""

from collections.abc import Callable

from . import assessment, checklists, organisation, papers, talks
from .people import Situation

ROOMS = (organisation, papers, checklists, assessment, talks)
SITUATIONS: dict[str, tuple[Situation, ...]] = {
    f"{room.__name__.rpartition('.')[2]}.{name}": situations
    for room in ROOMS
    for name, situations in room.SITUATIONS.items()
}

__all__ = ["SITUATIONS", "Callable", "Situation"]
