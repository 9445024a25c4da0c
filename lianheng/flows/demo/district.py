"""The drill district is founded: units, people on their posts, roles, accounts."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from lianheng.kernel.period import months_before
from lianheng.organisation import actions
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.rules import default_peer_class
from lianheng.organisation.terms import Role, Sex, UnitKind

from .data import chance, letters, made_up_names, number_of, rows

if TYPE_CHECKING:
    from lianheng.organisation.models import Person, Unit

    Units = dict[str, Unit]

PASSWORD = "lianheng-yanlian"  # nosec B105 # of the demonstration, which is served on this machine only
COMMISSION, SCORING_OFFICE, YOUNGEST = "360704", "KHB", "PZ12"
LEAVING, VACANT = "PZ02", "PZ03"
RECOVERING_TOWN, SLIDING_TOWN, EXAMPLE_TOWN = 8, 13, 0
SIGNING_IN = (
    *((COMMISSION, place) for place in (1, 2, 5, 6, 7)),
    *((SCORING_OFFICE, place) for place in (2, 3)),
    *(("DFS", place) for place in (1, 2)),
    ("PZ01", 1),
    (LEAVING, 1),
    (LEAVING, 3),
)


def found(start: date, today: date) -> None:
    """Everything that stood before the first month began."""
    units: Units = {}
    _bodies(units, start, today)
    _divisions(units)
    people = _staff(units, start)
    _charges(people, units, start)


def towns() -> list[str]:
    """The codes of the townships."""
    return sorted({row[0] for row in rows("divisions")} - {_zone()})


def ranked_bodies() -> dict[str, list[str]]:
    """The codes of the units of each class, those apart that are only observed."""
    classes = {default_peer_class(UnitKind.TOWNSHIP): towns()}
    for code, _, _, _, kind, peer_class, *_ in rows("units"):
        peers = peer_class or default_peer_class(kind)
        if peers and code != YOUNGEST:
            classes.setdefault(peers, []).append(code)
    return classes


def _zone() -> str:
    """The development zone is no township; its body stands among the units."""
    return max(row[0] for row in rows("divisions"))


def _bodies(units: "Units", start: date, today: date) -> None:
    """The commission, its offices, host units, dispatched groups, bodies of enterprises."""
    superiors_first = sorted(rows("units"), key=lambda row: (bool(row[3]), bool(row[7])))
    for code, name, short, superior, kind, peer_class, position, hosts in superiors_first:
        units[code] = actions.add_unit(
            code=code,
            name=name,
            short_name=short,
            superior=units.get(superior),
            kind=kind,
            peer_class=peer_class or None,
            position=int(position),
            founded_on=months_before(today, 1) if code == YOUNGEST else months_before(start, 60),
            hosts=[units[host] for host in hosts.split(";") if host],
            by=SYSTEM,
        )


def _divisions(units: "Units") -> None:
    """Townships and, below each, its villages and communities."""
    for position, (town_code, town, code, name) in enumerate(rows("divisions"), 1):
        if town_code == _zone():
            continue
        if town_code not in units:
            units[town_code] = actions.add_unit(
                code=town_code,
                name=letters("body").format(town),
                short_name=town,
                kind=UnitKind.TOWNSHIP,
                position=24 + position // 16,
                superior=units[COMMISSION],
                by=SYSTEM,
            )
        kind = (
            UnitKind.COMMUNITY if name.endswith(tuple(letters("community").split(";"))) else UnitKind.VILLAGE
        )
        actions.add_unit(
            code=code, name=name, kind=kind, superior=units[town_code], position=1000 + position, by=SYSTEM
        )


def _staff(units: "Units", start: date) -> dict[str, "Person"]:
    """Everybody on the roster, with post, role and, for those who try things out, an account."""
    people, names, signing_in = {}, made_up_names(), _signing_in()
    townships_first = sorted(units.values(), key=lambda unit: unit.kind != UnitKind.TOWNSHIP)
    for unit in townships_first:
        posts = [row for row in rows("posts") if row[0] == unit.kind]
        for _, place, post, role, is_dedicated, is_supervisor in posts:
            person = _person(number_of(unit.code, int(place)), next(names), bool(is_supervisor))
            people[person.number] = person
            since = _in_post_since(person.number, unit, start)
            actions.appoint(person, unit, post, from_on=since, is_dedicated=bool(is_dedicated), by=SYSTEM)
            _entrust(person, role, unit, units[COMMISSION], since)
            if person.number in signing_in:
                actions.open_account(person, by=SYSTEM, password=PASSWORD)
    return people


def _signing_in() -> set[str]:
    """The numbers of those who get an account: somebody for each role, and whom the story is about."""
    told = towns()
    concerned = [(told[EXAMPLE_TOWN], 1), (told[EXAMPLE_TOWN], 2)]
    concerned += [(told[RECOVERING_TOWN], 1), (told[SLIDING_TOWN], 1)]
    return {number_of(code, place) for code, place in (*SIGNING_IN, *concerned)}


def _in_post_since(number: str, unit: "Unit", start: date) -> date:
    """Some time before the first month, but not before the unit was."""
    served = timedelta(days=chance("served", number).randint(400, 1600))
    return max(start - served, unit.founded_on or date.min)


def _person(number: str, name: str, is_supervisor: bool) -> "Person":
    die = chance("person", number)
    born = date(die.randint(1972, 1996), die.randint(1, 12), die.randint(1, 28))
    facts = {
        "sex": die.choice((Sex.MALE, Sex.MALE, Sex.FEMALE)),
        "born_on": born,
        "works_since": born.replace(year=born.year + 23),
        "in_discipline_since": born.replace(year=born.year + die.randint(25, 28)),
        "is_supervisor": is_supervisor,
    }
    return actions.add_person(number=number, name=name, facts=facts, by=SYSTEM)


def _entrust(person: "Person", role: str, unit: "Unit", commission: "Unit", since: date) -> None:
    """The role that goes with the post; the scoring office scores the whole district; deputies come later."""
    if role and role != Role.DEPUTY:
        actions.grant(person, role, unit, from_on=since, by=SYSTEM)
    if unit.code == SCORING_OFFICE:
        actions.grant(person, Role.SCORER, commission, from_on=since, by=SYSTEM)


def _charges(people: dict[str, "Person"], units: "Units", start: date) -> None:
    """Which units and offices each deputy is in charge of."""
    for number, charges in rows("charges"):
        for unit in units.values():
            if {unit.code, unit.peer_class} & set(charges.split(";")):
                actions.grant(people[number], Role.DEPUTY, unit, from_on=start, by=SYSTEM)
