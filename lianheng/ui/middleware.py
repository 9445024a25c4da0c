"""What holds for every answer: its headers and its number, who may send, and how a refusal looks."""

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse

from lianheng.instance import asking
from lianheng.kernel.verdict import Busy, Refused

from .views import bad_request, busy, from_elsewhere, refused

HEADERS = {
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",  # whoever serves what everybody may keep says so himself
}
MOST_SENT = 200 * 1024 * 1024  # a few large files at once
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
OURSELVES = frozenset({"same-origin", "none"})  # none: the reader himself, by address or by reloading


class HeadersMiddleware:
    """What Django's own security middleware leaves out, on every answer, files and failures included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer with its headers, under its number."""
        with asking.begun() as number:
            request.number = number  # type: ignore[attr-defined]
            response = self.get_response(request)
        for name, said in HEADERS.items():
            response.headers.setdefault(name, said)
        return response


class OwnPagesMiddleware:
    """Only our own pages send anything, and not too much: the browser says from where, and how much."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Old browsers say nothing of it; for them there is the token."""
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_SENT:
            return bad_request(request, RequestDataTooBig())
        said = request.headers.get("Sec-Fetch-Site", "none")
        if request.method not in SAFE and said not in OURSELVES:
            return from_elsewhere(request)
        return self.get_response(request)


class RefusalMiddleware:
    """Turns `Refused` into the page of 409; the transaction was rolled back before it comes here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Everything that is not refused goes its way."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for a refusal, or for too much at once; other exceptions are not ours."""
        if isinstance(exception, Busy):
            return busy(request)
        return refused(request, exception) if isinstance(exception, Refused) else None
