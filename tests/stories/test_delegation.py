"""Somebody is away and lends his role: agreed to, acted on in his stead and said so, ended by itself."""

from datetime import date, timedelta

import pytest

from lianheng.assessment import actions as assessment
from lianheng.assessment.models import Proposal
from lianheng.assessment.terms import AssessmentReason
from lianheng.checklists import actions as lists
from lianheng.checklists.terms import ChecklistReason
from lianheng.flows.reactions import work_off
from lianheng.journal.models import Event
from lianheng.kernel import clock
from lianheng.kernel.verdict import Refused
from lianheng.notices.models import Notice
from lianheng.organisation import actions, queries, sweeps
from lianheng.organisation.actions.roster import people_written
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.models import Grant
from lianheng.organisation.terms import OrganisationReason, Role
from tests.factories.assessment import ProposalFactory
from tests.factories.checklists import TaskFactory
from tests.factories.organisation import AccountFactory, actor_of, person_in, signed_in

TODAY = date(2026, 10, 8)
LAST = date(2026, 10, 14)


@pytest.fixture(autouse=True)
def _on_the_eighth_of_october():
    with clock.standing_at(TODAY):
        yield


@pytest.fixture
def head(district):
    return person_in(district.office, Role.OFFICE_HEAD, name="王主任")


@pytest.fixture
def clerk(district):
    return person_in(district.office, Role.OFFICE_CLERK, name="李干事")


def lent(principal, substitute, unit, *, by=None, role=Role.OFFICE_HEAD, **said):
    """The role is lent for a week, asked for by the principal unless said otherwise."""
    term = {"from_on": TODAY, "to_on": LAST, "reason": "培训"}
    by = by or actor_of(principal)
    return actions.lend_role(principal, substitute, role=role, unit=unit, **(term | said), by=by)


def in_stead(person):
    """The person acting in the stead of whoever lent him a role."""
    (stand_in,) = actor_of(person).standing_in
    return queries.actor_of(person, standing_in=stand_in.delegation_id)


def test_a_role_is_lent_once_it_is_agreed_to_and_ends_by_itself(district, head, clerk):
    delegation = lent(head, clerk, district.office)
    assert actor_of(clerk).standing_in == ()
    actions.approve_delegation(delegation, by=district.deputy)
    assert in_stead(clerk).holds(Role.OFFICE_HEAD, district.office)
    assert not actor_of(clerk).holds(Role.OFFICE_HEAD, district.office), "only when he says so"
    with clock.standing_at(LAST):
        assert in_stead(clerk).holds(Role.OFFICE_HEAD)
    with clock.standing_at(LAST + timedelta(days=1)):
        assert actor_of(clerk).standing_in == ()


def test_what_is_done_in_somebodys_stead_says_so_and_what_is_done_as_oneself_does_not(district, head, clerk):
    actions.approve_delegation(lent(head, clerk, district.office), by=district.leader)
    lists.issue([TaskFactory(office=district.office, due_on=LAST)], by=in_stead(clerk))
    issued = Event.objects.get(kind="checklists.issued")
    assert issued.actor_name == "李干事 (代 王主任)"
    assert (issued.actor_id, issued.detail["on_behalf_of"]) == (clerk.pk, head.pk)
    part = district.issued("2026-10", units=[district.towns[0]])[0]
    lists.submit(part, text="已完成", by=district.clerk(district.towns[0]))
    lists.accept(part, by=actor_of(clerk))
    accepted = Event.objects.get(kind="checklists.accepted")
    assert accepted.actor_name == "李干事"
    assert "on_behalf_of" not in accepted.detail


def test_a_substitute_approves_neither_his_own_nor_what_the_absent_one_did(district, head, clerk):
    actions.approve_delegation(lent(head, clerk, district.office), by=district.leader)
    draft = TaskFactory(office=district.office, due_on=LAST, drafted_by=clerk)
    with pytest.raises(Refused, match=ChecklistReason.OWN_ITEM.label):
        lists.issue([draft], by=in_stead(clerk))
    scorer = person_in(district.commission, Role.SCORER, name="老考核")
    other = person_in(district.office, name="新人")
    actions.lend_role(
        scorer,
        other,
        role=Role.SCORER,
        unit=district.commission,
        from_on=TODAY,
        to_on=LAST,
        reason="公出",
        by=district.leader,
    )
    part = district.issued("2026-10", units=[district.towns[0]])[0]
    lists.submit(part, text="已完成", by=district.clerk(district.towns[0]))
    falsity = lists.find_falsity(part, because="照抄", by=actor_of(scorer))
    with pytest.raises(Refused, match=ChecklistReason.SAME_PERSON.label):
        lists.confirm_falsity(falsity, by=in_stead(other))
    lists.confirm_falsity(falsity, by=district.leader)


