"""What a draft may ask at all: what could never be issued, or never be proven, need not be drafted."""

from lianheng.checklists.asked import Asked
from lianheng.checklists.in_force import book
from lianheng.checklists.models import Task
from lianheng.checklists.receivers import roll_of
from lianheng.checklists.rules import is_alike
from lianheng.checklists.terms import ChecklistReason, Proof, TaskState
from lianheng.kernel import clock
from lianheng.kernel.measure import known
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import YES, Refused, Verdict, no
from lianheng.organisation.models import Unit


def refuse_unfit(asked: Asked, office: Unit) -> None:
    """The deadline lies in the month, whoever is named is known, and what is to prove it can."""
    month = Period(asked.month, 1)
    if asked.due_on not in month:
        raise Refused(ChecklistReason.DEADLINE_OUTSIDE)
    unknown = roll_of(month, [asked.scope], today=clock.today()).unknown(asked.scope)
    if unknown:
        raise Refused(ChecklistReason.UNKNOWN_RECEIVERS, *unknown)
    if asked.proof == Proof.MEASURE:
        _may_prove(asked).or_refuse(asked.measure)
    if asked.cites_id is not None:
        _may_cite(asked, office).or_refuse()
    if asked.cites_duty_id is not None:
        _may_cite_duty(asked, month).or_refuse()


def _may_prove(asked: Asked) -> Verdict:
    measure = known().get(asked.measure)
    if measure is None or not measure.may_prove:
        return no(ChecklistReason.UNKNOWN_MEASURE)
    if asked.threshold is None and measure.threshold is None:
        return no(ChecklistReason.NO_THRESHOLD)
    is_last = asked.due_on == Period(asked.month, 1).last_day
    return YES if is_last or not measure.waits_for_the_end else no(ChecklistReason.WAITS_FOR_THE_END)


def _may_cite(asked: Asked, office: Unit) -> Verdict:
    """A task of another office that asks nearly the same, of this month or the one before."""
    months = (asked.month, Period(asked.month, 1).shift(-1).first_day)
    cited = Task.objects.filter(pk=asked.cites_id or 0, month__in=months, state=TaskState.ISSUED).first()
    if cited is None:
        return no(ChecklistReason.NOT_ISSUED)
    is_alike_to_it = cited.office_id != office.pk and is_alike(asked.title, cited.title)
    return YES if is_alike_to_it else no(ChecklistReason.NOT_ALIKE)


def _may_cite_duty(asked: Asked, month: Period) -> Verdict:
    """A duty that falls due in the month for some of those who are asked, under nearly the same name."""
    receivers = roll_of(month, [asked.scope], today=clock.today()).receivers(asked.scope)
    found = book().alike(asked.title, {unit.kind for unit in receivers}, month)
    is_among = any(item.pk == asked.cites_duty_id for item, _ in found)
    return YES if is_among else no(ChecklistReason.NO_SUCH_DUTY)
