"""Whom to tell of what happened, in which words, and where they find it."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from lianheng.assessment import sweeps as ledger
from lianheng.assessment.terms import ProposalKind
from lianheng.checklists import sweeps as lists
from lianheng.kernel.moments import ZONE
from lianheng.kernel.period import Period
from lianheng.notices.actions import Letter, tell
from lianheng.organisation import sweeps as organisation
from lianheng.organisation.terms import Role

from .terms import Message

if TYPE_CHECKING:
    from lianheng.journal.models import Event

Reaction = Callable[["Event"], None]

UNIT = (Role.UNIT_HEAD, Role.UNIT_CLERK)


def receivers(message: Message) -> Reaction:
    """Everybody in the units to which the task was issued; each is led to the unit's own part."""

    def tell_receivers(event: "Event") -> None:
        parts = lists.parts_of(event.ref_id)
        people = organisation.people_at(UNIT, parts, _day(event))
        task = lists.task_in_brief(event.ref_id)
        title = message.label.format(title=task.title, due_on=task.due_on)
        tell(
            event,
            (
                Letter(person_id, title, _unit_task(unit_task_id))
                for unit_id, unit_task_id in parts.items()
                for person_id in people.get(unit_id, ())
            ),
        )

    return tell_receivers


def unit_of_task(message: Message) -> Reaction:
    """Everybody in the unit whose task it is."""
    return _about_unit_task(message, lambda event, task: _at(UNIT, task.unit_id, event))


def office_of_task(message: Message) -> Reaction:
    """The head of the office that issued the task."""
    return _about_unit_task(message, lambda event, task: _at((Role.OFFICE_HEAD,), task.office_id, event))


def reminded(message: Message) -> Reaction:
    """Each person whom the reminder names; each is led to the unit's own part."""

    def tell_reminded(event: "Event") -> None:
        task, reminder = lists.task_in_brief(event.ref_id), event.detail["reminder"]
        words = lists.words_of(reminder)
        title = message.label.format(title=task.title, due_on=task.due_on, words=words)
        people = lists.reminded(reminder)
        tell(event, (Letter(each.person_id, title, _unit_task(each.unit_task_id)) for each in people))

    return tell_reminded


def office_merged_into(message: Message) -> Reaction:
    """The head of the office whose task serves another office too."""

    def tell_office(event: "Event") -> None:
        task = lists.task_in_brief(event.ref_id)
        title = message.label.format(title=task.title, office=_name(event.detail["office"]))
        people = _at((Role.OFFICE_HEAD,), task.office_id, event)
        _tell_each(people, event, title, reverse("checklists:task", args=[task.task_id]))

    return tell_office


def offices_served(message: Message) -> Reaction:
    """The heads of the other offices that relied on a task which is taken back."""

    def tell_offices(event: "Event") -> None:
        task = lists.task_in_brief(event.ref_id)
        title = message.label.format(title=task.title, office=_name(task.office_id))
        for office_id in lists.served_by(event.ref_id):
            people = _at((Role.OFFICE_HEAD,), office_id, event)
            _tell_each(people, event, title, reverse("checklists:task", args=[task.task_id]))

    return tell_offices


def deputies_of_office(message: Message) -> Reaction:
    """The deputy in charge of the office that asks to go beyond the cap."""

    def tell_deputies(event: "Event") -> None:
        office, task = organisation.unit(event.detail["office"]), lists.draft_in_brief(event.detail["task"])
        if task is None:
            return
        title = message.label.format(title=task.title, office=office.name)
        people = organisation.people_to_tell((Role.DEPUTY,), office, _day(event))
        _tell_each((each.pk for each in people), event, title, _cap(event.ref_id))

    return tell_deputies


def asking_office(message: Message) -> Reaction:
    """The head of the office that asked, when it was answered; a draft given up since concerns nobody."""

    def tell_office(event: "Event") -> None:
        if (task := lists.draft_in_brief(event.detail["task"])) is None:
            return
        people = _at((Role.OFFICE_HEAD, Role.OFFICE_CLERK), task.office_id, event)
        _tell_each(people, event, message.label.format(title=task.title), _cap(event.ref_id))

    return tell_office


def confirmers(message: Message) -> Reaction:
    """The scoring office, which confirms or dismisses a finding."""
    return _about_unit_task(message, lambda event, task: _everyone(Role.SCORER, event))


def participants(message: Message) -> Reaction:
    """Everybody in the units that took part in the month; each is led to its own score."""

    def tell_participants(event: "Event") -> None:
        month = Period.parse(f"{event.ref_id // 100}-{event.ref_id % 100:02}")
        title = message.label.format(period=month.label)
        people = organisation.people_at(UNIT, ledger.participants(month), _day(event))
        tell(
            event,
            (
                Letter(person_id, title, reverse("assessment:score", args=[month, unit_id]))
                for unit_id, there in people.items()
                for person_id in there
            ),
        )

    return tell_participants


