"""The house as it is served to a browser, on the day at which the journey stands."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.test.testcases import LiveServerThread

from lianheng.kernel import clock


class House:
    """A live server whose every request is answered on the day that the journey stands at."""

    def __init__(self) -> None:
        self.day = date(2026, 10, 8)
        self._thread = LiveServerThread("localhost", self._handler)
        self._thread.daemon = True

    def _handler(self, application: object) -> StaticFilesHandler:
        return OnThatDay(application, self)

    @property
    def url(self) -> str:
        """Where it is served."""
        return f"http://localhost:{self._thread.port}"

    @contextmanager
    def open(self) -> Iterator["House"]:
        """Served for as long as the block lasts."""
        self._thread.start()
        self._thread.is_ready.wait()
        if self._thread.error:
            raise self._thread.error
        try:
            yield self
        finally:
            self._thread.terminate()


class OnThatDay(StaticFilesHandler):
    """Each request has a thread of its own, which must be told the day."""

    def __init__(self, application: object, house: House) -> None:
        super().__init__(application)
        self._house = house

    def serve(self, request: HttpRequest) -> HttpResponseBase:
        """What looks the same on every page is asked for once."""
        response = super().serve(request)
        response["Cache-Control"] = "max-age=600"
        return response

    def __call__(self, environ: dict, start_response: object) -> object:
        with clock.standing_at(self._house.day):
            return super().__call__(environ, start_response)
