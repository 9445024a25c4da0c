"""下达: what an office sees before units hear of it, and the ways in which less is asked of them."""

from datetime import date

import pytest
from django.test import Client

from lianheng.checklists import actions, queries
from lianheng.checklists.asked import Asked, Done
from lianheng.checklists.models import CapRequest, DutyItem, Merger, Task, UnitTask
from lianheng.checklists.terms import ChecklistReason as Why
from lianheng.checklists.terms import Proof, TaskState, UnitTaskState
from lianheng.flows.reactions import work_off
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Refused
from lianheng.notices.models import Notice
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.models import Person
from lianheng.organisation.terms import Role
from tests.factories.organisation import OfficeFactory, actor_in, signed_in

OCTOBER = Period.month("2026-10")
EIGHTH = date(2026, 10, 8)


@pytest.fixture
def two_offices(district):
    """Another office with its head, who asked all townships for their open books."""
    district.other = OfficeFactory(superior=district.commission)
    district.other_head = actor_in(district.other, Role.OFFICE_HEAD)
    district.theirs = actions.draft(
        asked(title="三务公开情况", due_on=date(2026, 10, 16)), office=district.other, by=district.other_head
    )
    with clock.standing_at(date(2026, 10, 6)):
        actions.issue([district.theirs], by=district.other_head)
    with clock.standing_at(EIGHTH):
        yield district


def asked(**said) -> Asked:
    """The open books of all townships, by the 20th."""
    plain = {
        "month": OCTOBER.first_day,
        "title": "三务公开情况核查",
        "scope": "全部",
        "due_on": date(2026, 10, 20),
    }
    return Asked(**(plain | said))


def browser(actor) -> Client:
    """A browser in which this person is signed in."""
    return signed_in(Client(), Person.objects.get(pk=actor.id))


def typed(**said) -> dict:
    """What is typed into the draft's form."""
    return {
        "month": "2026-10",
        "title": "三务公开情况核查",
        "requirement": "逐村核对",
        "groups": ["全部"],
        "due_on": "2026-10-20",
        "weight": "1",
        "proof": "material",
        "minutes": "60",
    } | said


class TestTheBurdenWhileDrafting:
    """The office sees what it asks while it writes, and nothing is kept by looking."""

    def test_the_preview_says_what_each_unit_would_have_and_keeps_nothing(self, two_offices):
        client = browser(two_offices.reviewer)
        page = client.post("/tasks/issuing/new/", typed(preview="1", office=two_offices.office.pk))
        said = page.content.decode()
        assert page.status_code == 200
        assert "2 项 90 分钟" in said
        assert "已要求“三务公开情况”" in said
        assert Task.objects.filter(state=TaskState.DRAFT).count() == 0

    def test_half_a_draft_is_weighed_too_and_an_empty_one_says_what_is_missing(self, two_offices):
        client = browser(two_offices.reviewer)
        half = client.post("/tasks/issuing/new/", {"preview": "1", "month": "2026-10", "groups": ["全部"]})
        assert half.status_code == 200
        assert "2 项" not in half.content.decode()
        office = {"office": two_offices.office.pk}
        half = client.post(
            "/tasks/issuing/new/", {"preview": "1", "month": "2026-10", "groups": ["全部"]} | office
        )
        assert "2 项 60 分钟" in half.content.decode()
        empty = client.post("/tasks/issuing/new/", {"preview": "1"} | office).content.decode()
        assert "选好月份和接收范围后" in empty

    def test_last_month_s_request_of_another_office_can_be_cited_but_not_merged_into(self, district):
        other = OfficeFactory(superior=district.commission)
        actor_in(other, Role.OFFICE_HEAD)
        district.office, own = other, district.office
        district.issued("2026-09", "三务公开情况")
        district.office = own
        with clock.standing_at(EIGHTH):
            page = browser(district.reviewer).post(
                "/tasks/issuing/new/", typed(preview="1", office=district.office.pk)
            )
        said = page.content.decode()
        assert "(2026年9月)" in said
        assert 'name="refer"' in said
        assert 'name="merge"' not in said

    def test_a_crowded_day_is_moved_to_a_free_working_day_by_one_click(self, two_offices):
        for title in ("甲项核查", "乙项台账"):
            two_offices.issued("2026-10", title, due_on=date(2026, 10, 16))
        client = browser(two_offices.reviewer)
        page = client.post(
            "/tasks/issuing/new/",
            typed(preview="1", office=two_offices.office.pk, title="另一件事", due_on="2026-10-16"),
        )
        said = page.content.decode()
        assert "10-16 同日截止 4 项" in said
        assert 'name="move_to" value="2026-10-19"' in said
        moved = client.post(
            "/tasks/issuing/new/",
            typed(move_to="2026-10-19", office=two_offices.office.pk, due_on="2026-10-16"),
        )
        assert 'value="2026-10-19"' in moved.content.decode()
        assert "同日截止" not in moved.content.decode()

    def test_a_saved_draft_is_moved_from_the_desk(self, two_offices):
        draft = actions.draft(asked(title="另一件事"), office=two_offices.office, by=two_offices.reviewer)
        client = browser(two_offices.reviewer)
        client.post(f"/tasks/issuing/{draft.pk}/due-day/", {"due_on": "2026-10-22"})
        draft.refresh_from_db()
        assert draft.due_on == date(2026, 10, 22)
        client.post(f"/tasks/issuing/{draft.pk}/due-day/", {"due_on": "x"})
        refused = client.post(f"/tasks/issuing/{draft.pk}/due-day/", {"due_on": "2026-11-02"})
        assert refused.status_code == 409