def readers(message: Message) -> Reaction:
    """Everybody in the units that took part in the month; all are led to the signed review."""

    def tell_readers(event: "Event") -> None:
        month = Period.parse(event.detail["month"])
        people = organisation.people_at(UNIT, ledger.participants(month), _day(event))
        everyone = dict.fromkeys(person_id for there in people.values() for person_id in there)
        title = message.label.format(period=month.label)
        _tell_each(everyone, event, title, reverse("reviews:review", args=[event.ref_id]))

    return tell_readers


def units_with_duties(message: Message) -> Reaction:
    """The heads of the units for which a version of the duty checklist is made; each is led to its posts."""

    def tell_heads(event: "Event") -> None:
        title = message.label.format(period=Period.month(event.detail["from_month"]).label)
        units = lists.units_under_version(event.ref_id, _day(event))
        people = organisation.people_at((Role.UNIT_HEAD,), units, _day(event))
        tell(
            event,
            (
                Letter(person_id, title, reverse("duties:posts", args=[unit_id]))
                for unit_id, there in people.items()
                for person_id in there
            ),
        )

    return tell_heads


def answerers(message: Message) -> Reaction:
    """The scoring office, which answers objections."""

    def tell_answerers(event: "Event") -> None:
        title = message.label.format(unit=_name(event.detail["unit"]))
        _tell_each(_everyone(Role.SCORER, event), event, title, _objection(event.ref_id))

    return tell_answerers


def objectors(message: Message) -> Reaction:
    """Everybody in the unit that objected."""

    def tell_objectors(event: "Event") -> None:
        people = _at(UNIT, event.detail["unit"], event)
        _tell_each(people, event, message.label, _objection(event.ref_id))

    return tell_objectors


def deciders(message: Message) -> Reaction:
    """Whoever decides a proposal of this kind about this unit."""

    def tell_deciders(event: "Event") -> None:
        unit = organisation.unit(event.detail["unit"])
        role = ledger.decider_of(event.detail["kind"])
        if role == Role.OFFICE_HEAD:
            people = organisation.everyone_with(role, _day(event))
        else:
            people = organisation.people_to_tell((role,), unit, _day(event))
        kind = ProposalKind(event.detail["kind"]).label
        title = message.label.format(unit=unit.name, kind=kind)
        _tell_each((person.pk for person in people), event, title, _proposal(event.ref_id))

    return tell_deciders


def head_of_card(message: Message) -> Reaction:
    """The head of the unit that has the card."""

    def tell_head(event: "Event") -> None:
        unit_id = event.detail["unit"]
        title = message.label.format(unit=_name(unit_id))
        _tell_each(_at((Role.UNIT_HEAD,), unit_id, event), event, title, _card(event.ref_id))

    return tell_head


def those_above(message: Message) -> Reaction:
    """Whoever stands above somebody who says that he is away."""

    def tell_those_above(event: "Event") -> None:
        concerned, unit = event.detail["person"], organisation.unit(event.detail["unit"])
        told = organisation.people_above(unit, _day(event), but=(concerned,))
        title = message.label.format(person=_person(concerned))
        _tell_each(told, event, title, reverse("organisation:absences"))

    return tell_those_above


def person(message: Message) -> Reaction:
    """The one concerned."""

    def tell_person(event: "Event") -> None:
        number = event.detail["person"]
        _tell_each([number], event, message.label, reverse("organisation:person", args=[number]))

    return tell_person


def agreeing(message: Message) -> Reaction:
    """Whoever may agree that a role is lent; neither of the two concerned."""

    def tell_agreeing(event: "Event") -> None:
        unit = organisation.unit(event.detail["unit"])
        people = organisation.agreeing_to(event.detail["role"], unit, _day(event))
        told = {each.pk for each in people} - {event.detail["principal"], event.detail["substitute"]}
        _tell_each(sorted(told), event, _lent(message, event), _delegation(event.ref_id))

    return tell_agreeing


def lending(message: Message) -> Reaction:
    """Whoever lends a role, and whoever stands in."""

    def tell_lending(event: "Event") -> None:
        both = (event.detail["principal"], event.detail["substitute"])
        _tell_each(both, event, _lent(message, event), _delegation(event.ref_id))

    return tell_lending


def signing(who: str, message: Message) -> Reaction:
    """The leaver, or the successor once there is one."""

    def tell_signing(event: "Event") -> None:
        if number := event.detail[who]:
            _tell_each([number], event, _handed_over(message, event), _handover(event.ref_id))

    return tell_signing


