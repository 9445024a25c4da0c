"""A form is answered in one transaction, tried anew after a deadlock, and once however often it is sent."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import messages
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from lianheng.kernel.verdict import Busy, Refused
from lianheng.ui.terms import SENT_BEFORE
from lianheng.ui.views import busy, refused

from . import actions

Respond = Callable[[HttpRequest], HttpResponse]
TRIES = 4  # once, and three times more
DEADLOCK = "40P01"
LOOKING = frozenset({"GET", "HEAD", "OPTIONS"})
OURS = "lianheng."


class OnceMiddleware:
    """Stands right around our own screens; what allauth answers is its own affair."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """All of it is done around the view."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """The answer of the view that was asked; looking is left to Django."""
        if request.method in LOOKING or not view.__module__.startswith(OURS):
            return None
        try:
            return _tried(request, lambda: view(request, *args, **kwargs))
        except Refused as refusal:  # an answer that is given here passes by `process_exception`
            return refused(request, refusal)
        except Busy:
            return busy(request)


def _tried(request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """Two who waited for each other: whoever was sent back by the database begins anew."""
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                return _once(request, answer)
        except OperationalError as failure:
            if not left or getattr(failure.__cause__, "sqlstate", "") != DEADLOCK:
                raise
            for upload in _uploads(request):
                upload.seek(0)
    raise AssertionError("never here")


def _once(request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """What was done under this number is not done again; what failed may be."""
    digest = _digest(request)
    if not digest:
        return answer()
    form, is_new = actions.receive(digest)
    if not is_new:
        messages.info(request, SENT_BEFORE)
        return HttpResponseRedirect(form.led_to)
    response = answer()
    actions.led_to(form, response.get("HX-Redirect") or response.get("Location", ""))
    return response


def _digest(request: HttpRequest) -> str:
    """What makes two forms the same: number, person, address and every word and file; else nothing."""
    number = request.POST.get("once", "")
    if not number or not request.user.is_authenticated:
        return ""
    whole = hashlib.sha256()
    for part in _parts(request, number):
        whole.update(f"{len(part)}:{part}".encode())
    return whole.hexdigest()


def _parts(request: HttpRequest, number: str) -> Iterator[str]:
    yield from (number, str(request.user.pk), str(request.actor.selves), request.get_full_path())  # type: ignore[attr-defined]
    for name, said in sorted(request.POST.lists()):
        if name != "csrfmiddlewaretoken":
            yield from (name, *said)
    for upload in _uploads(request):
        upload.seek(0)
        yield from (upload.name, hashlib.file_digest(upload.file, "sha256").hexdigest())
        upload.seek(0)


def _uploads(request: HttpRequest) -> Iterator[Any]:
    return (upload for _, found in sorted(request.FILES.lists()) for upload in found)