def test_nobody_decides_about_whom_he_stands_in_for(district, head):
    town = district.towns[0]
    secretary = person_in(town, Role.UNIT_HEAD)
    deputy = person_in(district.commission, Role.DEPUTY)
    proposal = ProposalFactory(unit=town, kind="reminder_talk", person=secretary)
    actions.approve_delegation(
        lent(deputy, secretary, district.commission, role=Role.DEPUTY), by=district.leader
    )
    with pytest.raises(Refused, match=AssessmentReason.SELF_INTEREST.label):
        assessment.decide(proposal, adopt=False, reason="不采纳", by=in_stead(secretary))
    assert Proposal.objects.get().state == "open"


@pytest.mark.parametrize("who", ["principal", "substitute", "neighbour"])
def test_neither_of_the_two_agrees_nor_anybody_beside(district, head, clerk, who):
    delegation = lent(head, clerk, district.office)
    by = {"principal": head, "substitute": clerk, "neighbour": person_in(district.towns[0], Role.UNIT_HEAD)}
    with pytest.raises(Refused):
        actions.approve_delegation(delegation, by=actor_of(by[who]))


def test_the_substitute_of_the_leader_agrees_to_nothing_that_concerns_either(district):
    leader, deputy = (person_in(district.commission, role) for role in (Role.LEADER, Role.DEPUTY))
    actions.approve_delegation(
        lent(leader, deputy, district.commission, role=Role.LEADER), by=district.deputy
    )
    own = lent(deputy, person_in(district.commission), district.commission, role=Role.DEPUTY)
    with pytest.raises(Refused, match=OrganisationReason.OWN_ITEM.label):
        actions.approve_delegation(own, by=in_stead(deputy))
    with pytest.raises(Refused, match=OrganisationReason.IN_STEAD.label):
        lent(
            leader, person_in(district.commission), district.commission, role=Role.LEADER, by=in_stead(deputy)
        )


def test_the_head_of_a_unit_agrees_for_his_clerks_and_a_superior_lends_for_one_who_fell_ill(district):
    town = district.towns[0]
    secretary, clerk, other = (person_in(town, *roles) for roles in ([Role.UNIT_HEAD], [Role.UNIT_CLERK], []))
    delegation = lent(clerk, other, town, role=Role.UNIT_CLERK)
    actions.approve_delegation(delegation, by=actor_of(secretary))
    ordered = lent(secretary, clerk, town, role=Role.UNIT_HEAD, by=district.deputy)
    assert ordered.decided_by_id == district.deputy.id
    assert in_stead(clerk).holds(Role.UNIT_HEAD, town)


def test_a_role_for_many_units_is_lent_at_a_stroke(district):
    deputy, other = person_in(district.commission), person_in(district.commission)
    for town in district.towns[:3]:
        Grant.objects.create(person=deputy, role=Role.DEPUTY, unit=town, from_on=date(2024, 1, 1))
    actions.approve_delegation(lent(deputy, other, district.commission, role=Role.DEPUTY), by=district.leader)
    acting = in_stead(other)
    assert acting.units(Role.DEPUTY) == {town.pk for town in district.towns[:3]}
    assert not acting.holds(Role.DEPUTY, district.towns[3])


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN])
def test_the_three_administrators_neither_lend_nor_stand_in(district, head, role):
    admin = person_in(district.commission, role)
    with pytest.raises(Refused, match=OrganisationReason.ROLE_NOT_LENT.label):
        lent(admin, head, district.commission, role=role)
    with pytest.raises(Refused, match=OrganisationReason.ROLES_EXCLUDE.label):
        lent(head, admin, district.office)


def test_what_cannot_be_lent_is_refused_with_its_reason(district, head, clerk):
    reason = OrganisationReason
    for why, said in (
        (reason.SAME_PERSON, {"substitute": head}),
        (reason.ROLE_NOT_HELD, {"unit": district.towns[0]}),
        (reason.IN_PAST, {"from_on": TODAY - timedelta(days=1)}),
        (reason.DAYS_NOT_IN_ORDER, {"to_on": TODAY - timedelta(days=1)}),
        (reason.TERM_TOO_LONG, {"to_on": TODAY + timedelta(days=400)}),
        (reason.HOLDS_ALREADY, {"substitute": person_in(district.office, Role.OFFICE_HEAD)}),
    ):
        asked = {"substitute": clerk, "unit": district.office} | said
        with pytest.raises(Refused, match=why.label):
            lent(head, asked.pop("substitute"), asked.pop("unit"), **asked)
    lent(head, clerk, district.office)
    with pytest.raises(Refused, match=reason.LENT_ALREADY.label):
        lent(head, person_in(district.office), district.office)


