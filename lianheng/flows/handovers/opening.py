"""A handover follows when a post is left or a role taken back, and finds its successor when one comes."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from lianheng.kernel.moments import ZONE
from lianheng.organisation import actions, sweeps
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.terms import HandoverCause

from .drawing_up import draw_up

if TYPE_CHECKING:
    from lianheng.journal.models import Event
    from lianheng.organisation.models import Grant, Post

LOOKED_BACK = timedelta(days=92)


def after_relief(event: "Event") -> None:
    """A post was left: it is handed over, with the roles that ended with it."""
    left_on = date.fromisoformat(event.detail["on"])
    _open(event.ref_id, sweeps.post(event.detail["post"]), left_on, HandoverCause.RELIEVED)


def after_revocation(event: "Event") -> None:
    """A role was taken back while its holder stays: what it reached is handed over all the same.

    A role that ended with a post is handed over with it; one that was held on no day left nothing.
    """
    if event.detail.get("with_post"):
        return
    last = event.happened_at.astimezone(ZONE).date() - timedelta(days=1)
    role, unit_id = event.detail["role"], event.detail["unit"]
    ended = [
        grant
        for grant in sweeps.roles_ended(event.ref_id, last)
        if (grant.role, grant.unit_id) == (role, unit_id)
    ]
    if not ended:
        return
    post = sweeps.post_left(event.ref_id, unit_id, last)
    _open(event.ref_id, post, last, HandoverCause.REVOKED, ended)


def after_import(event: "Event") -> None:
    """A list of people moved some of them: each post that was left is handed over."""
    if event.detail.get("list") != "people":
        return
    for left in sweeps.left_without_handover(event.happened_at.astimezone(ZONE).date() - LOOKED_BACK):
        if left.to_on is not None:
            _open(left.person_id, left.post, left.to_on, HandoverCause.RELIEVED)


def after_appointment(event: "Event") -> None:
    """Whoever was appointed to a post takes over what waits there; one post, one handover, the oldest."""
    for handover in sweeps.handovers_of_post(event.detail["post"]):
        if handover.leaver_id != event.ref_id:
            actions.name_successor(handover, sweeps.person(event.ref_id), by=SYSTEM)
            return


def _open(
    person_id: int,
    post: "Post | None",
    left_on: date,
    cause: HandoverCause,
    grants: "Iterable[Grant] | None" = None,
) -> None:
    ended = list(sweeps.roles_ended(person_id, left_on) if grants is None else grants)
    unit = post.unit if post else ended[0].unit
    actions.open_handover(
        sweeps.person(person_id),
        unit=unit,
        post=post,
        left_on=left_on,
        cause=cause,
        grants=ended,
        draw_up=draw_up,
        by=SYSTEM,
    )
