"""The pages of duties: who finds what, what was typed stays, a refusal says why."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianheng.checklists import actions
from lianheng.checklists.asked import Done
from lianheng.checklists.models import DutyAssignment, DutyChecklist, DutyRecord, Task
from lianheng.checklists.queries import duties
from lianheng.checklists.terms import DutyReason, TaskState
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.models import Post
from tests.factories.checklists import ClosureFactory, IssuedTaskFactory, UnitTaskFactory
from tests.factories.documents import pdf
from tests.factories.duties import DutyRecordFactory
from tests.factories.organisation import PostFactory, UnitFactory, signed_in

OCTOBER = Period.month("2026-10")
COMMISSION, OFFICE, TOWN = (
    {"leader", "scorer", "deputy"},
    {"head", "clerk", "other_head"},
    {"town", "town_clerk"},
)
EVERYBODY = COMMISSION | OFFICE | TOWN | {"neighbour"}
PREPARERS = {"leader", "scorer"}

PAGES = {
    "/duties/{town}/": COMMISSION | OFFICE | TOWN,
    "/duties/{town}/?period=2026Q4&area=a3": COMMISSION | OFFICE | TOWN,
    "/duties/{town}/?period=2026": COMMISSION | OFFICE | TOWN,
    "/duties/{town}/?period=2026&print=1": COMMISSION | OFFICE | TOWN,
    "/duties/{town}/?period=nonsense&area=a9": COMMISSION | OFFICE | TOWN,
    "/duties/{town}/?period=2020-01": COMMISSION | OFFICE | TOWN,
    "/duties/{town}/?print=1": COMMISSION | OFFICE | TOWN,
    "/duties/{town}/items/A3-03/": COMMISSION | OFFICE | TOWN,
    "/duties/{town}/items/A4-03/": COMMISSION | OFFICE | TOWN,
    "/duties/{town}/items/A9-99/": set(),
    "/duties/posts/{post}/": COMMISSION | OFFICE | TOWN,
    "/duties/posts/{post}/?print=1": COMMISSION | OFFICE | TOWN,
    "/duties/records/{record}/": COMMISSION | OFFICE | TOWN,
    "/duties/coverage/": EVERYBODY,
    "/duties/coverage/?class=乡镇&period=2026&gaps=1&page=2": EVERYBODY,
    "/duties/versions/": EVERYBODY,
    "/duties/versions/{version}/": EVERYBODY,
    "/duties/versions/{version}/?print=1": EVERYBODY,
    "/duties/versions/{draft}/": PREPARERS,
    "/duties/versions/{draft}/items/A3-03/": PREPARERS,
    "/duties/versions/{draft}/items/new/?area=a2": PREPARERS,
    "/duties/versions/{version}/items/A3-03/": set(),
    "/duties/{office}/": set(),
}


@pytest.fixture
def world(place) -> dict[str, int]:
    """The standard checklist since January, a draft, a post that answers, a record."""
    with clock.standing_at(date(2026, 1, 1)):
        version = actions.adopt_standard_duties(by=SYSTEM)
    draft = actions.prepare_duties("township", by=place.scorer)
    town = place.towns[0]
    post = Post.objects.get(unit=town, name="干事")
    actions.assign_duties(town, {"A3-03": post.pk}, by=place.town)
    kept = actions.record_duty(
        town, Done("A3-03", OCTOBER, date(2026, 10, 7), "抽查二十户"), by=place.town_clerk
    )
    return {
        "town": town.pk,
        "post": post.pk,
        "record": kept.pk,
        "version": version.pk if version else 0,
        "draft": draft.pk,
        "office": place.office.pk,
    }


def visit(place, name: str) -> Client:
    """This person's browser."""
    return signed_in(Client(), place.people[name])


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_found_by_those_whom_it_concerns(place, world, page):
    url = page.format(**world)
    found = {name for name in EVERYBODY if visit(place, name).get(url).status_code == 200}
    assert found == PAGES[page]


