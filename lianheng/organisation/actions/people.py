"""People enter the roster, and what it says of them is changed."""

from typing import Any

from django.db import transaction

from lianheng.journal.actions import record
from lianheng.kernel.verdict import Refused
from lianheng.organisation import policy
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Person
from lianheng.organisation.rules import sort_key
from lianheng.organisation.terms import OrganisationEvent, OrganisationReason

FACTS = (
    "number",
    "name",
    "sex",
    "born_on",
    "political_status",
    "education",
    "speciality",
    "works_since",
    "in_discipline_since",
    "is_supervisor",
)


@transaction.atomic
def add_person(*, number: str, name: str, by: Actor, **facts: Any) -> Person:
    """Somebody new on the roster, in no office yet."""
    policy.may_manage_people(by).or_refuse()
    _refuse_taken(number)
    person = Person.objects.create(number=number, name=name, sort_key=sort_key(name), **_known(facts))
    record(OrganisationEvent.PERSON_ADDED, person.ref, by=by, number=number)
    return person


@transaction.atomic
def change_person(person: Person, *, by: Actor, **facts: Any) -> Person:
    """The roster is put right; what is not said stays as it is."""
    policy.may_manage_people(by).or_refuse()
    person = Person.objects.select_for_update().get(pk=person.pk)
    changed = [name for name, value in _known(facts).items() if getattr(person, name) != value]
    if not changed:
        return person
    if "number" in changed:
        _refuse_taken(facts["number"])
    for name in changed:
        setattr(person, name, facts[name])
    person.sort_key = sort_key(person.name)
    person.save()
    record(OrganisationEvent.PERSON_CHANGED, person.ref, by=by, changed=changed)
    return person


def _known(facts: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(facts) - set(FACTS):
        raise TypeError(f"a person has no {', '.join(sorted(unknown))}")
    return facts


def _refuse_taken(number: str) -> None:
    if Person.objects.filter(number=number).exists():
        raise Refused(OrganisationReason.CODE_TAKEN, number)
