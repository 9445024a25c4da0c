"""Tasks of the monthly list, what is handed in, exemptions, false evidence; duties."""

from datetime import date

from lianheng.checklists import policy
from lianheng.checklists.models import (
    CapRequest,
    DutyItem,
    DutyRecord,
    Falsity,
    Relief,
    Submission,
    Task,
    UnitTask,
)
from lianheng.checklists.terms import ReliefKind
from lianheng.organisation.actor import Actor
from lianheng.organisation.models import Unit

from .people import NEXT_OFFICE, NEXT_TOWN, NOW, OFFICE, SOMEBODY, TODAY, TOWN, Situation

MONTH, DUE = date(2026, 11, 1), date(2026, 11, 20)


def _task(state: str = "draft", office: Unit = OFFICE, title: str = "三务公开检查", **said: object) -> Task:
    given = {"month": MONTH, "due_on": DUE, "drafted_by_id": SOMEBODY} | said
    return Task(state=state, office=office, title=title, **given)


def _part(state: str = "issued", unit: Unit = TOWN, office: Unit = OFFICE) -> UnitTask:
    handed_in = None if state == "issued" else NOW
    given = {"month": MONTH, "due_on": DUE, "submitted_at": handed_in}
    return UnitTask(state=state, unit=unit, office=office, task=_task("issued", office), **given)


def _remind(who: Actor, office: Unit) -> object:
    return policy.may_remind(
        who, _task("issued", office), open_parts=2, last_on=None, today=TODAY, is_closed=False
    )


def _issue(who: Actor, office: Unit) -> object:
    return policy.may_issue(who, _task(office=office), today=TODAY, is_closed=False)


def _merge(who: Actor, office: Unit) -> object:
    into = _task("issued", NEXT_OFFICE if office is OFFICE else OFFICE)
    into.office_id = into.office.pk
    return policy.may_merge(who, _task(office=office), into, shared=3, is_closed=False)


def _relief(who: Actor, unit: Unit) -> object:
    said = {"now": NOW, "is_closed": False, "has_open": False}
    return policy.may_ask_relief(who, _part(unit=unit), ReliefKind.EXEMPTION, **said)


def _accept(who: Actor, submitted_by: int, office: Unit = OFFICE) -> object:
    handed_in = Submission(submitted_by_id=submitted_by)
    return policy.may_accept(who, _part("submitted", office=office), handed_in, is_closed=False)


def _record(who: Actor, unit: Unit) -> object:
    item = DutyItem(key="A1-01", frequency="as_needed")
    return policy.may_record_duty(who, unit, item, None, today=TODAY, is_closed=False)


def _take_back(who: Actor, unit: Unit) -> object:
    kept = DutyRecord(unit=unit, item=DutyItem(key="A1-01", frequency="as_needed"))
    return policy.may_withdraw_duty_record(who, kept, is_closed=False, cited_by=())


