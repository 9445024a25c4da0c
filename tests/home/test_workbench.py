"""The workbench: what waits for each role, counted as it is listed."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianheng.assessment.terms import AssessmentEvent, ProposalKind
from lianheng.checklists import actions as lists
from lianheng.home import desk, frame, queries
from lianheng.home.deeds import deeds
from lianheng.home.terms import Drawer, PileKind
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.organisation.models import Post
from lianheng.organisation.terms import Role
from lianheng.papers.actions import note_export
from tests.factories.assessment import ObjectionFactory, ProposalFactory
from tests.factories.checklists import UnitTaskFactory
from tests.factories.duties import (
    DutyAssignmentFactory,
    DutyChecklistFactory,
    DutyItemFactory,
    DutyRecordFactory,
    in_force,
)
from tests.factories.notices import NoticeFactory
from tests.factories.organisation import CommissionFactory, actor_of, person_in, signed_in

ROLES = ("leader", "deputy", "scorer", "head", "clerk", "secretary", "town_clerk", "admin")
WAITS = {
    "leader": {PileKind.FALSITIES, PileKind.OBJECTIONS, PileKind.MONTHS, PileKind.PROPOSALS},
    "deputy": {PileKind.PROPOSALS},
    "scorer": {PileKind.FALSITIES, PileKind.OBJECTIONS, PileKind.MONTHS},
    "head": {PileKind.TO_REVIEW, PileKind.RELIEFS, PileKind.PROPOSALS},
    "clerk": {PileKind.TO_REVIEW},
    "secretary": {PileKind.OPEN_TASKS},
    "town_clerk": {PileKind.OPEN_TASKS},
    "admin": set(),
}


def waiting(world, role):
    return [pile for pile in desk.piles(world.actor(role)) if pile.count()]


@pytest.mark.parametrize("role", ROLES)
def test_every_role_finds_what_waits_for_it_and_nothing_else(world, role):
    assert {pile.kind for pile in waiting(world, role)} == WAITS[role]


@pytest.mark.parametrize("role", ROLES)
def test_laying_out_what_waits_reads_nothing(world, role, django_assert_num_queries):
    """The query that counts it is kept for the day: what was read on the way would be kept with it."""
    actor = world.actor(role)
    with django_assert_num_queries(0):
        assert all(pile.rows is not None for pile in desk.piles(actor) + desk.begun(actor))


@pytest.mark.parametrize("role", ROLES)
def test_each_count_is_the_length_of_its_list(world, role):
    actor = world.actor(role)
    for pile in desk.piles(actor) + desk.begun(actor):
        assert pile.count() == len(pile.lines())
    total = sum(len(pile.lines()) for pile in desk.piles(actor))
    assert desk.pending_count(actor) == total
    assert sum(heap.count for heap in queries.workbench(actor, Drawer.TO_DO).heaps) == total


@pytest.mark.parametrize("role", ROLES)
def test_the_number_in_the_frame_is_the_number_on_the_desk(world, client, role):
    page = signed_in(client, world.people[role]).get("/").content.decode()
    pending = desk.pending_count(world.actor(role))
    shown = re.search(r'待办(?:<b class="count">(\d+)</b>)?</a>', page)
    assert shown
    assert int(shown[1] or 0) == pending


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("drawer", ["", *Drawer.values, "no such drawer"])
def test_every_drawer_opens_for_everybody(world, client, role, drawer):
    assert signed_in(client, world.people[role]).get("/", {"drawer": drawer}).status_code == 200


@pytest.mark.parametrize("role", ROLES)
def test_every_line_leads_to_a_page_that_one_may_open(world, client, role):
    actor = world.actor(role)
    signed_in(client, world.people[role])
    for pile in desk.piles(actor) + desk.begun(actor):
        assert client.get(pile.url, follow=True).status_code == 200
        for line in pile.lines():
            assert client.get(line.url).status_code == 200, line


@pytest.mark.parametrize("role", ROLES)
def test_the_menu_leads_only_where_one_may_go(world, client, role):
    signed_in(client, world.people[role])
    menu = frame.Frame(world.actor(role)).menu
    for group in menu:
        for item in group.items:
            assert client.get(item.url, follow=True).status_code == 200, item


def test_what_is_accepted_waits_no_more(world):
    before = desk.pending_count(world.actor("clerk"))
    lists.accept(world.parts[0], by=world.actor("clerk"))
    assert desk.pending_count(world.actor("clerk")) == before - 1


def test_what_was_handed_in_lies_in_the_drawer_of_what_one_began(world):
    begun = {pile.kind: pile.count() for pile in desk.begun(world.actor("town_clerk"))}
    assert begun[PileKind.SUBMITTED] == 1


def test_a_draft_lies_in_the_drawer_of_its_office(world):
    begun = {pile.kind: pile.count() for pile in desk.begun(world.actor("clerk"))}
    assert begun == {PileKind.DRAFTS: 1}


def test_nobody_confirms_what_he_found_himself(world):
    findings = [pile for pile in desk.piles(world.actor("scorer")) if pile.kind == PileKind.FALSITIES]
    found = findings[0].rows.get()
    found.found_by = world.people["scorer"]
    found.save()
    assert not findings[0].rows.all().exists()


def test_what_one_did_is_remembered_with_its_task(world):
    (deed, *_) = deeds(world.actor("town_clerk"))
    assert deed.url == f"/tasks/{world.parts[1].pk}/"
    assert world.parts[1].task.title in deed.note


def test_what_one_decided_is_remembered_with_whom_it_concerned(world):
    proposal = ProposalFactory(unit=world.town, kind=ProposalKind.YELLOW_CARD, period="2026Q3")
    leader = world.actor("leader")
    record(AssessmentEvent.DECLINED, proposal.ref, by=leader)
    (deed, *_) = deeds(leader)
    assert deed.note == f"约谈并亮黄牌 {world.town} 2026年第三季度"
    assert deed.url == f"/proposals/{proposal.pk}/"


def test_what_one_took_along_is_remembered_with_how_much_it_was(world):
    leader = world.actor("leader")
    note_export("units", rows=184, by=leader)
    (deed, *_) = deeds(leader)
    assert (deed.title, deed.note, deed.url) == ("导出", "184 行", "/downloads/")


def test_the_bell_counts_what_is_not_read(world, client):
    NoticeFactory.create_batch(2, to=world.people["deputy"])
    assert frame.Frame(world.actor("deputy")).unread == 2


def test_the_frame_costs_three_queries(world, django_assert_max_num_queries):
    around = frame.Frame(world.actor("leader"))
    with django_assert_max_num_queries(3):
        assert around.pending > around.unread == 0
        assert around.instance_kind
        assert around.menu


def test_the_workbench_asks_no_more_when_more_waits(world, client, django_assert_num_queries):
    signed_in(client, world.people["clerk"]).get("/")
    with CaptureQueriesContext(connection) as before:
        client.get("/")
    UnitTaskFactory.create_batch(5, task=world.parts[0].task, state="submitted", submitted_at=clock.now())
    with django_assert_num_queries(len(before)):
        client.get("/")


def test_a_stranger_is_sent_to_the_door(client, db):
    response = client.get("/")
    assert response.status_code == 302
    assert "/account/login/" in response.url


def test_on_a_new_installation_the_menu_leads_somewhere(client, db):
    scorer = person_in(CommissionFactory(), Role.SCORER, Role.LEADER, Role.OFFICE_HEAD, Role.UNIT_HEAD)
    signed_in(client, scorer)
    for group in frame.Frame(actor_of(scorer)).menu:
        for item in group.items:
            assert client.get(item.url, follow=True).status_code == 200, item


def test_nobody_answers_an_objection_to_what_he_reviewed(world):
    (pile,) = [pile for pile in desk.piles(world.actor("scorer")) if pile.kind == PileKind.OBJECTIONS]
    assert pile.count() == 1
    scorer = world.people["scorer"].pk
    ObjectionFactory(entry__unit=world.town, entry__facts={"reviewers": [scorer, 0]})
    ObjectionFactory(entry__unit=world.town, entry__facts={"reviewers": [0]})
    assert pile.count() == 2


@pytest.fixture
def duties(world):
    """The duty checklist in force: of the unit's duties one is overdue, one near, one far, one done."""
    draft = DutyChecklistFactory()
    days = enumerate((6, 9, 25, 5), start=1)
    items = [DutyItemFactory(checklist=draft, key=f"A3-0{n}", number=n, day=day) for n, day in days]
    in_force(draft)
    DutyRecordFactory(unit=world.town, item=items[3])
    post = Post.objects.filter(unit=world.town).first()
    DutyAssignmentFactory(unit=world.town, post=post, key="A3-01")
    return items


def test_duties_that_are_near_or_overdue_wait_for_the_unit_those_without_anybody_for_its_head(world, duties):
    found = {pile.kind: [line.title for line in pile.lines()] for pile in waiting(world, "secretary")}
    assert found[PileKind.DUTIES_DUE] == [duties[0].title, duties[1].title]
    assert found[PileKind.DUTIES_UNNAMED] == [each.title for each in duties[1:]]
    assert PileKind.DUTIES_UNNAMED not in {pile.kind for pile in waiting(world, "town_clerk")}


def test_the_desk_leads_to_the_duty_and_to_the_posts(world, duties, client):
    page = signed_in(client, world.people["secretary"]).get("/").content.decode()
    assert f"/duties/{world.town.pk}/items/A3-01/2026-10/" in page
    assert f"/duties/{world.town.pk}/posts/" in page
