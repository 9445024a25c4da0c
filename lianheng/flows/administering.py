"""What follows for those who entrust, approve and audit; the auditor is told once a week what changed."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse

from lianheng.kernel import clock
from lianheng.kernel.moments import ZONE
from lianheng.notices.actions import Letter, tell
from lianheng.organisation import actions
from lianheng.organisation import sweeps as organisation
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.middleware import acting_as
from lianheng.organisation.terms import Role

from .telling import Reaction
from .terms import Message

if TYPE_CHECKING:
    from lianheng.journal.models import Event


def second_persons(message: Message) -> Reaction:
    """Whoever may approve what was asked for; never who is concerned."""

    def tell_them(event: "Event") -> None:
        leaders = organisation.everyone_with(Role.LEADER, _day(event))
        _tell({each.pk for each in leaders} - {event.detail["person"]}, event, message)

    return tell_them


def who_asked(message: Message) -> Reaction:
    """Whoever asked is told what became of it."""

    def tell_them(event: "Event") -> None:
        _tell({event.detail["asked_by"]}, event, message)

    return tell_them


def auditors(message: Message) -> Reaction:
    """The auditor is led to what changed in that week."""

    def tell_them(event: "Event") -> None:
        first = date.fromisoformat(event.detail["first"])
        url = f"{reverse('organisation:changes')}?week={first}"
        people = organisation.everyone_with(Role.AUDIT_ADMIN, _day(event))
        tell(event, (Letter(each.pk, message.label.format(first=first), url) for each in people))

    return tell_them


def list_changes_when_due() -> bool:
    """On a Monday, or as soon after it as the machine runs, the week before is listed; whether it was now."""
    today = clock.today()
    with acting_as(SYSTEM):
        return actions.list_changes(today - timedelta(days=today.weekday() + 7), by=SYSTEM)


def _tell(people: set[int], event: "Event", message: Message) -> None:
    person, role = organisation.person(event.detail["person"]), Role(event.detail["role"])
    title = message.label.format(person=person.name, role=role.label)
    url = reverse("organisation:grant_request", args=[event.ref_id])
    tell(event, (Letter(number, title, url) for number in sorted(people)))


def _day(event: "Event") -> date:
    return event.happened_at.astimezone(ZONE).date()
