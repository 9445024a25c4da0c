"""Who may do what with the monthly list, asked of plain objects."""

from datetime import date

import pytest

from lianheng.checklists import policy
from lianheng.checklists.models import CapRequest, Falsity, Relief, Submission, Task, UnitTask
from lianheng.checklists.terms import ChecklistReason as Why
from lianheng.checklists.terms import ReliefKind, TaskState, UnitTaskState
from lianheng.kernel import clock
from lianheng.organisation.actor import SYSTEM, Actor, Held
from lianheng.organisation.models import Unit
from lianheng.organisation.terms import Role

COMMISSION = Unit(pk=1, path="1/")
OFFICE = Unit(pk=2, path="1/2/")
OTHER_OFFICE = Unit(pk=3, path="1/3/")
TOWN = Unit(pk=4, path="1/4/")
NEIGHBOUR = Unit(pk=5, path="1/5/")

TODAY = date(2026, 10, 8)
DUE = date(2026, 10, 20)


def person(number: int, role: Role, unit: Unit) -> Actor:
    """Somebody with one role for one unit."""
    return Actor(id=number, name=str(number), held=(Held(role, unit.pk, unit.path),))


LEADER = person(11, Role.LEADER, COMMISSION)
SCORER = person(12, Role.SCORER, COMMISSION)
DEPUTY = person(13, Role.DEPUTY, COMMISSION)
HEAD = person(14, Role.OFFICE_HEAD, OFFICE)
CLERK = person(15, Role.OFFICE_CLERK, OFFICE)
OTHER_HEAD = person(16, Role.OFFICE_HEAD, OTHER_OFFICE)
TOWN_HEAD = person(17, Role.UNIT_HEAD, TOWN)
TOWN_CLERK = person(18, Role.UNIT_CLERK, TOWN)
STRANGER = person(19, Role.UNIT_CLERK, NEIGHBOUR)
EVERYBODY = (LEADER, SCORER, DEPUTY, HEAD, CLERK, OTHER_HEAD, TOWN_HEAD, TOWN_CLERK, STRANGER, SYSTEM)


def allowed(ask) -> set[Actor]:
    """Of everybody, who may."""
    return {actor for actor in EVERYBODY if ask(actor)}


def task(**said) -> Task:
    """A draft of the office."""
    plain = {"month": date(2026, 10, 1), "due_on": DUE, "office": OFFICE, "state": TaskState.DRAFT}
    return Task(**(plain | said))


def unit_task(**said) -> UnitTask:
    """The town's part of a task of the office."""
    plain = {"month": date(2026, 10, 1), "due_on": DUE, "unit": TOWN, "office": OFFICE}
    return UnitTask(**(plain | said))


def submitted(**said) -> UnitTask:
    """Handed in on the day."""
    return unit_task(state=UnitTaskState.SUBMITTED, submitted_at=clock.at_hour(DUE, 9), **said)


def test_the_office_drafts():
    assert allowed(lambda actor: policy.may_draft(actor, OFFICE)) == {HEAD, CLERK, SYSTEM}
    assert policy.may_draft(TOWN_HEAD, OFFICE).why_not == Why.NOT_YOUR_OFFICE


def test_a_draft_is_changed_by_its_office_and_frozen_once_issued():
    assert allowed(lambda actor: policy.may_change(actor, task())) == {HEAD, CLERK, SYSTEM}
    assert policy.may_change(HEAD, task(state=TaskState.ISSUED)).why_not == Why.WRONG_STATE


def test_the_head_of_the_office_issues():
    may = {actor for actor in EVERYBODY if policy.may_issue(actor, task(), today=TODAY, is_closed=False)}
    assert may == {HEAD, SYSTEM}


