"""Who somebody is, before there is an actor: in office, at sign-in, at the command line, on a drill."""

from datetime import date

from django.http import Http404

from lianheng.kernel import clock
from lianheng.kernel.period import months_before

from .actor import NOBODY, Actor, Held, StandIn
from .models import Account, Appointment, Grant, Instance, Person
from .rules import RECUSAL_MONTHS
from .terms import InstanceKind, Role

DRILL_ROLES = (
    Role.LEADER,
    Role.DEPUTY,
    Role.SCORER,
    Role.OFFICE_HEAD,
    Role.OFFICE_CLERK,
    Role.UNIT_HEAD,
    Role.UNIT_CLERK,
    Role.SYSTEM_ADMIN,
    Role.SECURITY_ADMIN,
    Role.AUDIT_ADMIN,
)


def actor_of(person: Person | int, on: date | None = None, *, standing_in: int | None = None) -> Actor:
    """The person in office on that day: the unit of the latest appointment, else of the first grant.

    With the number of a delegation the actor stands in for whoever lent the role, and holds nothing else.
    """
    on = on or clock.today()
    person_id = person if isinstance(person, int) else person.pk
    granted = list(
        Grant.objects.running(on).filter(person_id=person_id).select_related("unit", "lent_from__person")
    )
    lent = {stand_in.delegation_id: stand_in for stand_in in map(_stand_in, granted) if stand_in}
    stead = lent.get(standing_in) if standing_in else None
    in_use = stead.delegation_id if stead else None
    posts = _posts((person_id, stead.person_id) if stead else (person_id,), on)
    main = next((each for each in posts if each.person_id == person_id and each.is_running(on)), None)
    own = [grant for grant in granted if grant.lent_from_id is None]
    unit = main.post.unit if main else own[0].unit if own else None
    who = person if isinstance(person, Person) else main.person if main else Person.objects.get(pk=person)
    return Actor(
        id=who.pk,
        name=who.name,
        number=who.number,
        unit_id=unit.pk if unit else None,
        unit_name=str(unit or ""),
        unit_kind=unit.kind if unit else "",
        unit_path=unit.path if unit else "",
        held=tuple(
            Held(grant.role, grant.unit_id, grant.unit.path)
            for grant in granted
            if grant.delegation_id == in_use
        ),
        served=tuple(dict.fromkeys(each.post.unit.path for each in posts)),
        on_behalf_of=stead,
        standing_in=tuple(lent.values()),
    )


def _posts(people: tuple[int, ...], on: date) -> list[Appointment]:
    """The posts of these people, now and as long ago as a former unit is one's own, latest first."""
    rows = Appointment.objects.since(months_before(on, RECUSAL_MONTHS), on).filter(person__in=people)
    return list(rows.select_related("person", "post__unit").order_by("-from_on", "-pk"))


def _stand_in(grant: Grant) -> StandIn | None:
    """The errand behind a role that was lent."""
    if grant.delegation_id is None or grant.lent_from is None or grant.to_on is None:
        return None
    lender = grant.lent_from.person
    return StandIn(grant.delegation_id, lender.pk, lender.name, grant.role, grant.to_on)


def actor_for_account(account: Account, *, standing_in: int | None = None) -> Actor:
    """Whoever signed in with this account; nobody once it was closed, or neither post nor role is left."""
    actor = actor_of(account.person_id, standing_in=standing_in) if account.is_active else NOBODY
    return actor if actor.is_in_office else NOBODY


def actor_by_number(number: str) -> Actor | None:
    """Whoever has this person number."""
    person = Person.objects.filter(number=number).first()
    return actor_of(person) if person else None


def instance_kind() -> InstanceKind:
    """What this installation is for."""
    kept = Instance.objects.first()
    return InstanceKind(kept.kind) if kept else InstanceKind.LIVE


def drill_people() -> list[Grant]:
    """On a drill, one person with an account for each role, for trying things out."""
    if instance_kind() != InstanceKind.DEMO:
        return []
    running = Grant.objects.running(clock.today())
    granted = running.own().filter(role__in=DRILL_ROLES, person__account__is_active=True)
    first = granted.order_by("role", "pk").distinct("role").select_related("person__account", "unit")
    return sorted(first, key=lambda grant: DRILL_ROLES.index(Role(grant.role)))


def drill_account_or_404(number: str) -> Account:
    """On a drill, the account of one of the people that the sign-in page lists."""
    for grant in drill_people():
        if grant.person.number == number:
            return grant.person.account
    raise Http404
