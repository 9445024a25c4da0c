"""The agenda of the drill: what is done at which moment, lived in order."""

from collections.abc import Callable
from datetime import datetime
from heapq import heappop, heappush
from itertools import count

from lianheng.instance import context
from lianheng.kernel import clock
from lianheng.organisation.actor import Actor

Act = Callable[[], object]


class Agenda:
    """Acts by their moments; an act may enter further ones."""

    def __init__(self) -> None:
        self._coming: list[tuple[datetime, int, Actor, Act]] = []
        self._number = count()

    def enter(self, moment: datetime, by: Actor, act: Act) -> None:
        """At that moment this person does this."""
        heappush(self._coming, (moment, next(self._number), by, act))

    def live(self, until: datetime) -> None:
        """Live everything up to that moment; what lies after it is left for later."""
        while self._coming and self._coming[0][0] <= until:
            moment, _, by, act = heappop(self._coming)
            with clock.standing_at(moment), context.acting_as(by.id):
                act()