@pytest.mark.parametrize(
    ("said", "circumstances", "why"),
    [
        ({"state": TaskState.ISSUED}, {}, Why.WRONG_STATE),
        ({"state": TaskState.WITHDRAWN}, {}, Why.WRONG_STATE),
        ({}, {"is_closed": True}, Why.MONTH_TALLIED),
        ({"due_on": date(2026, 11, 1)}, {}, Why.DEADLINE_OUTSIDE),
        ({}, {"today": date(2026, 10, 21)}, Why.DEADLINE_BEFORE_ISSUE),
        ({}, {"receivers": 0}, Why.NO_RECEIVERS),
        ({}, {"exceeds_cap": True}, Why.OVER_CAP),
    ],
)
def test_the_head_does_not_issue(said, circumstances, why):
    verdict = policy.may_issue(HEAD, task(**said), **({"today": TODAY, "is_closed": False} | circumstances))
    assert verdict.why_not == why


def test_beyond_the_cap_the_head_issues_what_the_deputy_agreed_to():
    lifted = task(cap_lifted_by_id=DEPUTY.id)
    assert policy.may_issue(HEAD, lifted, today=TODAY, is_closed=False, exceeds_cap=True)


def test_the_command_line_may_issue_a_list_of_the_past():
    assert policy.may_issue(SYSTEM, task(), today=date(2026, 12, 1), is_closed=False, exceeds_cap=True)


def test_the_deputy_in_charge_lifts_the_cap_but_not_for_a_draft_of_his_own():
    assert allowed(lambda actor: policy.may_lift_cap(actor, task())) == {DEPUTY}
    assert policy.may_lift_cap(HEAD, task()).why_not == Why.NOT_DEPUTY
    assert policy.may_lift_cap(DEPUTY, task(drafted_by_id=DEPUTY.id)).why_not == Why.OWN_ITEM
    assert policy.may_lift_cap(DEPUTY, task(state=TaskState.ISSUED)).why_not == Why.WRONG_STATE


def test_the_office_asks_the_deputy_once_and_only_when_it_must():
    def ask(actor, given=None, *, exceeds_cap=True, has_open=False):
        return policy.may_ask_cap(actor, given or task(), exceeds_cap=exceeds_cap, has_open=has_open)

    assert allowed(ask) == {HEAD, CLERK, SYSTEM}
    assert ask(CLERK, has_open=True).why_not == Why.CAP_ASKED
    assert ask(CLERK, exceeds_cap=False).why_not == Why.NOT_OVER_CAP
    assert ask(CLERK, task(cap_lifted_by_id=DEPUTY.id)).why_not == Why.NOT_OVER_CAP
    assert ask(CLERK, task(state=TaskState.ISSUED)).why_not == Why.WRONG_STATE


def test_the_deputy_decides_what_others_ask():
    asked = CapRequest(task=task(), asked_by_id=HEAD.id)
    assert allowed(lambda actor: policy.may_decide_cap(actor, asked)) == {DEPUTY}
    own = CapRequest(task=task(), asked_by_id=DEPUTY.id)
    assert policy.may_decide_cap(DEPUTY, own).why_not == Why.OWN_ITEM
    done = CapRequest(task=task(), decided_at=clock.at_hour(TODAY, 9))
    assert policy.may_decide_cap(DEPUTY, done).why_not == Why.WRONG_STATE


def remind_verdict(actor=CLERK, given=None, **said):
    """Whether somebody may remind on the eighth, two units being late and nobody reminded yet."""
    plain = {"open_parts": 2, "last_on": None, "today": TODAY, "is_closed": False}
    return policy.may_remind(actor, given or task(state=TaskState.ISSUED), **(plain | said))


def test_the_issuing_office_reminds_once_a_working_day():
    assert allowed(remind_verdict) == {HEAD, CLERK}
    assert remind_verdict(open_parts=0).why_not == Why.NOBODY_TO_REMIND
    assert remind_verdict(last_on=TODAY).why_not == Why.REMINDED_TODAY
    assert remind_verdict(last_on=date(2026, 10, 7))
    assert remind_verdict(last_on=date(2026, 10, 16), today=date(2026, 10, 18)).why_not == Why.REMINDED_TODAY
    assert remind_verdict(is_closed=True).why_not == Why.MONTH_TALLIED
    assert remind_verdict(given=task()).why_not == Why.WRONG_STATE