class TestDuties:
    """The duty checklist asks already."""

    @pytest.mark.parametrize(
        ("title", "is_told"),
        [
            ("更新“三资”和采购台账", True),
            ("更新“三资”和采购监督台账", False),  # made from the checklist: it serves the item
            ("防汛值守", False),
        ],
    )
    def test_a_request_that_repeats_a_duty_of_the_month_says_so(self, two_offices, title, is_told):
        district = two_offices
        with clock.standing_at(OCTOBER.first_day):
            actions.adopt_standard_duties(by=SYSTEM)
        weighed = queries.burden_of_draft(district.reviewer, district.office, asked(title=title))
        told = [(each.item.title, each.due_on) for each in weighed.duties]
        page = browser(district.reviewer).post(
            "/tasks/issuing/new/", typed(preview="1", office=district.office.pk, title=title)
        )
        assert ("职责清单已有" in page.content.decode()) is is_told
        assert told == ([("更新“三资”和采购监督台账", date(2026, 10, 25))] if is_told else [])

    @pytest.fixture
    def ledger(self, two_offices):
        """The duty of the month that the other request repeats, and the request as it is typed."""
        with clock.standing_at(OCTOBER.first_day):
            actions.adopt_standard_duties(by=SYSTEM)
        item = DutyItem.objects.get(title="更新“三资”和采购监督台账")
        return item, {"title": "更新“三资”和采购台账", "office": two_offices.office.pk}

    def test_while_it_is_written_a_button_cites_the_duty_and_another_takes_it_back(self, two_offices, ledger):
        item, said = ledger
        client = browser(two_offices.reviewer)
        page = client.post("/tasks/issuing/new/", typed(refer_duty=item.pk, **said)).content.decode()
        assert "引用职责清单“更新“三资”和采购监督台账”" in page
        assert "职责清单已有" not in page
        taken_back = client.post("/tasks/issuing/new/", typed(refer_duty="", duty=item.pk, **said))
        assert "职责清单已有" in taken_back.content.decode()
        client.post("/tasks/issuing/new/", typed(proof="record", duty=item.pk, **said))
        task = Task.objects.get(title=said["title"])
        assert (task.proof, task.cites_duty, task.cites) == (Proof.RECORD, item, None)
        page = client.get(f"/tasks/issuing/{task.pk}/").content.decode()
        assert "引用职责清单" in page

    def test_whoever_recorded_the_duty_is_not_asked_twice(self, two_offices, ledger):
        item, said = ledger
        draft = actions.draft(asked(title=said["title"]), office=two_offices.office, by=two_offices.reviewer)
        client = browser(two_offices.reviewer)
        assert client.post(f"/tasks/issuing/{draft.pk}/reference/", {"duty": 0}).status_code == 404
        client.post(f"/tasks/issuing/{draft.pk}/reference/", {"duty": item.pk})
        draft.refresh_from_db()
        assert draft.cites_duty == item
        actions.issue([draft], by=two_offices.reviewer)
        part, other = draft.unit_tasks.order_by("pk")[:2]
        head = actor_in(part.unit, Role.UNIT_HEAD)
        done = Done(item.key, OCTOBER, EIGHTH, "已更新")
        kept = actions.record_duty(part.unit, done, by=head)
        work_off()
        part.refresh_from_db()
        other.refresh_from_db()
        assert (part.state, part.is_closed_by_system) == (UnitTaskState.ACCEPTED, True)
        assert part.submissions.get().evidence.get().cited == kept.ref
        assert other.state == UnitTaskState.ISSUED
        actions.submit(other, text="见台账", by=two_offices.clerk(other.unit))  # as usual
        assert "引用职责清单" in client.get(f"/tasks/issued/{draft.pk}/").content.decode()

    @pytest.mark.parametrize("said", [{"title": "防汛值守"}, {"month": date(2026, 9, 1)}])
    def test_a_duty_that_is_not_alike_or_not_in_force_is_not_cited(self, two_offices, ledger, said):
        item, plain = ledger
        cites = {"title": plain["title"], "proof": Proof.RECORD.value, "cites_duty_id": item.pk} | said
        cites |= {"due_on": date(2026, 9, 30)} if "month" in said else {}
        with pytest.raises(Refused, match=Why.NO_SUCH_DUTY.label):
            actions.draft(asked(**cites), office=two_offices.office, by=two_offices.reviewer)

    def test_asked_again_next_month_the_duty_of_this_month_proves_nothing(self, two_offices, ledger):
        item, plain = ledger
        cites = asked(title=plain["title"], proof=Proof.RECORD.value, cites_duty_id=item.pk)
        draft = actions.draft(cites, office=two_offices.office, by=two_offices.reviewer)
        actions.issue([draft], by=two_offices.reviewer)
        again = queries.asked_again(two_offices.reviewer, OCTOBER.shift(1), [draft.pk])
        assert [(each.proof, each.cites_duty_id) for _, each in again] == [(Proof.MATERIAL, None)]