def test_a_refusal_needs_its_reason_and_a_role_is_taken_back_at_once(district, head, clerk):
    first = lent(head, clerk, district.office)
    with pytest.raises(Refused, match=OrganisationReason.REASON_MISSING.label):
        actions.refuse_delegation(first, answer="", by=district.deputy)
    actions.refuse_delegation(first, answer="换人", by=district.deputy)
    second = actions.approve_delegation(lent(head, clerk, district.office), by=district.deputy)
    actions.revoke_delegation(second, by=actor_of(head))
    assert actor_of(clerk).standing_in == ()


def test_what_was_lent_ends_with_the_role_of_whoever_lent_it(district, head, clerk):
    actions.approve_delegation(lent(head, clerk, district.office), by=district.deputy)
    actions.revoke(head.grants.get(), by=SYSTEM)
    assert actor_of(clerk).standing_in == ()


def test_a_role_lent_is_not_a_role_held(district, head, clerk):
    """It stands in no export, makes nobody the head of a unit, and keeps nobody in office."""
    town = district.towns[0]
    secretary = person_in(town, Role.UNIT_HEAD)
    lent(secretary, clerk, town, role=Role.UNIT_HEAD, by=district.deputy)
    assert sweeps.head_of([town.pk], TODAY) == {town.pk: secretary}
    written = {row["number"]: row["roles"] for row in people_written(SYSTEM, TODAY)}
    assert written[clerk.number] == Role.OFFICE_CLERK.label
    (held,) = queries.person_or_404(SYSTEM, clerk.pk).in_office
    actions.relieve(held, on=TODAY, by=district.scorer)
    with clock.standing_at(TODAY + timedelta(days=1)):
        assert not actor_of(clerk).is_in_office
        assert actor_of(clerk).standing_in == ()


def test_on_the_screen_one_says_in_whose_stead_one_acts(client, district, head, clerk):
    AccountFactory(person=clerk)
    delegation = actions.approve_delegation(lent(head, clerk, district.office), by=district.deputy)
    signed_in(client, clerk)
    assert "代 王主任 办理" in client.get("/").content.decode()
    client.post("/stead/", {"delegation": delegation.pk})
    page = client.get("/").content.decode()
    assert "正在<b>代 王主任</b> 办理" in page
    draft = TaskFactory(office=district.office, due_on=LAST)
    assert client.get(f"/tasks/issuing/{draft.pk}/").status_code == 200
    client.post("/stead/", {"delegation": ""})
    assert "正在" not in client.get("/").content.decode()
    client.post("/stead/", {"delegation": "12345"})
    assert "正在" not in client.get("/").content.decode()


def test_a_page_out_of_sight_offers_the_way_to_act_in_the_others_stead(client, district):
    town = district.towns[0]
    secretary, other = (
        person_in(town, Role.UNIT_HEAD, name="赵书记"),
        person_in(district.towns[1], Role.UNIT_HEAD),
    )
    task = district.issued("2026-10", units=[town])[0]
    delegation = lent(secretary, other, town, role=Role.UNIT_HEAD, by=district.deputy)
    signed_in(client, other)
    lost = client.get(f"/tasks/{task.pk}/")
    assert lost.status_code == 404
    assert "代 赵书记 打开" in lost.content.decode()
    to = client.post("/stead/", {"delegation": delegation.pk, "next": f"/tasks/{task.pk}/"})
    assert client.get(to["Location"]).status_code == 200
    away = client.post("/stead/", {"delegation": "", "next": "https://elsewhere.example/"})
    assert away["Location"] == "/"


def test_those_concerned_are_told(district, head, clerk):
    delegation = lent(head, clerk, district.office)
    work_off()
    told = set(Notice.objects.values_list("to", flat=True))
    assert {district.deputy.id, district.leader.id} <= told
    assert not told & {head.pk, clerk.pk}
    actions.approve_delegation(delegation, by=district.deputy)
    work_off()
    assert {head.pk, clerk.pk} <= set(Notice.objects.values_list("to", flat=True))