def test_only_the_machine_closes_by_records_and_only_what_is_open():
    assert allowed(lambda actor: policy.may_close_by_record(actor, unit_task(), is_closed=False)) == {SYSTEM}
    for state in UnitTaskState:
        verdict = policy.may_close_by_record(SYSTEM, unit_task(state=state), is_closed=False)
        assert bool(verdict) is (state in (UnitTaskState.ISSUED, UnitTaskState.RETURNED))


def test_whoever_reviews_second_is_told_so():
    for state in (UnitTaskState.ACCEPTED, UnitTaskState.RETURNED):
        verdict = policy.may_accept(HEAD, unit_task(state=state), None, is_closed=False)
        assert verdict.why_not == Why.ALREADY_REVIEWED


def test_the_head_withdraws_until_the_month_is_tallied():
    issued = task(state=TaskState.ISSUED)
    assert allowed(lambda actor: policy.may_withdraw(actor, issued, is_closed=False)) == {HEAD, SYSTEM}
    assert policy.may_withdraw(HEAD, issued, is_closed=True).why_not == Why.MONTH_TALLIED
    assert policy.may_withdraw(HEAD, task(), is_closed=False).why_not == Why.WRONG_STATE


def test_the_unit_hands_in():
    assert allowed(lambda actor: policy.may_submit(actor, unit_task(), is_closed=False)) == {
        TOWN_HEAD,
        TOWN_CLERK,
    }


@pytest.mark.parametrize("state", UnitTaskState)
def test_only_what_is_open_can_be_handed_in(state):
    verdict = policy.may_submit(TOWN_CLERK, unit_task(state=state), is_closed=False)
    assert bool(verdict) is (state in (UnitTaskState.ISSUED, UnitTaskState.RETURNED))
    closed = policy.may_submit(TOWN_CLERK, unit_task(state=state), is_closed=True)
    assert closed.why_not == Why.MONTH_TALLIED


@pytest.mark.parametrize("ask", [policy.may_return, policy.may_accept])
def test_the_issuing_office_reviews_never_what_it_handed_in_itself(ask):
    handed_in = Submission(submitted_by_id=TOWN_CLERK.id)
    assert allowed(lambda actor: ask(actor, submitted(), handed_in, is_closed=False)) == {HEAD, CLERK}
    own = Submission(submitted_by_id=CLERK.id)
    assert ask(CLERK, submitted(), own, is_closed=False).why_not == Why.OWN_ITEM
    assert ask(HEAD, unit_task(), None, is_closed=False).why_not == Why.WRONG_STATE
    assert ask(HEAD, submitted(), handed_in, is_closed=True).why_not == Why.MONTH_TALLIED
    assert ask(OTHER_HEAD, submitted(), handed_in, is_closed=False).why_not == Why.NOT_YOUR_OFFICE


def relief_verdict(actor=TOWN_CLERK, kind=ReliefKind.EXTENSION, given=None, **said):
    """Whether the town may ask on the morning of the eighth, nothing being asked yet."""
    plain = {"now": clock.at_hour(TODAY, 9), "is_closed": False, "has_open": False}
    return policy.may_ask_relief(actor, given or unit_task(), kind, **(plain | said))


def test_the_unit_asks_for_relief():
    assert allowed(relief_verdict) == {TOWN_HEAD, TOWN_CLERK}
    assert relief_verdict(STRANGER).why_not == Why.NOT_YOUR_UNIT
    assert relief_verdict(has_open=True).why_not == Why.RELIEF_OPEN
    assert relief_verdict(is_closed=True).why_not == Why.MONTH_TALLIED


def test_more_time_is_asked_for_until_the_deadline_an_exemption_later_too():
    last, after = clock.end_of(DUE), clock.at_hour(date(2026, 10, 21), 0)
    assert relief_verdict(now=last)
    assert relief_verdict(now=after).why_not == Why.DEADLINE_PASSED
    assert relief_verdict(kind=ReliefKind.EXEMPTION, now=after)


def test_more_time_is_not_for_what_was_handed_in():
    assert relief_verdict(given=submitted()).why_not == Why.WRONG_STATE
    assert relief_verdict(kind=ReliefKind.EXEMPTION, given=submitted())
    accepted = unit_task(state=UnitTaskState.ACCEPTED)
    assert relief_verdict(kind=ReliefKind.EXEMPTION, given=accepted).why_not == Why.WRONG_STATE


