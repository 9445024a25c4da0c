"""Arguments that several commands share."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import TYPE_CHECKING

from lianheng.kernel.period import Period

from .speech import Failed, say

if TYPE_CHECKING:
    from lianheng.organisation.actor import Actor


def period(text: str) -> Period:
    """A month, a quarter or a year as written on the command line."""
    try:
        return Period.parse(text)
    except ValueError:
        raise ArgumentTypeError(say(f"不是期间: {text}", f"not a period: {text}")) from None


def month(text: str) -> Period:
    """A month as written on the command line."""
    found = period(text)
    if found.length != 1:
        raise ArgumentTypeError(say(f"不是月份: {text}", f"not a month: {text}"))
    return found


def add_month(parser: ArgumentParser) -> None:
    """The month, as 2026-10."""
    parser.add_argument("month", type=month, metavar="YYYY-MM")


def add_period(parser: ArgumentParser) -> None:
    """The period, as 2026-10, 2026Q3 or 2026."""
    parser.add_argument("period", type=period, metavar="PERIOD", help="2026-10, 2026Q3, 2026")


def add_json(parser: ArgumentParser) -> None:
    """Print JSON, and nothing else, on standard output."""
    parser.add_argument("--json", action="store_true", help="输出 JSON / print JSON")


def acting_person(number: str | None) -> "Actor":
    """Whoever has that person number; the operator's machine itself when none is given."""
    from lianheng.organisation.actor import SYSTEM
    from lianheng.organisation.queries import actor_by_number

    if number is None:
        return SYSTEM
    found = actor_by_number(number)
    if found is None:
        raise Failed(say(f"没有人员编号 {number}", f"nobody has the number {number}"))
    return found
