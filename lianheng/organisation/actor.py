"""The actor: who acts, for which unit, with which roles; plain data, so that policies need no database."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from .terms import ON_BEHALF, SYSTEM_NAME, Role, UnitKind

LONGEST_SIGNATURE = 60


class Placed(Protocol):
    """Anything that has its place in the tree of units."""

    @property
    def path(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Held:
    """A role held for a unit and all that stands below it."""

    role: str
    unit_id: int
    path: str


@dataclass(frozen=True, slots=True)
class StandIn:
    """For whom one may stand in today, in which role, and until when."""

    delegation_id: int
    person_id: int
    name: str
    role: str
    until: date

    @property
    def label(self) -> str:
        """The role in words."""
        return str(Role(self.role).label)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody in office, today."""

    id: int | None
    name: str
    number: str = ""
    unit_id: int | None = None
    unit_name: str = ""
    unit_kind: str = ""
    unit_path: str = ""
    held: tuple[Held, ...] = ()
    served: tuple[str, ...] = ()  # where he held a post within the last three years, and where he holds one
    on_behalf_of: StandIn | None = None
    standing_in: tuple[StandIn, ...] = ()

    @property
    def signature(self) -> str:
        """How the journal names whoever acts: also in whose stead."""
        if self.on_behalf_of is None:
            return self.name
        said = ON_BEHALF.format(name=self.name, principal=self.on_behalf_of.name)
        return said[:LONGEST_SIGNATURE]

    @property
    def selves(self) -> tuple[int, ...]:
        """Whose deeds count as one's own: one's own, and those of whoever one stands in for just now."""
        own = () if self.id is None else (self.id,)
        return own if self.on_behalf_of is None else (*own, self.on_behalf_of.person_id)

    @property
    def is_in_office(self) -> bool:
        """Whether there is a post or a role today; without either an account opens nothing."""
        return self.unit_id is not None

    @property
    def is_system(self) -> bool:
        """Whether the machine itself acts, or the operator at its command line."""
        return self.id is None and self.name == SYSTEM.name

    @property
    def is_of_commission(self) -> bool:
        """Whether the actor serves in the commission or one of its offices."""
        return self.unit_kind in (UnitKind.COMMISSION, UnitKind.OFFICE)

    @property
    def sees_all_units(self) -> bool:
        """The commission's staff, and the machine at its command line, see every unit and everybody in it.

        An account that waits for a role opens nothing.
        """
        return self.is_system or (self.is_of_commission and bool(self.held))

    @property
    def places(self) -> tuple[str, ...]:
        """Where the actor belongs: the own unit, and each for which a role is held; nowhere without one."""
        own = (self.unit_path,) if self.unit_path and self.held else ()
        return tuple(dict.fromkeys(own + tuple(held.path for held in self.held)))

    def served_in(self, unit: Placed) -> bool:
        """Whether he serves in the unit, or did within the last three years (回避)."""
        return any(path.startswith(unit.path) for path in self.served)

    @property
    def units_served(self) -> frozenset[int]:
        """The numbers of those units, and of all above them."""
        return frozenset(int(number) for path in self.served for number in path.split(".") if number)

    def roles(self) -> frozenset[str]:
        """Every role held anywhere."""
        return frozenset(held.role for held in self.held)

    def holds(self, role: Role, unit: Placed | None = None) -> bool:
        """Whether the role is held at all, or for this very unit or one above it."""
        return any(
            held.role == role and (unit is None or unit.path.startswith(held.path)) for held in self.held
        )

    def paths(self, *roles: Role) -> tuple[str, ...]:
        """The places for which one of these roles is held."""
        return tuple(held.path for held in self.held if held.role in roles)

    def units(self, *roles: Role) -> frozenset[int]:
        """The units for which one of these roles was granted, those below not counted."""
        return frozenset(held.unit_id for held in self.held if held.role in roles)


SYSTEM = Actor(id=None, name=SYSTEM_NAME)
NOBODY = Actor(id=None, name="")