SITUATIONS: dict[str, tuple[Situation, ...]] = {
    "may_see": (
        lambda who: policy.may_see(who, _part()),
        lambda who: policy.may_see(who, _part(unit=NEXT_TOWN, office=NEXT_OFFICE)),
    ),
    "may_draft": (lambda who: policy.may_draft(who, OFFICE), lambda who: policy.may_draft(who, NEXT_OFFICE)),
    "may_change": (
        lambda who: policy.may_change(who, _task()),
        lambda who: policy.may_change(who, _task(office=NEXT_OFFICE)),
    ),
    "may_issue": (lambda who: _issue(who, OFFICE), lambda who: _issue(who, NEXT_OFFICE)),
    "may_lift_cap": (
        lambda who: policy.may_lift_cap(who, _task()),
        lambda who: policy.may_lift_cap(who, _task(drafted_by_id=who.id)),
    ),
    "may_ask_cap": (
        lambda who: policy.may_ask_cap(who, _task(), exceeds_cap=True, has_open=False),
        lambda who: policy.may_ask_cap(who, _task(office=NEXT_OFFICE), exceeds_cap=True, has_open=False),
    ),
    "may_decide_cap": (
        lambda who: policy.may_decide_cap(who, CapRequest(task=_task(), asked_by_id=SOMEBODY)),
        lambda who: policy.may_decide_cap(who, CapRequest(task=_task(), asked_by_id=who.id)),
    ),
    "may_merge": (lambda who: _merge(who, OFFICE), lambda who: _merge(who, NEXT_OFFICE)),
    "may_remind": (lambda who: _remind(who, OFFICE), lambda who: _remind(who, NEXT_OFFICE)),
    "may_close_by_record": (lambda who: policy.may_close_by_record(who, _part(), is_closed=False),),
    "may_withdraw": (
        lambda who: policy.may_withdraw(who, _task("issued"), is_closed=False),
        lambda who: policy.may_withdraw(who, _task("issued", NEXT_OFFICE), is_closed=False),
    ),
    "may_submit": (
        lambda who: policy.may_submit(who, _part(), is_closed=False),
        lambda who: policy.may_submit(who, _part(unit=NEXT_TOWN), is_closed=False),
    ),
    "may_return": (
        lambda who: policy.may_return(who, _part("submitted"), None, is_closed=False),
        lambda who: policy.may_return(who, _part("submitted", office=NEXT_OFFICE), None, is_closed=False),
    ),
    "may_accept": (
        lambda who: _accept(who, SOMEBODY),
        lambda who: _accept(who, who.id),
        lambda who: _accept(who, SOMEBODY, NEXT_OFFICE),
    ),
    "may_ask_relief": (lambda who: _relief(who, TOWN), lambda who: _relief(who, NEXT_TOWN)),
    "may_decide_relief": (
        lambda who: policy.may_decide_relief(who, Relief(unit_task=_part()), is_closed=False),
        lambda who: policy.may_decide_relief(
            who, Relief(unit_task=_part(), asked_by_id=who.id), is_closed=False
        ),
    ),
    "may_find_falsity": (
        lambda who: policy.may_find_falsity(who, _part("submitted"), is_closed=False),
        lambda who: policy.may_find_falsity(who, _part("submitted", office=NEXT_OFFICE), is_closed=True),
    ),
    "may_decide_falsity": (
        lambda who: policy.may_decide_falsity(who, Falsity(unit_task=_part(), found_by_id=SOMEBODY)),
        lambda who: policy.may_decide_falsity(who, Falsity(unit_task=_part(), found_by_id=who.id)),
    ),
    "may_confirm_falsity": (
        lambda who: policy.may_confirm_falsity(
            who, Falsity(unit_task=_part(), found_by_id=SOMEBODY), is_closed=False
        ),
        lambda who: policy.may_confirm_falsity(
            who, Falsity(unit_task=_part(), found_by_id=who.id), is_closed=False
        ),
    ),
    "may_see_duties": (
        lambda who: policy.may_see_duties(who, TOWN),
        lambda who: policy.may_see_duties(who, NEXT_TOWN),
    ),
    "may_prepare_duties": (
        policy.may_prepare_duties,
        lambda who: policy.may_prepare_duties(who, is_adopted=True),
    ),
    "may_adopt_duties": (policy.may_adopt_duties, lambda who: policy.may_adopt_duties(who, is_adopted=True)),
    "may_assign_duties": (
        lambda who: policy.may_assign_duties(who, TOWN),
        lambda who: policy.may_assign_duties(who, NEXT_TOWN),
    ),
    "may_record_duty": (lambda who: _record(who, TOWN), lambda who: _record(who, NEXT_TOWN)),
    "may_record_duties": (
        lambda who: policy.may_record_duties(who, TOWN, is_closed=False),
        lambda who: policy.may_record_duties(who, NEXT_TOWN, is_closed=False),
    ),
    "may_withdraw_duty_record": (lambda who: _take_back(who, TOWN), lambda who: _take_back(who, NEXT_TOWN)),
}