class TestMerging:
    """合并: one task serves two offices."""

    def test_the_draft_is_given_up_and_the_other_head_is_told(self, two_offices):
        client = browser(two_offices.reviewer)
        saved = client.post(
            "/tasks/issuing/new/", typed(merge=two_offices.theirs.pk, office=two_offices.office.pk)
        )
        page = client.get(saved.headers["Location"])
        assert "9 个单位不再另行要求" in page.content.decode()
        client.post(saved.headers["Location"])
        assert not Task.objects.filter(state=TaskState.DRAFT).exists()
        merger = Merger.objects.get()
        assert (merger.task_id, merger.office_id, merger.units) == (
            two_offices.theirs.pk,
            two_offices.office.pk,
            9,
        )
        work_off()
        told = Notice.objects.get(to=two_offices.other_head.id)
        assert "两室共用" in told.title

    def test_the_office_that_gave_up_its_draft_reads_the_results_but_reviews_nothing(self, two_offices):
        part = two_offices.theirs.unit_tasks.first()
        actions.submit(part, text="已公开", by=two_offices.clerk(part.unit))
        client = browser(two_offices.reviewer)
        assert client.get(f"/tasks/{part.pk}/").status_code == 404
        draft = actions.draft(asked(), office=two_offices.office, by=two_offices.reviewer)
        actions.merge_draft(draft, into=two_offices.theirs, by=two_offices.reviewer)
        assert "已公开" in client.get(f"/tasks/{part.pk}/").content.decode()
        assert "同时服务于" in client.get(f"/tasks/issued/{two_offices.theirs.pk}/").content.decode()
        part.refresh_from_db()
        with pytest.raises(Refused, match=Why.NOT_YOUR_OFFICE.label):
            actions.accept(part, by=two_offices.reviewer)

    def test_units_that_the_other_task_did_not_reach_stay_in_the_draft(self, two_offices):
        part = two_offices.theirs.unit_tasks.first()
        part.delete()
        draft = actions.draft(asked(), office=two_offices.office, by=two_offices.reviewer)
        actions.merge_draft(draft, into=two_offices.theirs, by=two_offices.reviewer)
        draft.refresh_from_db()
        assert (draft.scope, draft.state) == (part.unit.code, TaskState.DRAFT)

    def test_when_the_shared_task_is_withdrawn_the_office_that_relied_on_it_hears(self, two_offices):
        draft = actions.draft(asked(), office=two_offices.office, by=two_offices.reviewer)
        actions.merge_draft(draft, into=two_offices.theirs, by=two_offices.reviewer)
        actions.withdraw(two_offices.theirs, because="另有安排", by=two_offices.other_head)
        work_off()
        assert Notice.objects.filter(to=two_offices.reviewer.id, kind="checklists.withdrawn").exists()

    @pytest.mark.parametrize(
        ("said", "why"),
        [({"title": "换届纪律检查"}, Why.NOT_ALIKE), ({"scope": "乡镇外"}, None)],
    )
    def test_only_what_is_alike_is_merged(self, two_offices, said, why):
        if why is None:
            with pytest.raises(Refused):
                actions.draft(asked(**said), office=two_offices.office, by=two_offices.reviewer)
            return
        draft = actions.draft(asked(**said), office=two_offices.office, by=two_offices.reviewer)
        with pytest.raises(Refused, match=why.label):
            actions.merge_draft(draft, into=two_offices.theirs, by=two_offices.reviewer)
        url = f"/tasks/issuing/{draft.pk}/merger/?into={two_offices.theirs.pk}"
        assert browser(two_offices.reviewer).get(url).status_code == 404


