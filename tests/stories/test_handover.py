"""A post changes hands: work stays with the post, three people sign, and nothing is left to nobody."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from lianheng.checklists import actions as lists
from lianheng.checklists.queries import waiting
from lianheng.flows.handovers import opening
from lianheng.flows.handovers.drawing_up import draw_up
from lianheng.flows.reactions import work_off
from lianheng.home import desk, stranded
from lianheng.home.terms import PileKind, StrandedKind
from lianheng.journal.models import Event, Pending
from lianheng.kernel import clock
from lianheng.kernel.verdict import Refused
from lianheng.notices.models import Notice
from lianheng.organisation import actions, queries
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.models import Account, Grant, Handover
from lianheng.organisation.terms import HandoverState, OrganisationReason, Role
from lianheng.talks.terms import TalkState
from tests.factories.assessment import CureTaskFactory, ObjectionFactory, YellowCardFactory
from tests.factories.checklists import TaskFactory
from tests.factories.organisation import (
    AccountFactory,
    GrantFactory,
    PersonFactory,
    actor_of,
    person_in,
    signed_in,
)
from tests.factories.talks import NotifiedTalkFactory

TODAY, TOMORROW = date(2026, 10, 8), date(2026, 10, 9)


@pytest.fixture(autouse=True)
def _on_the_eighth_of_october():
    with clock.standing_at(TODAY):
        yield


@pytest.fixture
def town(district):
    return district.towns[0]


@pytest.fixture
def clerk(town):
    return person_in(town, Role.UNIT_CLERK, name="老陈")


@pytest.fixture
def head(town):
    return person_in(town, Role.UNIT_HEAD, name="书记")


def relieved(district, person, on=TODAY):
    """The person's only post ends on that day; the handover that follows."""
    (held,) = queries.person_or_404(SYSTEM, person.pk).in_office
    actions.relieve(held, on=on, by=district.scorer)
    work_off()
    assert not Pending.objects.exclude(failure="").values_list("failure", flat=True)
    return Handover.objects.get(leaver=person)


def waits_for(person, kind):
    return [row for pile in desk.piles(actor_of(person)) if pile.kind == kind for row in pile.rows]


def test_a_clerk_hands_over_his_successor_takes_over_and_the_head_is_witness(district, town, clerk, head):
    open_task = district.issued("2026-10", units=[town])[0]
    handover = relieved(district, clerk)
    assert [item["title"] for item in handover.open_work] == [open_task.task.title]
    assert waits_for(clerk, PileKind.HANDOVERS) == [handover]
    actions.sign_handover(handover, risks="三务公开还差两个村", draw_up=draw_up, by=actor_of(clerk))
    with clock.standing_at(TOMORROW):
        successor = PersonFactory(name="小李")
        actions.appoint(successor, town, "干事", from_on=TOMORROW, by=district.scorer)
        work_off()
        assert waits_for(successor, PileKind.TO_TAKE_OVER) == [handover]
        actions.take_over(handover, by=actor_of(successor))
        assert waits_for(head, PileKind.HANDOVERS) == [handover]
        closed = actions.close_handover(handover, by=actor_of(head))
    assert closed.state == HandoverState.CLOSED
    assert (closed.leaver, closed.successor_id, closed.witness_id) == (clerk, successor.pk, head.pk)
    assert closed.signed_at < closed.taken_over_at <= closed.closed_at


def test_after_a_clerk_left_nothing_of_his_is_gone(district, town, clerk, head):
    done, still_open = (district.issued("2026-10", title, units=[town])[0] for title in ("自查", "三务公开"))
    lists.submit(done, text="已完成", by=actor_of(clerk))
    relieved(district, clerk)
    with clock.standing_at(TOMORROW):
        assert list(waiting.open_tasks(actor_of(head))) == [still_open]
        assert list(waiting.submitted(actor_of(head))) == [done]


def test_a_task_shows_who_handed_in_then_and_from_which_post(client, district, town, clerk, head):
    task = district.issued("2026-10", units=[town])[0]
    lists.submit(task, text="已完成", by=actor_of(clerk))
    relieved(district, clerk)
    with clock.standing_at(TOMORROW):
        page = signed_in(client, head).get(f"/tasks/{task.pk}/").content.decode()
        assert f"老陈 ({town} 干事)" in page
        past = client.get(f"/units/{town.pk}/").content.decode().partition("历任")[2]
    assert "老陈" in past
    assert "2026-10-08" in past


