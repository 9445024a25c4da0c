"""Who is told of sign-in: the person himself, and the administrators who answer for it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.urls import reverse

from lianheng.kernel.moments import ZONE
from lianheng.notices.actions import Letter, tell
from lianheng.organisation import sweeps as organisation
from lianheng.organisation.terms import Role

from .telling import Reaction
from .terms import Message

if TYPE_CHECKING:
    from lianheng.journal.models import Event

ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)


def oneself(message: Message) -> Reaction:
    """Whose sign-in it is, led to the own page of it."""

    def tell_oneself(event: "Event") -> None:
        tell(event, (Letter(event.ref_id, message.label, reverse("mfa_index")),))

    return tell_oneself


def guardians(message: Message) -> Reaction:
    """The security administrators, led to the person."""

    def tell_guardians(event: "Event") -> None:
        person = organisation.person(event.ref_id)
        url = reverse("organisation:person", args=[person.pk])
        title = message.label.format(person=person.name)
        tell(event, (Letter(each, title, url) for each in _holding((Role.SECURITY_ADMIN,), event)))

    return tell_guardians


def about_reset(message: Message) -> Reaction:
    """The one concerned and all administrators: whoever did not ask for it can stop it in time."""

    def tell_all(event: "Event") -> None:
        person = organisation.person(event.detail["person"])
        title = message.label.format(person=person.name)
        url = reverse("organisation:reset", args=[event.ref_id])
        people = dict.fromkeys([person.pk, *_holding(ADMINISTRATORS, event)])
        tell(event, (Letter(each, title, url) for each in people))

    return tell_all


def _holding(roles: Iterable[Role], event: "Event") -> list[int]:
    day = event.happened_at.astimezone(ZONE).date()
    return [person.pk for role in roles for person in organisation.everyone_with(role, day)]
