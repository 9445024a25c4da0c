"""A digest is given to somebody, inside and, if he wished, outside; messages on their way out."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from lianheng.kernel import clock
from lianheng.kernel.moments import at_hour

from . import post
from .models import Channel, Digest, Dispatch, Notice
from .rules import DISPATCH_WORKFLOW, NOON, wait_after
from .terms import DispatchMove, DispatchState, Outward

KIND = "notices.digest"


@dataclass(frozen=True, slots=True)
class Counted:
    """How much waits for somebody: all, past its day, due today."""

    waiting: int
    overdue: int = 0
    due_today: int = 0


@transaction.atomic
def give(person_id: int, day: date, counted: Counted, *, url: str) -> bool:
    """One digest for that day; the one not read yet of a day before gives way to it."""
    Notice.objects.filter(to_id=person_id, kind=KIND, read_at=None).delete()
    if not counted.waiting:
        return False
    facts = {"waiting": counted.waiting, "overdue": counted.overdue, "due_today": counted.due_today}
    kept = facts | {"given_at": clock.now()}
    digest, is_new = Digest.objects.get_or_create(to_id=person_id, day=day, defaults=kept)
    if not is_new:
        return False
    said = _said(counted)
    _tell(digest, said, url)
    channel = Channel.objects.filter(owner_id=person_id).exclude(confirmed_at=None).first()
    if channel and channel.gateway in post.gateways():
        until = at_hour(day, NOON.hour)
        Dispatch.objects.create(
            channel=channel, text=said + post.where(url), next_at=digest.given_at, until=until
        )
    return True


def _said(counted: Counted) -> str:
    said = str(Outward.DIGEST.label).format(waiting=counted.waiting)
    if counted.overdue:
        said += str(Outward.OVERDUE.label).format(overdue=counted.overdue)
    if counted.due_today:
        said += str(Outward.DUE_TODAY.label).format(due_today=counted.due_today)
    return said


def _tell(digest: Digest, title: str, url: str) -> None:
    Notice.objects.create(
        to_id=digest.to_id,
        kind=KIND,
        title=title,
        ref_kind=digest.ref.kind,
        ref_id=digest.ref.id,
        url=url,
        sent_at=digest.given_at,
    )


@transaction.atomic
def take_next() -> Dispatch | None:
    """The next message that is due, taken so that nobody else sends it; what is too late is given up."""
    waiting = Dispatch.objects.filter(state=DispatchState.WAITING)
    waiting.filter(until__lt=clock.now()).update(state=DISPATCH_WORKFLOW.after(DispatchMove.GIVE_UP), text="")
    due = waiting.filter(next_at__lte=clock.now()).select_for_update(skip_locked=True, of=("self",))
    found = due.select_related("channel").first()
    if found:
        found.state, found.attempts = DISPATCH_WORKFLOW.after(DispatchMove.TAKE), found.attempts + 1
        found.save(update_fields=["state", "attempts"])
    return found


@transaction.atomic
def note(dispatch: Dispatch, *, has_arrived: bool) -> None:
    """It went out and is forgotten; or it is tried again a little later, a few times."""
    found = Dispatch.objects.select_for_update().filter(pk=dispatch.pk, state=DispatchState.SENDING).first()
    if found is None:
        return
    wait = wait_after(found.attempts)
    if has_arrived:
        found.state, found.text = DISPATCH_WORKFLOW.after(DispatchMove.ARRIVE), ""
    elif wait is None:
        found.state, found.text = DISPATCH_WORKFLOW.after(DispatchMove.GIVE_UP), ""
    else:
        found.state, found.next_at = DISPATCH_WORKFLOW.after(DispatchMove.PUT_BACK), clock.now() + wait
    found.save(update_fields=["state", "text", "next_at"])