def test_whoever_works_for_a_unit_is_led_to_its_workbook_others_to_the_coverage(place, world):
    assert visit(place, "town").get("/duties/").url == f"/duties/{world['town']}/"
    assert visit(place, "leader").get("/duties/").url == "/duties/coverage/"


def test_the_workbook_says_what_is_done_due_and_without_anybody(place, world):
    page = visit(place, "town").get(f"/duties/{world['town']}/").content.decode()
    assert "民生资金抽查" in page
    assert "已完成" in page
    assert "未确定" in page
    assert "确定年度监督工作重点" not in page


def test_before_any_version_the_workbook_says_so(place):
    page = visit(place, "town").get(f"/duties/{place.towns[0].pk}/").content.decode()
    assert "还没有发布适用的工作清单" in page


def test_a_unit_records_with_a_file_and_puts_it_right(place, world, tmp_path, monkeypatch):
    monkeypatch.setenv("LIANHENG_HOME", str(tmp_path))
    browser, url = visit(place, "town_clerk"), f"/duties/{world['town']}/items/A3-04/2026-10/"
    assert browser.get(url).status_code == 200
    file = SimpleUploadedFile("谈话记录.pdf", pdf("谈话"))
    answer = browser.post(url, {"done_on": "2026-10-06", "text": "谈话三人", "uploads": [file]})
    kept = DutyRecord.objects.get(key="A3-04")
    assert answer.url == f"/duties/records/{kept.pk}/"
    assert "谈话记录.pdf" in browser.get(answer.url).content.decode()
    assert "谈话记录.pdf" in browser.get(url).content.decode()
    browser.post(url, {"done_on": "2026-10-06", "text": "谈话四人"})
    assert DutyRecord.objects.get(pk=kept.pk).text == "谈话四人"
    attached = browser.get(f"/duties/records/{kept.pk}/").context["sheet"].files[0]
    handed_out = visit(place, "head").get(f"/files/{attached.pk}/")
    assert "谈话".encode() in b"".join(handed_out)
    assert visit(place, "neighbour").get(f"/files/{attached.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"done_on": "2026-10-06", "text": ""}, DutyReason.NOTHING_SAID),
        ({"done_on": "2027-01-01", "text": "谈话三人"}, DutyReason.NOT_THAT_DAY),
        ({"done_on": "", "text": "谈话三人"}, None),
        ({"done_on": "2026-10-06", "text": "谈话", "cited": ["checklists.unittask:99999"]}, None),
    ],
)
def test_what_was_typed_stays_when_it_cannot_be_kept(place, world, said, why):
    answer = visit(place, "town").post(f"/duties/{world['town']}/items/A3-04/2026-10/", said)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said["text"] in page
    assert why is None or why.label in page
    assert not DutyRecord.objects.filter(key="A3-04").exists()


def test_a_time_that_does_not_exist_is_not_found_and_one_not_begun_is_refused(place, world):
    browser = visit(place, "town")
    for month in ("2026-08", "2026-11"):  # by the quarter it falls due in December
        assert browser.get(f"/duties/{world['town']}/items/A2-02/{month}/").status_code == 404
    answer = browser.get(f"/duties/{world['town']}/items/A3-03/2026-11/")
    assert answer.status_code == 409
    assert DutyReason.NOT_BEGUN.label in answer.content.decode()


def test_a_closed_month_is_refused_with_its_reason(place, world):
    ClosureFactory()
    browser = visit(place, "town")
    for page in ("items/A3-04/2026-10/", "register/2026-10/"):
        answer = browser.get(f"/duties/{world['town']}/{page}")
        assert answer.status_code == 409
        assert DutyReason.MONTH_CLOSED.label in answer.content.decode()
    assert "未履行" in browser.get(f"/duties/{world['town']}/").content.decode()


