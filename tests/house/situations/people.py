"""A small district without a database: one person of each role, and the units for which they hold it."""

from collections.abc import Callable
from datetime import date

from lianheng.kernel.moments import at_hour
from lianheng.organisation.actor import Actor, Held
from lianheng.organisation.models import Unit
from lianheng.organisation.terms import Role, UnitKind

Situation = Callable[[Actor], object]

TODAY = date(2026, 11, 5)
NOW = at_hour(TODAY, 9)
SOMEBODY, ANOTHER = 901, 902
COMMISSION = Unit(pk=1, path="1.", kind=UnitKind.COMMISSION, name="区纪委监委")
OFFICE = Unit(pk=2, path="1.2.", kind=UnitKind.OFFICE, name="党风政风监督室")
TOWN = Unit(pk=3, path="1.3.", kind=UnitKind.TOWNSHIP, name="东镇纪委", peer_class="乡镇")
NEXT_TOWN = Unit(pk=4, path="1.4.", kind=UnitKind.TOWNSHIP, name="西镇纪委", peer_class="乡镇")
NEXT_OFFICE = Unit(pk=5, path="1.5.", kind=UnitKind.OFFICE, name="信访室")
PLACES = dict.fromkeys(Role, COMMISSION)
PLACES |= dict.fromkeys((Role.OFFICE_HEAD, Role.OFFICE_CLERK), OFFICE)
PLACES |= dict.fromkeys((Role.UNIT_HEAD, Role.UNIT_CLERK), TOWN)


def holding(role: Role) -> Actor:
    """Somebody who holds this role and nothing else, where such people serve."""
    place = PLACES[role]
    return Actor(
        id=100 + list(Role).index(role),
        name=str(role.label),
        unit_id=place.pk,
        unit_kind=place.kind,
        unit_path=place.path,
        held=(Held(role, place.pk, place.path),),
    )


def role_of(actor: Actor) -> str:
    """The one role that he holds."""
    return actor.held[0].role if actor.held else ""
