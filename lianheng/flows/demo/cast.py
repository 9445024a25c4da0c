"""Who acts in the drill: people found by their numbers, so that a broken-off run finds them again."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lianheng.organisation import queries
from lianheng.organisation.actor import Actor

from .data import number_of, rows
from .district import COMMISSION, SCORING_OFFICE, towns

if TYPE_CHECKING:
    from lianheng.organisation.models import Person, Unit

HEAD, FIRST_CLERK, SECOND_CLERK = 1, 2, 3
SECURITY = 6


class Cast:
    """The people of the drill, as they stand in office now."""

    def __init__(self) -> None:
        self._found: dict[str, Actor] = {}
        self._units: dict[str, Unit] = {}

    def at(self, unit_code: str, place: int) -> Actor:
        """Whoever stands in that place of the unit's roster."""
        return self._known(number_of(unit_code, place))

    def _known(self, number: str) -> Actor:
        if number not in self._found:
            actor = queries.actor_by_number(number)
            assert actor is not None, number
            if not actor.held:
                return actor
            self._found[number] = actor
        return self._found[number]

    def of(self, person: "Person") -> Actor:
        """That person, as he stands in office now."""
        return self._known(person.number)

    def person(self, actor: Actor) -> "Person":
        """The person behind an actor."""
        found = queries.person_by_number(self.leader, actor.number)
        assert found is not None, actor.number
        return found

    def unit(self, code: str) -> "Unit":
        """The unit with that code."""
        if code not in self._units:
            unit = queries.own_unit(self.at(code, HEAD))
            assert unit is not None, code
            self._units[code] = unit
        return self._units[code]

    @property
    def leader(self) -> Actor:
        """The secretary of the commission."""
        return self.at(COMMISSION, HEAD)

    @property
    def security(self) -> Actor:
        """Who entrusts roles, and does nothing else."""
        return self.at(COMMISSION, SECURITY)

    @property
    def scorer(self) -> Actor:
        """Who scores, and reviews nothing."""
        return self.at(SCORING_OFFICE, FIRST_CLERK)

    @property
    def second_scorer(self) -> Actor:
        """Who confirms what another found."""
        return self.at(SCORING_OFFICE, SECOND_CLERK)

    def deputy_for(self, peer_class: str) -> Actor:
        """The deputy in charge of the units of this class."""
        numbers = (number for number, charges in rows("charges") if peer_class in charges.split(";"))
        return self.at(COMMISSION, int(next(numbers).removeprefix(COMMISSION)))

    def everybody(self) -> Iterator[Actor]:
        """Everyone in a place that reads messages."""
        for code, kind in [(row[0], row[4]) for row in rows("units")] + [
            (code, "township") for code in towns()
        ]:
            for of_kind, place, _, role, *_ in rows("posts"):
                if of_kind == kind and role:
                    yield self.at(code, int(place))
