"""The morning's digest: on a working day at eight, everybody for whom something waits is told once."""

from datetime import date

from django.urls import reverse

from lianheng.home.digest import digest
from lianheng.kernel import clock
from lianheng.kernel.workdays import CALENDAR
from lianheng.notices import giving, post, sweeps
from lianheng.notices.actions import close_day
from lianheng.notices.giving import Counted
from lianheng.notices.rules import is_digest_time
from lianheng.organisation import identity
from lianheng.organisation import sweeps as organisation
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.middleware import acting_as


def give_when_due() -> int:
    """How many digests were given now; a run that was broken off goes on with those who have none yet."""
    day = clock.today()
    if not is_digest_time(clock.now(), CALENDAR) or sweeps.is_closed(day):
        return 0
    has_one = sweeps.given_on(day)
    given = 0
    for person_id in organisation.people_who_sign_in():
        if person_id not in has_one:
            given += _give(person_id, day)
    with acting_as(SYSTEM):
        close_day(day, given=given + len(has_one), by=SYSTEM)
    return given


def _give(person_id: int, day: date) -> bool:
    """Read with the person's own eyes, so that it counts nothing that he may not see."""
    actor = identity.actor_of(person_id)
    with acting_as(actor):
        found = digest(actor)
        counted = Counted(found.waiting, found.overdue, found.due_today)
        return giving.give(person_id, day, counted, url=reverse("home:digest"))


def deliver_due() -> int:
    """What waits to go outside goes, one after the other; nothing is held open while the gateway answers."""
    count = 0
    while True:
        with acting_as(SYSTEM):
            taken = giving.take_next()
        if taken is None:
            return count
        has_arrived = post.deliver(taken.channel.gateway, taken.channel.address, taken.text)
        with acting_as(SYSTEM):
            giving.note(taken, has_arrived=has_arrived)
        count += has_arrived