def test_several_duties_are_registered_at_once(place, world):
    browser, url = visit(place, "town"), f"/duties/{world['town']}/register/2026-10/"
    assert 'name="A3-04"' in browser.get(url).content.decode()
    assert browser.post(url, {"done_on": "2026-10-06"}).status_code == 422
    said = {"done_on": "2026-10-06", "A3-04": "谈话三人", "A4-05": "场所完好"}
    assert browser.post(url, said).url == f"/duties/{world['town']}/?period=2026-10"
    assert DutyRecord.objects.filter(key__in=("A3-04", "A4-05")).count() == 2
    assert 'name="A3-04"' not in browser.get(url).content.decode()
    assert browser.post(url, {"done_on": "2027-01-01", "A5-02": "学习"}).status_code == 422


def test_a_record_is_withdrawn_by_its_unit_alone(place, world):
    url = f"/duties/records/{world['record']}/withdrawal/"
    assert visit(place, "leader").post(url).status_code == 409
    assert visit(place, "neighbour").post(url).status_code == 404
    assert visit(place, "town").post(url).status_code == 302
    assert not DutyRecord.objects.counted().exists()


def test_the_head_names_the_posts_on_one_page(place, world):
    browser, url = visit(place, "town"), f"/duties/{world['town']}/posts/"
    deputy = PostFactory(unit=place.towns[0], name="副书记")
    assert "副书记 (空缺)" in browser.get(url).content.decode()
    answer = browser.post(url, {"A3-03": str(deputy.pk), "A3-04": str(world["post"])})
    assert answer.url == f"/duties/{world['town']}/"
    running = DutyAssignment.objects.filter(to_on=None).values_list("key", "post")
    assert set(running) == {("A3-03", deputy.pk), ("A3-04", world["post"])}
    theirs = PostFactory(unit=place.towns[1])
    assert browser.post(url, {"A3-03": str(theirs.pk)}).status_code == 422
    assert visit(place, "town_clerk").get(url).status_code == 409


def test_a_post_s_workbook_holds_its_duties_tasks_and_records(place, world):
    part = UnitTaskFactory(task=IssuedTaskFactory(office=place.office), unit=place.towns[0])
    page = visit(place, "town").get(f"/duties/posts/{world['post']}/").content.decode()
    assert "民生资金抽查" in page
    assert part.task.title in page
    assert "2026-10-07" in page
    assert visit(place, "town").get("/duties/posts/999999/").status_code == 404


def test_a_record_of_a_duty_proves_a_task_and_says_so(place, world):
    part = UnitTaskFactory(task=IssuedTaskFactory(office=place.office, proof="record"), unit=place.towns[0])
    browser, ref = visit(place, "town"), f"checklists.dutyrecord:{world['record']}"
    assert ref in browser.get(f"/tasks/{part.pk}/submission/").content.decode()
    assert browser.post(f"/tasks/{part.pk}/submission/", {"cited": [ref]}).status_code == 302
    assert (
        f"/duties/records/{world['record']}/"
        in visit(place, "clerk").get(f"/tasks/{part.pk}/").content.decode()
    )
    page = browser.get(f"/duties/records/{world['record']}/").content.decode()
    assert part.task.title in page
    answer = browser.post(f"/duties/records/{world['record']}/withdrawal/")
    assert answer.status_code == 409
    assert DutyReason.IS_CITED.label in answer.content.decode()


# Coverage.


def test_the_coverage_counts_what_fell_due_and_was_done(place, world):
    with clock.standing_at(date(2026, 10, 22)):
        found = duties.coverage(place.leader, OCTOBER, peer_class="乡镇")
        gaps = duties.coverage(place.leader, OCTOBER, peer_class="乡镇", only_gaps=True)
    rows = {row.unit.pk: row for row in found.rows}
    row = rows[world["town"]]
    by_area = {cell.area.value: (cell.done, cell.fell_due) for cell in row.cells}
    assert by_area == {"a1": (0, 0), "a2": (0, 1), "a3": (0, 1), "a4": (0, 1), "a5": (0, 0)}
    assert (row.unnamed, found.fell_due) == (25, 9)
    assert {each.unit.pk for each in gaps.rows} == {town.pk for town in place.towns}


