"""A request as our screens know it: the actor stands on it, and where it comes from can be told."""

from contextlib import suppress
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

from .actor import Actor

HERE = ("127.0.0.1", "::1")
BEHIND_A_PROXY = ("HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED")


class Request(HttpRequest):
    """A request after the middleware has put the actor on it."""

    actor: Actor


def address_of(request: HttpRequest) -> str:
    """From where a request comes: as the connection says, or as the one proxy does that the operator named.

    Of a list only the last entry is our proxy's own; what stands before it anybody may have written.
    """
    near = request.META.get("REMOTE_ADDR", "")
    named = settings.PROXY_ADDRESS_HEADER
    said = request.headers.get(named, "").rpartition(",")[2] if named else near
    for each in (said, near):
        with suppress(ValueError):
            return str(ip_address(each.strip()))
    return ""


def is_of_this_machine(request: HttpRequest) -> bool:
    """The server listens on no other address than this machine's own, and no proxy stands before it."""
    is_near = request.META.get("REMOTE_ADDR") in HERE
    return settings.LOOPBACK and is_near and not any(said in request.META for said in BEHIND_A_PROXY)
