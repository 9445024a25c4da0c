"""How people of the drill like their lists: views of their own, a list taken along, the morning's digest."""

from datetime import datetime, timedelta

from lianheng.flows import digests
from lianheng.flows.downloads import writing
from lianheng.flows.downloads.terms import ListTitle
from lianheng.instance import context
from lianheng.kernel import clock
from lianheng.kernel.moments import at_hour
from lianheng.kernel.period import Period
from lianheng.kernel.workdays import CALENDAR
from lianheng.organisation.actions import save_view
from lianheng.organisation.actor import Actor
from lianheng.papers import actions, queries

from .cast import Cast
from .terms import ViewName

MORNING = 8


def keep(last: Period, cast: Cast, began: datetime) -> None:
    """The scorer has two views, one of them shared, and last month's list; whoever has to do was told so."""
    with clock.standing_at(began):
        _views(cast.scorer)
        _download(last, cast.scorer)
    with clock.standing_at(_last_morning(began)):
        digests.give_when_due()


def _views(scorer: Actor) -> None:
    with context.acting_as(scorer.id):
        name, query = ViewName.WAITING.label, "state=submitted&sort=due_on"
        save_view(page="/tasks/", name=name, query=query, is_shared=True, by=scorer)
        save_view(page="/scores/", name=ViewName.LOWEST.label, query="sort=score", by=scorer)


def _download(month: Period, scorer: Actor) -> None:
    with context.acting_as(scorer.id):
        if queries.download_list(scorer).exists():
            return
        title = str(ListTitle.UNIT_TASKS.label).format(period=month.label)
        said = {"title": title, "query": f"month={month}", "page": "/tasks/"}
        made = actions.ask_download(ListTitle.UNIT_TASKS.value, **said, by=scorer)
    writing.write(made.pk)


def _last_morning(began: datetime) -> datetime:
    """The last working day's morning that is past."""
    day = began.date() if began.hour >= MORNING else began.date() - timedelta(days=1)
    return at_hour(CALENDAR.estimate_before(day + timedelta(days=1), 1), MORNING)