def test_whoever_left_is_out_at_once_and_stands_among_what_is_to_be_closed(client, district, clerk):
    AccountFactory(person=clerk)
    signed_in(client, clerk)
    relieved(district, clerk)
    assert client.get("/units/").status_code == 200, "the last day is a day in office"
    with clock.standing_at(TOMORROW):
        assert client.get("/units/")["Location"] == "/account/login/"
        assert OrganisationReason.OUT_OF_OFFICE.label in client.get("/account/login/").content.decode()
        assert "_auth_user_id" not in client.session
        signed_in(client, clerk)
        assert client.post("/units/new/", {"code": "X"}).status_code == 302
        (heap,) = [each for each in stranded.heaps(district.leader) if each.kind == StrandedKind.ACCOUNTS]
        assert [item.title for item in heap.items] == ["老陈"]
    assert Account.objects.get(person=clerk).is_active, "closing it is the system administrator's act"


def test_the_last_role_taken_back_ends_what_it_opened_the_post_stays(client, town, clerk):
    signed_in(client, clerk)
    actions.revoke(clerk.grants.get(), by=SYSTEM)
    assert client.get("/units/").status_code == 200
    assert not actor_of(clerk).held
    work_off()
    assert list(Handover.objects.get(leaver=clerk).grants.all()) == [clerk.grants.get()]


def test_a_role_taken_back_on_its_first_day_leaves_nothing_to_hand_over(town):
    person = person_in(town)
    granted = actions.grant(person, Role.UNIT_CLERK, town, by=SYSTEM)
    actions.revoke(granted, by=SYSTEM)
    work_off()
    assert not Handover.objects.exists()


def test_whoever_leaves_the_last_post_keeps_no_role_anywhere(district, town):
    person = person_in(district.commission, Role.DEPUTY)
    elsewhere = Grant.objects.create(person=person, role=Role.DEPUTY, unit=town, from_on=date(2024, 1, 1))
    handover = relieved(district, person)
    assert set(handover.grants.all()) == set(person.grants.all())
    elsewhere.refresh_from_db()
    assert elsewhere.to_on == TODAY


def test_whoever_changes_posts_keeps_what_he_holds_elsewhere(district, town):
    person = person_in(town, Role.UNIT_HEAD)
    Grant.objects.create(person=person, role=Role.SCORER, unit=district.commission, from_on=date(2024, 1, 1))
    (held,) = queries.person_or_404(SYSTEM, person.pk).in_office
    actions.appoint(person, district.office, "干事", from_on=TODAY, by=district.scorer, instead_of=held)
    assert {each.role for each in actor_of(person).held} == {Role.SCORER}


def test_what_was_signed_is_not_changed_any_more(district, clerk):
    handover = relieved(district, clerk)
    actions.sign_handover(handover, risks="无", draw_up=draw_up, by=actor_of(clerk))
    handover.refresh_from_db()
    with pytest.raises(DatabaseError), transaction.atomic():
        Handover.objects.filter(pk=handover.pk).update(risks="另有")
    with pytest.raises(DatabaseError), transaction.atomic():
        handover.delete()


def test_the_list_is_what_is_open_when_it_is_signed(district, town, clerk):
    first, second = (district.issued("2026-10", title, units=[town])[0] for title in ("甲", "乙"))
    handover = relieved(district, clerk)
    lists.submit(first, text="已完成", by=actor_of(clerk))
    signed = actions.sign_handover(handover, risks="无", draw_up=draw_up, by=actor_of(clerk))
    by_title = {item["title"]: item["kind"] for item in signed.open_work}
    assert by_title == {"甲": PileKind.SUBMITTED.label, "乙": PileKind.OPEN_TASKS.label}
    assert second.task.title in by_title


def test_a_leaver_who_is_gone_is_signed_for_with_a_reason_and_witnessed_by_another(district, clerk, head):
    handover = relieved(district, clerk)
    colleague = person_in(handover.unit)
    with clock.standing_at(TOMORROW):
        assert waits_for(head, PileKind.HANDOVERS) == [handover]
        with pytest.raises(Refused, match=OrganisationReason.REASON_MISSING.label):
            actions.sign_instead(handover, because=" ", draw_up=draw_up, by=actor_of(head))
        actions.sign_instead(handover, because="因病去世", draw_up=draw_up, by=actor_of(head))
        actions.name_successor(handover, colleague, by=actor_of(head))
        actions.take_over(handover, by=actor_of(colleague))
        with pytest.raises(Refused, match=OrganisationReason.SIGNED_FOR_HIM.label):
            actions.close_handover(handover, by=actor_of(head))
        assert waits_for(head, PileKind.HANDOVERS) == []
        closed = actions.close_handover(handover, by=district.leader)
    assert closed.signed_instead_by_id == head.pk


