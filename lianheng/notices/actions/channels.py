"""Somebody gives an address outside for himself, confirms it, gives it up."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.verdict import Refused
from lianheng.notices import post
from lianheng.notices.models import Channel, Dispatch
from lianheng.notices.policy import may_set_channel
from lianheng.notices.rules import CODE_AGAIN, CODE_VALID, MOST_TRIES
from lianheng.notices.terms import NoticeEvent, NoticeReason, Outward
from lianheng.organisation.actor import Actor


@transaction.atomic
def set_channel(*, gateway: str, address: str, by: Actor) -> Channel:
    """The address is noted, and a code goes there; nothing else does until it comes back."""
    may_set_channel(gateway, address, post.gateways()).or_refuse()
    now = clock.now()
    found = Channel.objects.select_for_update().filter(owner_id=by.id).first()
    if found and found.set_at > now - CODE_AGAIN:
        raise Refused(NoticeReason.TOO_SOON)
    code = f"{secrets.randbelow(10**6):06}"
    kept = {"gateway": gateway, "address": address, "set_at": now, "confirmed_at": None, "tries": 0}
    channel, _ = Channel.objects.update_or_create(owner_id=by.id, defaults=kept)
    channel.code = _digest(channel, code)
    channel.save(update_fields=["code"])
    _send(channel, str(Outward.CODE.label).format(code=code), now)
    record(NoticeEvent.CHANNEL_SET, channel.ref, by=by, gateway=gateway)
    return channel


def _send(channel: Channel, text: str, now: datetime) -> None:
    channel.dispatches.all().delete()
    Dispatch.objects.create(channel=channel, text=text, next_at=now, until=now + CODE_VALID)


@transaction.atomic
def confirm_channel(channel: Channel, *, code: str, by: Actor) -> bool:
    """The code came back: from now on the digest goes there too. A wrong one counts as a try."""
    channel = Channel.objects.select_for_update().get(pk=channel.pk, owner_id=by.id)
    if channel.tries >= MOST_TRIES or clock.now() > channel.set_at + CODE_VALID or not channel.code:
        raise Refused(NoticeReason.CODE_OLD)
    if not constant_time_compare(channel.code, _digest(channel, code)):
        channel.tries += 1
        channel.save(update_fields=["tries"])
        return False
    channel.confirmed_at, channel.code = clock.now(), ""
    channel.save(update_fields=["confirmed_at", "code"])
    record(NoticeEvent.CHANNEL_CONFIRMED, channel.ref, by=by, gateway=channel.gateway)
    return True


@transaction.atomic
def drop_channel(channel: Channel, *, by: Actor) -> None:
    """Nothing goes outside any more; the address is forgotten."""
    channel = Channel.objects.select_for_update().get(pk=channel.pk, owner_id=by.id)
    record(NoticeEvent.CHANNEL_DROPPED, channel.ref, by=by, gateway=channel.gateway)
    channel.dispatches.all().delete()
    channel.delete()


def _digest(channel: Channel, code: str) -> str:
    """Not the code itself: whoever reads the table cannot confirm for another."""
    return salted_hmac(
        f"notices.channel.{channel.pk}.{channel.address}", code, algorithm="sha256"
    ).hexdigest()
