"""The year of the drill district, month by month, each whole or not at all."""

from collections.abc import Callable
from datetime import datetime

from lianheng.checklists import sweeps as lists
from lianheng.checklists.actions import adopt_standard_duties
from lianheng.flows.duties import keep_up
from lianheng.flows.reactions import work_off
from lianheng.flows.terms import DrillReason
from lianheng.kernel import clock
from lianheng.kernel.moments import ZONE, end_of
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Refused
from lianheng.notices.actions import read_all
from lianheng.organisation import actions, identity, sweeps
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.middleware import acting_as
from lianheng.organisation.terms import InstanceKind

from . import habits
from .aftermath import Aftermath
from .agenda import Agenda
from .cast import Cast
from .conduct import Story
from .decision import Cures
from .district import EXAMPLE_TOWN, RECOVERING_TOWN, SLIDING_TOWN, found, ranked_bodies, towns
from .duties import MonthOfDuties
from .lightening import Lightening, read_reminders
from .month import MonthlyList, asked_in, workday
from .people import Changes
from .talking import Talks
from .year import YearsEnd

Report = Callable[[Period | None], None]


def live(report: Report = lambda _: None, *, length: int | None = None) -> int:
    """Found the district and live its year, or what is missing of it; how many months were lived now."""
    began = _mark()
    story = told_until(Period.month_of(began.date()).shift(-1), length=length)
    if not sweeps.is_founded():
        report(None)
        with clock.standing_at(story.months[0].first_day), acting_as(SYSTEM):
            found(story.months[0].first_day, began.date())
            adopt_standard_duties(by=SYSTEM)
    lived = set(lists.months_with_tasks())
    missing = [month for month in (*story.months, story.last.shift(1)) if month not in lived]
    cast = Cast()
    for month in missing:
        report(month)
        with acting_as(SYSTEM):
            _live_month(month, story, cast, began)
        work_off()
        if month > story.last:
            read_reminders(cast, began)
    if missing:
        keep_up()
        habits.keep(story.last, cast, began)
        work_off()
    return len(missing)


def _mark() -> datetime:
    """The installation is a drill from now on, if nothing real was ever kept in it; since when it is one."""
    if sweeps.is_founded() and identity.instance_kind() == InstanceKind.LIVE:
        raise Refused(DrillReason.IN_USE)
    instance = actions.mark_instance(InstanceKind.DEMO, by=SYSTEM)
    if instance.kind != InstanceKind.DEMO:
        raise Refused(DrillReason.IN_USE)
    clock.allow_setting()
    return instance.prepared_at.astimezone(ZONE)


def told_until(last: Period, *, length: int | None = None) -> Story:
    """The story that ends with that month; of a year, or shorter."""
    told = towns()
    return Story(
        last=last,
        recovering=told[RECOVERING_TOWN],
        sliding=told[SLIDING_TOWN],
        example=told[EXAMPLE_TOWN],
        classes=ranked_bodies(),
        asked=asked_in,
        length=length,
    )


def _live_month(month: Period, story: Story, cast: Cast, began: datetime) -> None:
    """What happens in one month: the close of the one before, its own list, up to the present moment."""
    until = min(began, end_of(month.last_day))
    agenda = Agenda()
    if month > story.months[0]:
        if month == story.last:
            _read_old_messages(cast)
        Aftermath(month.shift(-1), story, cast, agenda).enter()
    cures = Cures(cast)
    agenda.enter(workday(month, 5, 11), cast.scorer, cures.hand_in)
    agenda.enter(workday(month, 8, 11), cast.scorer, cures.confirm)
    Talks(month, story, cast, agenda, until).enter()
    YearsEnd(story, cast, agenda).enter(month)
    MonthlyList(month, story, cast, agenda, until).enter()
    Changes(month, story, cast, agenda, until, work_off).enter()
    if month >= story.last:
        Lightening(month, story, cast, agenda, until).enter()
    MonthOfDuties(month, story, cast, agenda, until).enter()
    agenda.live(until)


def _read_old_messages(cast: Cast) -> None:
    """Whoever was told something a month ago has read it."""
    for actor in cast.everybody():
        read_all(by=actor)


def examples() -> list[tuple[str, str, str, str]]:
    """Somebody for each role, to try things out as: role, number, name, unit."""
    found = []
    for grant in identity.drill_people():
        actor = identity.actor_of(grant.person)
        found.append((grant.get_role_display(), actor.number, actor.name, actor.unit_name))
    return found