def test_a_unit_without_gaps_is_left_out_when_only_gaps_are_asked_for(place, world):
    keys = [item.key for item, due in _october() if due.due_on <= date(2026, 10, 22)]
    for key in keys:
        DutyRecordFactory(unit=place.towns[0], item=_item(key), due_on=date(2026, 10, 20))
    with clock.standing_at(date(2026, 10, 22)):
        found = duties.coverage(place.leader, OCTOBER, peer_class="乡镇", only_gaps=True)
        assert duties.coverage(place.leader, OCTOBER, peer_class="乡镇").rows[0].missing == 0
    assert {row.unit.pk for row in found.rows} == {town.pk for town in place.towns[1:]}


def _october():
    from lianheng.checklists.in_force import book

    return list(book().dues("township", [OCTOBER]))


def _item(key: str):
    return next(item for item, _ in _october() if item.key == key)


def test_a_unit_s_own_people_see_only_their_unit_in_the_coverage(place, world):
    found = duties.coverage(place.town, OCTOBER)
    assert [row.unit.pk for row in found.rows] == [world["town"]]


def test_more_units_cost_no_more_queries(place, world):
    def asked(url: str, who: str = "leader") -> int:
        browser = visit(place, who)
        browser.get(url)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            browser.get(url)
        return len(seen)

    few = asked("/duties/coverage/?class=乡镇&period=2026")
    for _ in range(12):
        DutyRecordFactory(
            unit=UnitFactory(superior=place.commission), item=_item("A3-03"), month=date(2026, 9, 1)
        )
    assert asked("/duties/coverage/?class=乡镇&period=2026") == few
    book, url = (
        asked(f"/duties/{world['town']}/?period=2026-10", "town"),
        f"/duties/{world['town']}/?period=2026",
    )
    assert asked(url, "town") == book


def test_the_coverage_turns_its_pages(place, world):
    for _ in range(55):
        UnitFactory(superior=place.commission)
    browser = visit(place, "leader")
    first = browser.get("/duties/coverage/?class=乡镇").content.decode()
    assert "page=2" in first
    second = browser.get("/duties/coverage/?class=乡镇&page=2").context["found"]
    assert (second.start, len(second.rows), second.has_next) == (50, 8, False)


# Versions.


def test_the_leader_words_a_draft_sees_the_difference_and_adopts_it(place, world):
    browser, draft = visit(place, "leader"), f"/duties/versions/{world['draft']}/"
    said = {
        "title": "入户抽查民生资金",
        "frequency": "monthly",
        "months": [str(month) for month in range(1, 13)],
        "day": "20",
        "minutes": "60",
        "proof": "material",
    }
    assert browser.post(f"{draft}items/A3-03/", said | {"months": ["1"]}).status_code == 422
    assert browser.post(f"{draft}items/A3-03/", said).status_code == 302
    assert browser.post(f"{draft}items/new/", said | {"area": "a1", "title": "新条目"}).status_code == 302
    assert browser.post(f"{draft}items/A5-03/removal/").status_code == 302
    page = browser.get(f"{draft}adoption/").content.decode()
    assert all(word in page for word in ("入户抽查民生资金", "新条目", "述责述廉和评议", "新增", "删除"))
    early = {"from_month": "2026-10", "reason": "年中调整"}
    answer = browser.post(f"{draft}adoption/", early)
    assert answer.status_code == 422
    assert DutyReason.NOT_FUTURE.label in answer.content.decode()
    assert visit(place, "scorer").get(f"{draft}adoption/").status_code == 409
    assert browser.post(f"{draft}adoption/", early | {"from_month": "2026-11"}).status_code == 302
    assert DutyChecklist.objects.get(pk=world["draft"]).from_month == date(2026, 11, 1)
    assert browser.get(f"{draft}adoption/").status_code == 409
    assert browser.get(f"{draft}items/A3-03/").status_code == 404