def witnessing(message: Message) -> Reaction:
    """Whoever may witness a handover; neither of those who signed it."""

    def tell_witnessing(event: "Event") -> None:
        signed = (event.detail["leaver"], event.detail["successor"])
        told = organisation.people_above(organisation.unit(event.detail["unit"]), _day(event), but=signed)
        _tell_each(told, event, _handed_over(message, event), _handover(event.ref_id))

    return tell_witnessing


def _lent(message: Message, event: "Event") -> str:
    said = {name: _person(event.detail[name]) for name in ("principal", "substitute")}
    return message.label.format(role=Role(event.detail["role"]).label, **said)


def _handed_over(message: Message, event: "Event") -> str:
    return message.label.format(unit=_name(event.detail["unit"]), leaver=_person(event.detail["leaver"]))


def _person(number: int) -> str:
    return organisation.person(number).name


def _delegation(number: int) -> str:
    return reverse("organisation:delegation", args=[number])


def _handover(number: int) -> str:
    return reverse("handovers:handover", args=[number])


def concerned(message: Message) -> Reaction:
    """The person about whom something is proposed, so that he can say what he has to say."""

    def tell_concerned(event: "Event") -> None:
        person_id = ledger.proposal_in_brief(event.ref_id).person_id
        title = message.label.format(kind=ProposalKind(event.detail["kind"]).label)
        _tell_each([person_id] if person_id else [], event, title, _proposal(event.ref_id))

    return tell_concerned


def deciders_of(message: Message) -> Reaction:
    """Whoever decides an open proposal is told that something was added to it."""

    def tell_them(event: "Event") -> None:
        unit = organisation.unit(event.detail["unit"])
        role = ledger.decider_of(ledger.proposal_in_brief(event.ref_id).kind)
        people = organisation.people_to_tell((role,), unit, _day(event))
        title = message.label.format(unit=unit.name)
        _tell_each((person.pk for person in people), event, title, _proposal(event.ref_id))

    return tell_them


def unit_of_card(message: Message) -> Reaction:
    """Everybody in the unit that has the card."""

    def tell_unit(event: "Event") -> None:
        _tell_each(_at(UNIT, event.detail["unit"], event), event, message.label, _card(event.ref_id))

    return tell_unit


def scorers_of_card(message: Message) -> Reaction:
    """The scoring office, which confirms what was put right."""

    def tell_scorers(event: "Event") -> None:
        title = message.label.format(unit=_name(event.detail["unit"]))
        _tell_each(_everyone(Role.SCORER, event), event, title, _card(event.ref_id))

    return tell_scorers


def decided(message: Message) -> Reaction:
    """The person concerned and the head of the unit; of an adjustment the person concerned alone."""

    def tell_them(event: "Event") -> None:
        kind, unit_id = ProposalKind(event.detail["kind"]), event.detail["unit"]
        person_id = ledger.proposal_in_brief(event.ref_id).person_id
        people = [person_id] if person_id else []
        if kind != ProposalKind.ADJUSTMENT or person_id is None:
            people += _at((Role.UNIT_HEAD,), unit_id, event)
        title = message.label.format(unit=_name(unit_id), kind=kind.label)
        _tell_each(dict.fromkeys(people), event, title, _proposal(event.ref_id))

    return tell_them


def _about_unit_task(message: Message, whom: Callable[["Event", lists.Brief], Iterable[int]]) -> Reaction:
    def tell_them(event: "Event") -> None:
        task = lists.unit_task_in_brief(lists.unit_task_behind(event.ref))
        title = message.label.format(title=task.title, unit=_name(task.unit_id), due_on=task.due_on)
        _tell_each(whom(event, task), event, title, _unit_task(task.unit_task_id))

    return tell_them


def _tell_each(people: Iterable[int], event: "Event", title: str, url: str) -> None:
    tell(event, (Letter(person_id, title, url) for person_id in people))


def _day(event: "Event") -> date:
    return event.happened_at.astimezone(ZONE).date()


def _at(roles: Iterable[str], unit_id: int, event: "Event") -> list[int]:
    return organisation.people_at(roles, (unit_id,), _day(event)).get(unit_id, [])


def _everyone(role: Role, event: "Event") -> list[int]:
    return [person.pk for person in organisation.everyone_with(role, _day(event))]


def _name(unit_id: int) -> str:
    return organisation.unit(unit_id).name


def _unit_task(number: int) -> str:
    return reverse("checklists:unit_task", args=[number])


def _cap(number: int) -> str:
    return reverse("checklists:cap", args=[number])


def _objection(number: int) -> str:
    return reverse("assessment:objection", args=[number])


def _card(number: int) -> str:
    return reverse("assessment:card", args=[number])


def _proposal(number: int) -> str:
    return reverse("assessment:proposal", args=[number])