class TestCiting:
    """引用: whoever did the one has done the other."""

    def test_a_button_makes_the_draft_cite_and_nothing_is_kept_before_saving(self, two_offices):
        client = browser(two_offices.reviewer)
        said = typed(refer=two_offices.theirs.pk, office=two_offices.office.pk)
        page = client.post("/tasks/issuing/new/", said).content.decode()
        assert "取消引用" in page
        saved = typed(proof="record", cites=two_offices.theirs.pk, office=two_offices.office.pk)
        client.post("/tasks/issuing/new/", saved)
        task = Task.objects.get(title="三务公开情况核查")
        assert (task.proof, task.cites_id) == (Proof.RECORD, two_offices.theirs.pk)

    def test_what_was_accepted_there_is_closed_here_without_handing_in_twice(self, two_offices):
        draft = actions.draft(asked(), office=two_offices.office, by=two_offices.reviewer)
        browser(two_offices.reviewer).post(
            f"/tasks/issuing/{draft.pk}/reference/", {"cited": two_offices.theirs.pk}
        )
        draft.refresh_from_db()
        actions.issue([draft], by=two_offices.reviewer)
        theirs = two_offices.theirs.unit_tasks.first()
        clerk = two_offices.clerk(theirs.unit)
        actions.submit(theirs, text="已公开", by=clerk)
        theirs.refresh_from_db()
        actions.accept(theirs, by=two_offices.other_head)
        work_off()
        mine = UnitTask.objects.get(task=draft, unit=theirs.unit)
        assert (mine.state, mine.is_closed_by_system) == (UnitTaskState.ACCEPTED, True)
        assert mine.submitted_at == theirs.submitted_at or not mine.was_late
        cited = mine.submissions.get().evidence.get()
        assert (cited.cited, cited.label) == (theirs.ref, "三务公开情况")
        others = UnitTask.objects.filter(task=draft).exclude(pk=mine.pk)
        assert set(others.values_list("state", flat=True)) == {UnitTaskState.ISSUED}
        assert Notice.objects.filter(to=clerk.id, kind="checklists.closed_by_record").exists()

    def test_a_unit_that_the_other_task_did_not_reach_hands_in_as_usual(self, two_offices):
        two_offices.theirs.unit_tasks.first().delete()
        cites = asked(proof=Proof.RECORD.value, cites_id=two_offices.theirs.pk)
        draft = actions.draft(cites, office=two_offices.office, by=two_offices.reviewer)
        actions.issue([draft], by=two_offices.reviewer)
        reached = two_offices.theirs.unit_tasks.values("unit_id")
        part = UnitTask.objects.filter(task=draft).exclude(unit__in=reached).get()
        actions.submit(part, text="见公开栏", by=two_offices.clerk(part.unit))

    def test_nothing_may_be_cited_that_is_not_alike_or_one_s_own(self, two_offices):
        cites = {"proof": Proof.RECORD.value, "cites_id": two_offices.theirs.pk}
        december = {"month": date(2026, 12, 1), "due_on": date(2026, 12, 20)}
        mine, theirs = (two_offices.office, two_offices.reviewer), (two_offices.other, two_offices.other_head)
        for said, why, (office, by) in (
            ({"title": "换届纪律检查"}, Why.NOT_ALIKE, mine),
            (december, Why.NOT_ISSUED, mine),
            ({"title": "三务公开情况"}, Why.NOT_ALIKE, theirs),
        ):
            with pytest.raises(Refused, match=why.label):
                actions.draft(asked(**cites, **said), office=office, by=by)


