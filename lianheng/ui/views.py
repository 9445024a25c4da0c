"""The pages that belong to no department: what went wrong, and the gallery of components."""

import logging
import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from lianheng.kernel.verdict import Refused

from . import gallery

log = logging.getLogger("lianheng")
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
    answer = HttpResponse(render_to_string("503.html"), status=503)
    answer.headers["Retry-After"] = "10"
    return answer


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 or 413: what was sent cannot be read, or is too much."""
    if isinstance(exception, TOO_LARGE):
        return HttpResponse(render_to_string("ui/too_large.html"), status=413)
    return HttpResponse(render_to_string("400.html"), status=400)


def broken(request: HttpRequest) -> HttpResponse:
    """500: a number by which the administrator finds it in the log, and nothing else."""
    reference = secrets.token_hex(4).upper()
    log.error("reference %s: %s %s", reference, request.method, request.path)
    return HttpResponse(render_to_string("500.html", {"reference": reference}), status=500)


def components(request: HttpRequest) -> HttpResponse:
    """Every component once, for those who build pages; not part of a live installation."""
    if not (settings.DEBUG or getattr(request, "instance_kind", "") == "demo"):
        raise Http404
    return render(request, "ui/gallery.html", gallery.samples(request))
