"""After somebody did something, the worker is nudged, so that what follows does not wait for the minute."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from procrastinate.exceptions import AlreadyEnqueued

from .jobs import react

Respond = Callable[[HttpRequest], HttpResponse]
DOING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class NudgeMiddleware:
    """Stands outside the transaction of the request, so that what it did can be seen by the worker."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer first; a refused or failed request leaves nothing to follow."""
        response = self.get_response(request)
        if request.method in DOING and response.status_code < 400 and request.user.is_authenticated:
            _nudge()
        return response


def _nudge() -> None:
    try:
        with transaction.atomic():  # inside somebody else's transaction a refusal must not spoil it
            react.defer()
    except AlreadyEnqueued:
        return
