"""The pages that belong to no department: what went wrong, and the gallery of components."""

import logging
import sys
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from lianheng.instance import asking
from lianheng.kernel.verdict import Refused

from . import gallery

log = logging.getLogger("lianheng")
BUSY = (OperationalError, InterfaceError)  # too slow, no connection free, the database restarting
WAIT_SECONDS = 10
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def came_from(request: HttpRequest) -> str:
    """The page of ours from which the request came, if the browser says so."""
    referer = urlsplit(request.headers.get("referer", ""))
    if referer.netloc != request.get_host():
        return ""
    return f"{referer.path}?{referer.query}" if referer.query else referer.path


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """409: the authority says no, and why."""
    said = {"refusal": refusal, "back": came_from(request)}
    return render(request, "ui/refused.html", said, status=409)


def busy(request: HttpRequest) -> HttpResponse:
    """503: too much at once; nothing was done, and in a moment it may be tried again."""
    page = render_to_string("503.html", {"reference": asking.number()})
    return HttpResponse(page, status=503, headers={"Retry-After": str(WAIT_SECONDS)})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 or 413: what was sent cannot be read, or is too much."""
    if isinstance(exception, TOO_LARGE):
        return HttpResponse(render_to_string("ui/too_large.html"), status=413)
    return HttpResponse(render_to_string("400.html"), status=400)


def from_elsewhere(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: what was sent does not come from a page of ours that is still good."""
    return HttpResponse(render_to_string("403_csrf.html"), status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """500, or 503 when the database is only busy: a number by which it is found in the log, nothing else."""
    reference = asking.number()
    log.error("reference %s: %s %s", reference, request.method, request.path)
    if isinstance(sys.exception(), BUSY):
        return busy(request)
    return HttpResponse(render_to_string("500.html", {"reference": reference}), status=500)


def components(request: HttpRequest) -> HttpResponse:
    """Every component once, for those who build pages; not part of a live installation."""
    if not (settings.DEBUG or getattr(request, "instance_kind", "") == "demo"):
        raise Http404
    return render(request, "ui/gallery.html", gallery.samples(request))