@pytest.mark.parametrize(
    ("until", "why"),
    [
        (None, Why.NO_DEADLINE),
        (DUE, Why.NOT_LATER),
        (date(2026, 10, 21), None),
        (date(2026, 10, 31), None),
        (date(2026, 11, 1), Why.DEADLINE_OUTSIDE),
    ],
)
def test_a_later_deadline_lies_within_the_month(until, why):
    assert policy.may_extend(unit_task(), until).why_not == why


def test_the_head_of_the_office_decides_on_relief():
    asked = Relief(unit_task=unit_task(), asked_by_id=TOWN_CLERK.id)
    assert allowed(lambda actor: policy.may_decide_relief(actor, asked, is_closed=False)) == {HEAD, SYSTEM}
    own = Relief(unit_task=unit_task(), asked_by_id=HEAD.id)
    assert policy.may_decide_relief(HEAD, own, is_closed=False).why_not == Why.OWN_ITEM
    decided = Relief(unit_task=unit_task(), decided_at=clock.at_hour(TODAY, 9))
    assert policy.may_decide_relief(HEAD, decided, is_closed=False).why_not == Why.WRONG_STATE
    assert policy.may_decide_relief(HEAD, asked, is_closed=True).why_not == Why.MONTH_TALLIED


def test_reviewers_scorers_and_leaders_find_false_evidence():
    found = allowed(lambda actor: policy.may_find_falsity(actor, submitted(), is_closed=False))
    assert found == {HEAD, CLERK, SCORER, LEADER}
    never = policy.may_find_falsity(HEAD, unit_task(), is_closed=False)
    assert never.why_not == Why.NEVER_SUBMITTED
    assert policy.may_find_falsity(HEAD, submitted(), is_closed=True).why_not == Why.MONTH_TALLIED
    again = submitted()
    Falsity(unit_task=again)
    assert policy.may_find_falsity(HEAD, again, is_closed=False).why_not == Why.ALREADY_FOUND


def test_a_second_person_confirms():
    falsity = Falsity(unit_task=submitted(), found_by_id=SCORER.id)
    assert allowed(lambda actor: policy.may_confirm_falsity(actor, falsity, is_closed=False)) == {LEADER}
    same = policy.may_confirm_falsity(SCORER, falsity, is_closed=False)
    assert same.why_not == Why.SAME_PERSON
    assert policy.may_confirm_falsity(HEAD, falsity, is_closed=False).why_not == Why.NOT_SCORER
    assert policy.may_confirm_falsity(LEADER, falsity, is_closed=True).why_not == Why.MONTH_TALLIED
    assert policy.may_decide_falsity(LEADER, falsity)
    decided = Falsity(unit_task=submitted(), found_by_id=HEAD.id, is_confirmed=False)
    assert policy.may_decide_falsity(LEADER, decided).why_not == Why.WRONG_STATE


def test_a_finding_is_kept_from_the_unit_until_it_is_confirmed():
    falsity = Falsity(unit_task=submitted(), found_by_id=HEAD.id)
    assert allowed(lambda actor: policy.sees_falsity(actor, falsity)) == {HEAD, CLERK, LEADER, SCORER, DEPUTY}
    falsity.is_confirmed = True
    assert {TOWN_HEAD, TOWN_CLERK} < allowed(lambda actor: policy.sees_falsity(actor, falsity))


def test_a_unit_s_task_is_seen_by_the_unit_its_office_and_the_overseers():
    seen = allowed(lambda actor: policy.may_see(actor, unit_task()))
    assert seen == {TOWN_HEAD, TOWN_CLERK, HEAD, CLERK, LEADER, SCORER, DEPUTY}


def test_a_draft_is_seen_by_its_office_and_those_above_it():
    seen = allowed(lambda actor: policy.sees_task(actor, task(), [TOWN]))
    assert seen == {HEAD, CLERK, LEADER, SCORER, DEPUTY}
    issued = allowed(lambda actor: policy.sees_task(actor, task(state=TaskState.ISSUED), [TOWN]))
    assert issued - seen == {TOWN_HEAD, TOWN_CLERK}