class TestBeyondTheCap:
    """超上限: the office asks with its reason, the deputy decides with his."""

    def test_the_whole_path_from_the_request_to_the_issue(self, district):
        for number in range(10):
            district.issued("2026-10", f"第 {number} 项工作")
        with clock.standing_at(EIGHTH):
            draft = actions.draft(asked(), office=district.office, by=district.reviewer)
            assert queries.desk(district.reviewer, OCTOBER).burden.to_ask
            (request,) = actions.ask_cap([draft], reason="巡察整改", by=district.reviewer)
            with pytest.raises(Refused, match=Why.CAP_ASKED.label):
                actions.ask_cap([draft], reason="再问一次", by=district.reviewer)
            work_off()
            assert "请批示" in Notice.objects.get(to=district.deputy.id).title
            assert "待批准" in browser(district.deputy).get("/tasks/caps/").content.decode()
            assert "超上限下达申请" in browser(district.deputy).get("/").content.decode()
            with pytest.raises(Refused, match=Why.REASON_MISSING.label):
                actions.decide_cap(request, is_granted=False, answer=" ", by=district.deputy)
            actions.decide_cap(request, is_granted=False, answer="请合并后再报", by=district.deputy)
            desk = browser(district.reviewer).get("/tasks/issuing/").content.decode()
            assert "请合并后再报" in desk
            with pytest.raises(Refused, match=Why.OVER_CAP.label):
                actions.issue([draft], by=district.reviewer)
            (again,) = actions.ask_cap([draft], reason="确须本月完成", by=district.reviewer)
            actions.decide_cap(again, is_granted=True, answer="情况属实", by=district.deputy)
            work_off()
            assert Notice.objects.filter(to=district.reviewer.id, title__contains="已批准").exists()
            actions.issue([draft], by=district.reviewer)

    def test_a_draft_that_is_dropped_takes_its_request_with_it_and_nobody_stumbles(self, district):
        for number in range(10):
            district.issued("2026-10", f"第 {number} 项工作")
        with clock.standing_at(EIGHTH):
            draft = actions.draft(asked(), office=district.office, by=district.reviewer)
            actions.ask_cap([draft], reason="巡察整改", by=district.reviewer)
            actions.drop_draft(draft, by=district.reviewer)
            assert not CapRequest.objects.exists()
            work_off()
            assert not Notice.objects.filter(to=district.deputy.id).exists()


class TestWithdrawingAndAskingAnew:
    """撤回并另下: one page takes back and opens a draft with the same words."""

    def test_it_is_taken_back_with_its_reason_and_the_draft_says_the_same(self, two_offices):
        client = browser(two_offices.other_head)
        url = f"/tasks/issued/{two_offices.theirs.pk}/replacement/"
        assert "撤回并打开草稿" in client.get(url).content.decode()
        assert client.post(url, {"because": " "}).status_code == 422
        answer = client.post(url, {"because": "截止日期过早"})
        again = Task.objects.get(state=TaskState.DRAFT)
        assert answer.headers["Location"] == f"/tasks/issuing/{again.pk}/"
        two_offices.theirs.refresh_from_db()
        assert (two_offices.theirs.state, again.title) == (TaskState.WITHDRAWN, two_offices.theirs.title)
        assert client.get(url).status_code == 409
        assert browser(two_offices.reviewer).get(url).status_code == 404
