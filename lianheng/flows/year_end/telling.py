"""Whom to tell of what happened to a year, an evaluation or a documented item, and where they find it."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from lianheng.assessment import sweeps as ledger
from lianheng.assessment.terms import DocumentedKind
from lianheng.flows.terms import Message
from lianheng.kernel.moments import ZONE
from lianheng.kernel.period import Period
from lianheng.notices.actions import Letter, tell
from lianheng.organisation import sweeps as organisation
from lianheng.organisation.terms import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from lianheng.journal.models import Event

    Reaction = Callable[[Event], None]

UNIT = (Role.UNIT_HEAD, Role.UNIT_CLERK)


def units_scored(message: Message) -> "Reaction":
    """Everybody in the units with a score of the year; each is led to its own."""

    def tell_units(event: "Event") -> None:
        year = Period.parse(str(event.ref_id))
        people = organisation.people_at(UNIT, ledger.year_units(year), _day(event))
        title = message.label.format(period=year.label)
        tell(
            event,
            (
                Letter(person_id, title, reverse("assessment:year_score", args=[year, unit_id]))
                for unit_id, there in people.items()
                for person_id in there
            ),
        )

    return tell_units


def voters(message: Message) -> "Reaction":
    """Whoever may vote and signs in to do so; slips are handed out on paper."""

    def tell_voters(event: "Event") -> None:
        people, held = ledger.voters_of(event.ref_id)
        title = message.label.format(title=held.title, closes_on=held.closes_on)
        _tell_each(people, event, title, reverse("assessment:ballot", args=[event.ref_id]))

    return tell_voters


def second_persons(message: Message) -> "Reaction":
    """The scoring office but for who proposed it."""

    def tell_scorers(event: "Event") -> None:
        item = ledger.documented_item(event.ref_id)
        title = message.label.format(unit=item.unit, kind=DocumentedKind(item.kind).label, title=item.title)
        scorers = organisation.everyone_with(Role.SCORER, _day(event))
        others = [person.pk for person in scorers if person.pk != event.actor_id]
        _tell_each(others, event, title, reverse("assessment:document", args=[event.ref_id]))

    return tell_scorers


def unit_documented(message: Message) -> "Reaction":
    """Everybody in the unit about which it was decided."""

    def tell_unit(event: "Event") -> None:
        item = ledger.documented_item(event.ref_id)
        url = reverse("assessment:document", args=[event.ref_id])
        _tell_each(_at(item.unit_id, event), event, message.label.format(title=item.title), url)

    return tell_unit


def answerers(message: Message) -> "Reaction":
    """The scoring office, which answers objections."""

    def tell_answerers(event: "Event") -> None:
        title = message.label.format(unit=organisation.unit(event.detail["unit"]).name)
        scorers = [person.pk for person in organisation.everyone_with(Role.SCORER, _day(event))]
        _tell_each(scorers, event, title, _objection(event))

    return tell_answerers


def objectors(message: Message) -> "Reaction":
    """Everybody in the unit that objected."""

    def tell_objectors(event: "Event") -> None:
        _tell_each(_at(event.detail["unit"], event), event, message.label, _objection(event))

    return tell_objectors


def who_asked(message: Message) -> "Reaction":
    """Whoever asked for a back-test."""

    def tell_asker(event: "Event") -> None:
        url = reverse("backtest:backtest", args=[event.ref_id])
        _tell_each([ledger.backtest_asked_by(event.ref_id)], event, message.label, url)

    return tell_asker


def _objection(event: "Event") -> str:
    return reverse("assessment:year_objection", args=[event.ref_id])


def _at(unit_id: int, event: "Event") -> list[int]:
    return organisation.people_at(UNIT, (unit_id,), _day(event)).get(unit_id, [])


def _tell_each(people: Iterable[int], event: "Event", title: str, url: str) -> None:
    tell(event, (Letter(person_id, title, url) for person_id in people))


def _day(event: "Event") -> date:
    return event.happened_at.astimezone(ZONE).date()