def test_a_measure_is_named_only_with_its_target(place, world):
    browser, url = visit(place, "scorer"), f"/duties/versions/{world['draft']}/items/A3-03/"
    said = {
        "title": "按时办结",
        "frequency": "monthly",
        "months": [str(month) for month in range(1, 13)],
        "day": "28",
        "minutes": "5",
        "proof": "measure",
        "measure": "checklists.on_time_share",
    }
    assert browser.post(url, said).status_code == 422
    assert browser.post(url, said | {"target": "90"}).status_code == 302
    assert "按时通过率" in browser.get(f"/duties/versions/{world['draft']}/").content.decode()
    own = said | {"measure": "checklists.duties_team", "target": "90"}
    assert browser.post(url, own).status_code == 422


def test_a_draft_is_begun_for_a_kind_and_dropped(place, world):
    browser = visit(place, "scorer")
    assert browser.post("/duties/versions/new/", {"kind": "village"}).status_code == 404
    made = browser.post("/duties/versions/new/", {"kind": "soe"})
    assert made.status_code == 302
    assert browser.post("/duties/versions/new/", {"kind": "soe"}).status_code == 409
    assert browser.post(f"{made.url}removal/").url == "/duties/versions/"
    assert browser.get(made.url).status_code == 404


# Drafting from duties.


def test_what_falls_due_is_ticked_into_drafts_with_its_day(place, world):
    browser = visit(place, "head")
    page = browser.get("/tasks/issuing/?month=2026-10").content.decode()
    assert "从履职清单带入" in page
    said = {"office": place.office.pk, "item": ["A3-03", "A2-01", "A9-99"]}
    assert browser.post("/tasks/issuing/duties/?month=2026-10", said).status_code == 302
    drafted = {task.title: task for task in Task.objects.filter(state=TaskState.DRAFT)}
    assert set(drafted) == {"民生资金抽查", "公开事项季度核查"}
    task = drafted["公开事项季度核查"]
    assert (task.due_on, task.scope, task.minutes) == (date(2026, 10, 20), "全部", 90)
    again = browser.get("/tasks/issuing/?month=2026-10").context["offers"]
    assert {"A3-03", "A2-01"} & {offer.item.key for offer in again} == set()


def test_an_item_of_one_kind_is_asked_of_the_units_of_that_kind(place, world):
    street = UnitFactory(superior=place.commission, kind="street", peer_class="乡镇")
    soe = UnitFactory(superior=place.commission, kind="soe")
    actions.strike_duty(DutyChecklist.objects.get(pk=world["draft"]), "A3-03", by=place.scorer)
    draft = DutyChecklist.objects.get(pk=world["draft"])
    actions.adopt_duties(draft, from_month=Period.month("2026-11"), reason="减负", by=place.leader)
    offers = {each.item.key: each for each in duties.duty_offers(place.head, Period.month("2026-11"))}
    assert offers["A3-03"].asked.scope == f"国企;{street.code}"
    assert offers["A3-03"].units == 2
    assert offers["A3-04"].asked.scope == "全部"
    assert soe.peer_class == "国企"


def test_an_office_drafts_only_for_itself(place, world):
    answer = visit(place, "other_head").post(
        "/tasks/issuing/duties/?month=2026-10", {"office": place.office.pk, "item": ["A3-03"]}
    )
    assert answer.status_code == 404
    assert not Task.objects.exists()


def test_nothing_is_offered_for_a_month_that_is_over(place, world):
    assert duties.duty_offers(place.head, Period.month("2026-09")) == []
    ClosureFactory()
    assert duties.duty_offers(place.head, OCTOBER) == []
