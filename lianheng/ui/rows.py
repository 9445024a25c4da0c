"""Rows that were worked out instead of read from a table; a list narrows and orders them all the same."""

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from typing import Any, Generic, TypeVar

Row = TypeVar("Row")
CHUNK = 500


class Rows(Generic[Row]):
    """Found rows in order; what costs more is looked up (`dress`) only for those that are shown."""

    def __init__(
        self, found: Sequence[Row], dress: Callable[[Sequence[Row]], Sequence[Row]] = lambda rows: rows
    ) -> None:
        self.found, self.dress = found, dress

    def narrow(self, is_meant: Callable[[Row], bool]) -> "Rows[Row]":
        """Only the rows that are meant."""
        return Rows([row for row in self.found if is_meant(row)], self.dress)

    def order_by(self, *names: str) -> "Rows[Row]":
        """By these fields, the first first; a leading minus turns it, and what has no value comes last."""
        found = list(self.found)
        for name in reversed(names):
            read = _reader(name.lstrip("-"))
            known = [row for row in found if read(row) is not None]
            unknown = [row for row in found if read(row) is None]
            found = sorted(known, key=read, reverse=name.startswith("-")) + unknown
        return Rows(found, self.dress)

    def __len__(self) -> int:
        """How many there are; nothing is looked up for it."""
        return len(self.found)

    def __getitem__(self, part: slice) -> Sequence[Row]:
        """The rows of a page."""
        return self.dress(self.found[part])

    def iterator(self, chunk_size: int = CHUNK) -> Iterator[Row]:
        """All of them, looked up a handful at a time."""
        for start in range(0, len(self.found), chunk_size):
            yield from self[start : start + chunk_size]


def _reader(name: str) -> Callable[[Any], Any]:
    parts = name.split("__")
    return lambda row: reduce(lambda thing, part: getattr(thing, part, None), parts, row)
