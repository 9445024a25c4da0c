"""What an address asks for beyond its path."""

from collections.abc import Iterable

from django.http import HttpResponseRedirect
from django.urls import reverse

from lianheng.checklists.asked import Narrowed
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation.request import Request

OPENED = "read_for_review"
REMEMBERED = 200
FARTHEST = 400


def month(request: Request) -> Period:
    """The month asked for; this one when nothing sensible is said."""
    return _month(request) or Period.month_of(clock.today())


def period(request: Request) -> Period:
    """The month, quarter or year asked for; this month when nothing sensible is said."""
    try:
        return Period.parse(request.GET.get("period", ""))
    except ValueError:
        return Period.month_of(clock.today())


def spans(request: Request, periods: Iterable[Period], now: Period) -> dict[str, object]:
    """The period with its neighbours and, as tabs, the month, quarter and year around it."""
    tabs = [
        {"label": each.label, "url": "?" + _changed(request, period=str(each)), "active": each == now}
        for each in periods
    ]
    return {"tabs": tabs, "previous": now.shift(-1), "next": now.shift(1)}


def pager(request: Request, number: int, has_next: bool) -> dict[str, object]:
    """Where one is in a list of pages, and the neighbours."""
    before, after = ("?" + _changed(request, page=str(number + step)) for step in (-1, 1))
    return {
        "number": number,
        "previous": before if number > 1 else "",
        "next": after if has_next and number < FARTHEST else "",
        "too_far": has_next and number >= FARTHEST,
    }


def _changed(request: Request, **said: str) -> str:
    query = request.GET.copy()
    for name in ("page", "print"):
        query.pop(name, None)
    for name, value in said.items():
        query[name] = value
    return query.urlencode()


def page(request: Request) -> int:
    """Which page of a list; the first when nothing sensible is said."""
    return min(max(1, number(request, "page") or 1), FARTHEST)


def around(month: Period) -> dict[str, Period]:
    """The month with its neighbours, as a page shows them."""
    return {"month": month, "previous": month.shift(-1), "next": month.shift(1)}


def number(request: Request, name: str) -> int | None:
    """A number, or none."""
    said = request.GET.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 16 else None


def posted_number(request: Request, name: str) -> int | None:
    """A number that was sent with a form, or none."""
    return next(iter(numbers(request.POST.getlist(name))), None)


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


def remember_opened(request: Request, unit_task_id: int, times_returned: int) -> None:
    """What was read can be accepted together with others that were; as it was when it was read."""
    others = {pk: times for pk, times in opened(request).items() if pk != unit_task_id}
    request.session[OPENED] = [*others.items(), (unit_task_id, times_returned)][-REMEMBERED:]


def opened(request: Request) -> dict[int, int]:
    """What was opened in this session, each with how often it had come back by then."""
    return dict(request.session.get(OPENED, ()))


def to_desk(month: Period) -> HttpResponseRedirect:
    """To the drafts of that month."""
    return HttpResponseRedirect(f"{reverse('checklists:desk')}?month={month}")


def _month(request: Request) -> Period | None:
    try:
        return Period.month(request.GET.get("month", ""))
    except ValueError:
        return None
