"""The roster written out as it would come in: the columns of a list, row by row."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Prefetch

from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Appointment, Grant, Person, Unit
from lianheng.organisation.rules import default_peer_class
from lianheng.organisation.terms import UNRANKED_CLASS, Role

PORTION = 2000


def units_written(actor: Actor) -> Iterator[dict[str, Any]]:
    """Every unit that the actor may see, in official order."""
    rows = Unit.objects.visible_to(actor).select_related("superior").prefetch_related("hosts")
    for unit in rows.iterator(PORTION):
        is_out = not unit.peer_class and default_peer_class(unit.kind)
        yield {
            "code": unit.code,
            "name": unit.name,
            "short_name": unit.short_name,
            "superior": unit.superior.code if unit.superior else "",
            "kind": unit.get_kind_display(),
            "peer_class": UNRANKED_CLASS if is_out else unit.peer_class,
            "position": unit.position,
            "founded_on": unit.founded_on,
            "hosts": ";".join(host.code for host in unit.hosts.all()),
            "is_larger": unit.is_larger,
        }


def people_written(actor: Actor, on: date) -> Iterator[dict[str, Any]]:
    """Everybody in office whom the actor may see, with the latest post and the roles held for its unit."""
    serving = Appointment.objects.running(on).select_related("post__unit").order_by("-from_on", "-pk")
    held = Grant.objects.running(on).own().select_related("unit").order_by("pk")
    rows = Person.objects.visible_to(actor, on).prefetch_related(
        Prefetch("appointments", serving, to_attr="serving"), Prefetch("grants", held, to_attr="held")
    )
    for person in rows.iterator(PORTION):
        if posts := getattr(person, "serving"):  # noqa: B009 - set by the prefetch
            yield _person(person, posts[0], getattr(person, "held"))  # noqa: B009


def _person(person: Person, main: Appointment, held: list[Grant]) -> dict[str, Any]:
    unit = main.post.unit
    here = [grant.role for grant in held if unit.path.startswith(grant.unit.path)]
    return {
        "number": person.number,
        "name": person.name,
        "sex": person.get_sex_display(),
        "born_on": person.born_on,
        "political_status": person.political_status,
        "education": person.education,
        "speciality": person.speciality,
        "works_since": person.works_since,
        "in_discipline_since": person.in_discipline_since,
        "unit": unit.code,
        "post": main.post.name,
        "is_dedicated": main.is_dedicated,
        "from_on": main.from_on,
        "is_supervisor": person.is_supervisor,
        "roles": ";".join(dict.fromkeys(str(Role(role).label) for role in here)),
    }
