"""What nobody answers for today, each with what mends it; and nothing of it that somebody does answer for."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianheng.home import stranded
from lianheng.home.terms import StrandedKind
from lianheng.kernel import clock
from lianheng.organisation import actions
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.models import Grant
from lianheng.organisation.terms import Role
from tests.factories.assessment import ObjectionFactory, ProposalFactory
from tests.factories.checklists import ReliefFactory, TaskFactory
from tests.factories.organisation import (
    AbsenceFactory,
    AccountFactory,
    GrantFactory,
    HandoverFactory,
    PersonFactory,
    UnitFactory,
    actor_of,
    person_in,
    signed_in,
)


def found(actor):
    """What is stranded, by kind."""
    return {heap.kind: [item.title for item in heap.items] for heap in stranded.heaps(actor)}


@pytest.fixture
def whole(world):
    """The district with somebody everywhere."""
    for unit in (world.town, UnitFactory._meta.model.objects.exclude(pk=world.town.pk).get(kind="township")):
        for role in (Role.UNIT_HEAD, Role.UNIT_CLERK):
            if not Grant.objects.filter(unit=unit, role=role).exists():
                person_in(unit, role)
    return world


def away(person, unit, **said):
    term = {"from_on": date(2026, 10, 1), "to_on": None, "state": "confirmed", "decided_at": clock.now()}
    return AbsenceFactory(person=person, unit=unit, is_of_head=True, **(term | said))


def test_where_everybody_is_there_nothing_is_stranded(whole):
    assert found(whole.actor("leader")) == {}
    assert stranded.count(whole.actor("leader")) == 0


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        (Role.UNIT_HEAD, StrandedKind.NO_HEAD),
        (Role.UNIT_CLERK, StrandedKind.NO_CLERK),
        (Role.OFFICE_HEAD, StrandedKind.NO_OFFICE_HEAD),
    ],
)
def test_a_unit_or_office_without_its_people_is_named(whole, role, kind):
    granted = Grant.objects.filter(role=role).first()
    actions.revoke(granted, by=SYSTEM)
    assert granted.unit.name in found(whole.actor("leader"))[kind]


def test_a_closed_unit_needs_nobody(whole):
    UnitFactory(superior=whole.commission, closed_on=date(2026, 1, 1))
    assert found(whole.actor("leader")) == {}


def test_a_head_who_is_away_is_named_until_somebody_stands_in(whole):
    secretary = whole.people["secretary"]
    away(secretary, whole.town, to_on=date(2026, 10, 20))
    assert found(whole.actor("leader"))[StrandedKind.AWAY] == [secretary.name]
    actions.lend_role(
        secretary,
        whole.people["town_clerk"],
        role=Role.UNIT_HEAD,
        unit=whole.town,
        from_on=clock.today(),
        to_on=date(2026, 10, 20),
        reason="病假",
        by=whole.actor("leader"),
    )
    assert StrandedKind.AWAY not in found(whole.actor("leader"))
    with clock.standing_at(date(2026, 10, 21)):
        assert StrandedKind.AWAY not in found(whole.actor("leader"))


def test_an_objection_that_all_who_could_answer_have_reviewed_is_named(whole):
    reviewers = [whole.people["leader"].pk, whole.people["scorer"].pk]
    stuck = ObjectionFactory(entry__unit=whole.town, entry__facts={"reviewers": reviewers})
    ObjectionFactory(entry__unit=whole.town, entry__facts={"reviewers": reviewers[:1]})
    (heap,) = stranded.heaps(whole.actor("leader"))
    assert heap.kind == StrandedKind.OBJECTIONS
    assert [item.url for item in heap.items] == [f"/objections/{stuck.pk}/"]


def test_a_proposal_is_named_when_its_only_decider_is_away_or_concerned(whole):
    away(whole.people["deputy"], whole.commission)
    assert "谈话提醒" in found(whole.actor("leader"))[StrandedKind.PROPOSALS][0]
    assert StrandedKind.AWAY in found(whole.actor("leader"))
    GrantFactory(person=person_in(whole.commission), role=Role.DEPUTY, unit=whole.commission)
    assert StrandedKind.PROPOSALS not in found(whole.actor("leader"))
    ProposalFactory(unit=whole.town, kind="adjustment", person=whole.people["leader"])
    assert len(found(whole.actor("scorer"))[StrandedKind.PROPOSALS]) == 1


def test_a_request_is_named_when_the_only_head_of_the_office_asked_for_it_or_is_away(whole):
    ReliefFactory(unit_task=whole.parts[2], asked_by=whole.people["head"])
    assert found(whole.actor("leader"))[StrandedKind.RELIEFS] == [whole.parts[2].task.title]
    away(whole.people["head"], whole.office)
    assert len(found(whole.actor("leader"))[StrandedKind.RELIEFS]) == 2


def test_the_draft_of_somebody_who_left_the_office_is_named(whole):
    TaskFactory(office=whole.office, title="走了的人起草", drafted_by=PersonFactory())
    TaskFactory(office=whole.office, title="在的人起草", drafted_by=whole.people["clerk"])
    assert found(whole.actor("leader"))[StrandedKind.DRAFTS] == ["走了的人起草"]


def test_the_system_administrator_sees_posts_and_accounts_and_nothing_of_the_work(whole):
    AccountFactory(person=PersonFactory(name="走了的人"))
    TaskFactory(office=whole.office, drafted_by=PersonFactory())
    actions.revoke(Grant.objects.filter(role=Role.UNIT_HEAD).first(), by=SYSTEM)
    assert set(found(whole.actor("admin"))) == {StrandedKind.ACCOUNTS, StrandedKind.NO_HEAD}


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("leader", 200),
        ("deputy", 200),
        ("scorer", 200),
        ("admin", 200),
        ("head", 409),
        ("secretary", 409),
        ("clerk", 409),
    ],
)
def test_the_page_is_for_those_who_look_after_it(whole, client, who, status):
    assert signed_in(client, whole.people[who]).get("/stranded/").status_code == status


def test_the_count_on_the_desk_is_the_length_of_the_page(whole, client):
    actions.revoke(Grant.objects.filter(role=Role.UNIT_HEAD).first(), by=SYSTEM)
    TaskFactory(office=whole.office, drafted_by=PersonFactory())
    page = signed_in(client, whole.people["leader"]).get("/").content.decode()
    assert "有 2 个单位、岗位或事项今天没有人负责" in page
    assert "无人负责" not in signed_in(client, whole.people["secretary"]).get("/").content.decode()


def test_every_way_to_mend_it_leads_to_a_page(whole, client):
    away(whole.people["deputy"], whole.commission)
    actions.revoke(Grant.objects.filter(role=Role.UNIT_HEAD).first(), by=SYSTEM)
    TaskFactory(office=whole.office, drafted_by=PersonFactory())
    AccountFactory(person=PersonFactory())
    ReliefFactory(unit_task=whole.parts[2], asked_by=whole.people["head"])
    signed_in(client, whole.people["leader"])
    heaps = stranded.heaps(whole.actor("leader"))
    assert len(heaps) >= 5
    for heap in heaps:
        for item in heap.items:
            for url in (item.url, *(url for _, url in item.mends)):
                assert client.get(url).status_code == 200, url


@pytest.mark.parametrize("who", ["leader", "scorer", "admin"])
def test_a_post_that_was_left_leads_each_only_where_he_may_go(whole, client, who):
    HandoverFactory(unit=whole.town)
    (heap,) = [each for each in stranded.heaps(whole.actor(who)) if each.kind == StrandedKind.VACANT]
    signed_in(client, whole.people[who])
    for url in (heap.items[0].url, *(url for _, url in heap.items[0].mends)):
        assert client.get(url).status_code == 200, url


def test_more_of_it_asks_no_more_of_the_database(whole, django_assert_num_queries):
    leader = whole.actor("leader")
    ObjectionFactory(entry__unit=whole.town)
    with CaptureQueriesContext(connection) as before:
        stranded.count(leader)
    for _ in range(3):
        ObjectionFactory(entry__unit=whole.town)
        UnitFactory(superior=whole.commission)
    with django_assert_num_queries(len(before)):
        assert stranded.count(leader) >= 6
    assert actor_of(whole.people["leader"])
