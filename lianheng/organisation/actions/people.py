"""People enter the roster, and what it says of them is changed."""

from collections.abc import Mapping
from types import MappingProxyType

from django.db import transaction

from lianheng.journal.actions import record
from lianheng.kernel.verdict import Refused
from lianheng.organisation import policy
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Person
from lianheng.organisation.rules import sort_key
from lianheng.organisation.terms import OrganisationEvent, OrganisationReason

FACTS = frozenset(
    {"number", "name", "sex", "born_on", "political_status", "education", "speciality"}
    | {"works_since", "in_discipline_since", "is_supervisor"}
)


@transaction.atomic
def add_person(
    *, number: str, name: str, by: Actor, facts: Mapping[str, object] = MappingProxyType({})
) -> Person:
    """Somebody new on the roster, in no office yet."""
    policy.may_manage_people(by).or_refuse()
    _refuse_taken(number)
    person = Person(number=number, name=name, sort_key=sort_key(name))
    for fact in FACTS & facts.keys() - {"number", "name"}:
        setattr(person, fact, facts[fact])
    person.save()
    record(OrganisationEvent.PERSON_ADDED, person.ref, by=by, number=number)
    return person


@transaction.atomic
def change_person(person: Person, facts: Mapping[str, object], *, by: Actor) -> Person:
    """The roster is put right; what is not said stays as it is."""
    policy.may_manage_people(by).or_refuse()
    person = Person.objects.select_for_update().get(pk=person.pk)
    changed = [name for name in sorted(FACTS & facts.keys()) if getattr(person, name) != facts[name]]
    if "number" in changed:
        _refuse_taken(str(facts["number"]))
    for name in changed:
        setattr(person, name, facts[name])
    if changed:
        person.sort_key = sort_key(person.name)
        person.save()
        record(OrganisationEvent.PERSON_CHANGED, person.ref, by=by, changed=changed)
    return person


def _refuse_taken(number: str) -> None:
    if Person.objects.filter(number=number).exists():
        raise Refused(OrganisationReason.CODE_TAKEN, number)
