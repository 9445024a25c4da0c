"""A refusal anywhere below becomes one page that says why and what to do."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from lianheng.kernel.verdict import Busy, Refused

from .views import busy, refused

HEADERS = {
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class HeadersMiddleware:
    """What Django's own security middleware leaves out, on every answer, files and failures included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer with its headers."""
        response = self.get_response(request)
        for name, said in HEADERS.items():
            response.headers.setdefault(name, said)
        return response


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