@pytest.mark.parametrize("who", ["leaver", "successor", "stranger"])
def test_nobody_signs_for_another(district, clerk, who):
    handover = relieved(district, clerk)
    successor = person_in(handover.unit, Role.UNIT_HEAD)
    actions.name_successor(handover, successor, by=district.leader)
    people = {
        "leaver": clerk,
        "successor": successor,
        "stranger": person_in(district.towns[1], Role.UNIT_HEAD),
    }
    by = actor_of(people[who])
    if who != "leaver":
        with pytest.raises(Refused):
            actions.sign_handover(handover, risks="无", draw_up=draw_up, by=by)
    actions.sign_handover(handover, risks="无", draw_up=draw_up, by=actor_of(clerk))
    if who != "successor":
        with pytest.raises(Refused):
            actions.take_over(handover, by=by)
    actions.take_over(handover, by=actor_of(successor))
    with pytest.raises(Refused):
        actions.close_handover(handover, by=by)


def test_what_did_not_happen_is_cancelled_with_a_reason(district, clerk, head):
    handover = relieved(district, clerk)
    with pytest.raises(Refused):
        actions.cancel_handover(handover, because="", by=actor_of(head))
    cancelled = actions.cancel_handover(handover, because="免职有误", by=actor_of(head))
    assert cancelled.state == HandoverState.CANCELLED


def test_a_colleague_on_a_post_of_the_same_name_is_no_successor(district, town, clerk):
    person_in(town)
    assert relieved(district, clerk).successor is None


def test_worked_off_twice_there_is_one_handover(district, clerk):
    relieved(district, clerk)
    opening.after_relief(Event.objects.get(kind="organisation.relieved"))
    assert Handover.objects.count() == 1


def test_a_vacant_post_stands_among_what_nobody_answers_for_until_somebody_comes(district, town, clerk, head):
    handover = relieved(district, clerk)
    with clock.standing_at(TOMORROW):
        heaps = {heap.kind: heap.items for heap in stranded.heaps(district.leader)}
        assert [item.url for item in heaps[StrandedKind.VACANT]] == [f"/handovers/{handover.pk}/"]
        actions.appoint(PersonFactory(), town, "干事", from_on=TOMORROW, by=district.scorer)
        work_off()
        assert StrandedKind.VACANT not in {heap.kind for heap in stranded.heaps(district.leader)}


def test_a_head_leaves_with_what_the_unit_contests_and_has_to_cure(district, town, head):
    card = YellowCardFactory(proposal__unit=town, proposal__period="2026Q2")
    CureTaskFactory(card=card, title="补齐台账")
    ObjectionFactory(entry__unit=town)
    kinds = {item["kind"] for item in relieved(district, head).open_work}
    assert kinds == {PileKind.CURES.label, PileKind.UNIT_OBJECTIONS.label}


def test_an_office_head_leaves_with_drafts_and_reviews_and_its_figures(district):
    person = person_in(district.office, Role.OFFICE_HEAD)
    task = district.issued("2026-10", units=[district.towns[0]])[0]
    lists.submit(task, text="已完成", by=district.clerk(district.towns[0]))
    TaskFactory(office=district.office, title="未下达的草稿")
    handover = relieved(district, person)
    assert {item["kind"] for item in handover.open_work} == {PileKind.TO_REVIEW.label, PileKind.DRAFTS.label}
    issued = next(row for row in handover.figures if row["title"] == "下达的任务")
    assert (issued["months"][-1], issued["values"][-1]) == ("2026-10", "1")


def test_a_deputys_talks_go_to_the_successor_when_the_handover_is_completed(district, town):
    deputy, next_one = person_in(district.commission, Role.DEPUTY), person_in(district.commission)
    head = person_in(town, Role.UNIT_HEAD, name="谈话对象")
    talk = NotifiedTalkFactory(
        unit=town, person=head, led_by=deputy, planned_at=clock.at_hour(date(2026, 10, 20), 9)
    )
    handover = relieved(district, deputy)
    assert f"/talks/{talk.pk}/" in {item["url"] for item in handover.open_work}
    assert "谈话对象" not in str(handover.open_work)
    with clock.standing_at(TOMORROW):
        GrantFactory(person=next_one, unit=district.commission, role=Role.DEPUTY)
        actions.sign_instead(handover, because="已离任", draw_up=draw_up, by=district.leader)
        actions.name_successor(handover, next_one, by=district.leader)
        actions.take_over(handover, by=actor_of(next_one))
        witness = person_in(district.commission, Role.LEADER)
        actions.close_handover(handover, by=actor_of(witness))
        work_off()
        work_off()
        assert not Pending.objects.exclude(failure="").values_list("failure", flat=True)
        talk.refresh_from_db()
        assert (talk.led_by, talk.state) == (next_one, TalkState.PROPOSED)
        assert waits_for(next_one, PileKind.TALKS_IN_HAND) == [talk]
        told = set(Notice.objects.filter(kind="talks.passed_on").values_list("to", flat=True))
    assert told == {head.pk, next_one.pk, talk.second_id}
