"""The first run of an installation in earnest: three administrators, whose passwords are told once."""

from collections.abc import Mapping
from dataclasses import dataclass

from lianheng.organisation import actions, identity, sweeps
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.middleware import acting_as
from lianheng.organisation.terms import InstanceKind, Role

THREE = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)


@dataclass(frozen=True, slots=True)
class Administrator:
    """One of the three, as the terminal tells of him once."""

    role: str
    number: str
    name: str
    password: str


def is_due() -> bool:
    """Nobody was made an administrator yet, and this is no drill."""
    return identity.instance_kind() == InstanceKind.LIVE and not sweeps.has_administrators()


def needs_commission() -> bool:
    """Whether the commission must be set up too."""
    return not sweeps.commission_name()


def establish(
    people: Mapping[Role, tuple[str, str]], commission: tuple[str, str] | None = None
) -> list[Administrator]:
    """The three are made, all or none; what is returned is kept nowhere."""
    with acting_as(SYSTEM):
        passwords = actions.found_administrators(people, commission=commission, by=SYSTEM)
    return [Administrator(str(role.label), *people[role], passwords[role]) for role in THREE]
