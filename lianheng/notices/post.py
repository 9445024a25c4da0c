"""The edge of the system: through which gateways messages leave it, and the leaving itself."""

import logging
from urllib.parse import quote

from django.conf import settings

from .terms import Outward

log = logging.getLogger("lianheng")
PATIENCE = {"cto": "5", "rto": "15"}  # seconds to connect, and to answer


def gateways() -> tuple[str, ...]:
    """The names of the gateways that the operator configured; none unless he did."""
    return tuple(settings.MESSAGES_URLS)


def where(url: str) -> str:
    """Where to look, when the operator said under which name the system is reached."""
    site = settings.SITE_URL.rstrip("/")
    return str(Outward.WHERE.label).format(url=site + url) if site else str(Outward.INSIDE.label)


def deliver(gateway: str, address: str, text: str) -> bool:
    """Hand the message to the gateway; whether it took it. The person only gave an address, never a URL."""
    if gateway not in settings.MESSAGES_URLS:
        return False
    from apprise import Apprise  # loads a hundred kinds of services

    target = settings.MESSAGES_URLS[gateway].replace("{address}", quote(address, safe=""))
    bounded = target + ("&" if "?" in target else "?") + "&".join(f"{k}={v}" for k, v in PATIENCE.items())
    sender = Apprise()
    if not sender.add(bounded):
        log.error("the gateway %s is not configured as apprise understands it", gateway)
        return False
    return bool(sender.notify(body=text, title=str(Outward.TITLE.label)))
