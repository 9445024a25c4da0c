"""How far a long export is, told while it is written: the writing is one transaction, seen only whole."""

from threading import Event, Thread
from types import TracebackType

from django.db import connection

from lianheng.papers import shelf

EVERY_SECONDS = 1.0


class Progress:
    """Says each second how many rows are written, from a thread with a connection of its own."""

    def __init__(self, number: int) -> None:
        self.number, self.rows, self._over = number, 0, Event()
        self._thread = Thread(target=self._tell, daemon=True)

    def __enter__(self) -> "Progress":
        self._thread.start()
        return self

    def note(self, rows: int) -> None:
        """So many by now."""
        self.rows = rows

    def _tell(self) -> None:
        try:
            while not self._over.wait(EVERY_SECONDS):
                shelf.told(self.number, self.rows)
        finally:
            connection.close()

    def __exit__(
        self, kind: type[BaseException] | None, failure: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
