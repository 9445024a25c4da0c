"""What an address asks for beyond its path."""

from lianheng.checklists.asked import Narrowed
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation.request import Request

OPENED = "opened_for_review"
REMEMBERED = 200


def month(request: Request) -> Period:
    """The month asked for; this one when nothing sensible is said."""
    return _month(request) or Period.month_of(clock.today())


def around(month: Period) -> dict[str, Period]:
    """The month with its neighbours, as a page shows them."""
    return {"month": month, "previous": month.shift(-1), "next": month.shift(1)}


def number(request: Request, name: str) -> int | None:
    """A number, or none."""
    said = request.GET.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 16 else None


def numbers(said: list[str]) -> set[int]:
    """Those that are numbers."""
    return {int(each) for each in said if each.isascii() and each.isdigit() and len(each) < 16}


def narrowed(request: Request) -> Narrowed:
    """Which part of the review queue is meant."""
    return Narrowed(_month(request), number(request, "task"), number(request, "unit"))


def with_query(request: Request, url: str) -> str:
    """The address with what this one asked for."""
    said = request.GET.urlencode()
    return f"{url}?{said}" if said else url


def remember_opened(request: Request, unit_task_id: int) -> None:
    """What was read can be accepted together with others that were."""
    opened = [each for each in request.session.get(OPENED, ()) if each != unit_task_id]
    request.session[OPENED] = [*opened, unit_task_id][-REMEMBERED:]


def opened(request: Request) -> list[int]:
    """What was opened in this session."""
    return list(request.session.get(OPENED, ()))


def _month(request: Request) -> Period | None:
    try:
        return Period.month(request.GET.get("month", ""))
    except ValueError:
        return None
