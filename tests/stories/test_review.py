"""审核: one after the other, with what the system knows beside it; two reviewers never undo each other."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from lianheng.checklists import actions
from lianheng.checklists.models import Submission, UnitTask
from lianheng.checklists.terms import ChecklistEvent, UnitTaskState
from lianheng.checklists.terms import ChecklistReason as Why
from lianheng.journal.models import Event
from lianheng.kernel import clock
from lianheng.organisation.models import Person
from lianheng.organisation.terms import Role
from tests.factories.documents import pdf, picture
from tests.factories.organisation import OfficeFactory, actor_in, signed_in

SIXTEENTH = date(2026, 10, 16)
REPORT = "已按要求完成, 逐村核对账目和票据, 发现三个村公示不及时, 已责成当场补公示并约谈责任人"
LEDGER = pdf("ledger of twelve villages")


@pytest.fixture(autouse=True)
def _files(tmp_path, monkeypatch):
    monkeypatch.setenv("LIANHENG_HOME", str(tmp_path))


@pytest.fixture
def october(district):
    """A task issued to all townships, on the sixteenth."""
    district.parts = district.issued("2026-10", "村级财务公开检查")
    with clock.standing_at(SIXTEENTH):
        yield district


def browser(actor) -> Client:
    """A browser in which this person is signed in."""
    return signed_in(Client(), Person.objects.get(pk=actor.id))


def hand_in(district, part: UnitTask, text: str = REPORT, file: bytes = b"", **said) -> Submission:
    """The unit's clerk hands in."""
    uploads = [SimpleUploadedFile("台账.pdf", file)] if file else []
    return actions.submit(part, text=text, uploads=uploads, by=district.clerk(part.unit), **said)


class TestTheQueue:
    """Where one is, and what is known already."""

    def test_the_system_says_what_it_knows_above_what_was_written(self, october):
        unit = october.towns[0]
        before = october.accepted(october.issued("2026-09", "村级财务公开检查", [unit])[0], days_late=2)
        hand_in(october, october.parts[0])
        page = browser(october.reviewer).get(f"/tasks/review/{october.parts[0].pk}/").content.decode()
        assert "第 1 / 1 项, 本视图" in page
        assert page.index("系统已掌握") < page.index(REPORT)
        assert f"/tasks/{before.pk}/" in page
        assert "2026年9月按时通过率 0 %" in page

    def test_the_same_file_is_told_to_the_reviewer_and_never_to_the_unit(self, october):
        first, second = october.parts[:2]
        hand_in(october, first, text="甲村已核对", file=LEDGER)
        hand_in(october, second, text="乙村另有情况说明", file=LEDGER)
        page = browser(october.reviewer).get(f"/tasks/review/{second.pk}/").content.decode()
        assert "同一文件 台账.pdf" in page
        assert f'href="/tasks/{first.pk}/"' in page
        own = browser(october.clerk(second.unit)).get(f"/tasks/{second.pk}/").content.decode()
        assert "同一文件" not in own

    def test_m09_a_photo_saved_anew_is_known_again_and_another_photo_is_not(self, october):
        photo = picture("JPEG", (640, 480), seed=1)
        smaller, out = Image.open(BytesIO(photo)).resize((320, 240)), BytesIO()
        smaller.save(out, "PNG")
        first, second, third = october.parts[:3]
        hand_in(october, first, text="甲村已核对", file=photo)
        hand_in(october, second, text="乙村另有情况说明", file=out.getvalue())
        hand_in(october, third, text="丙村无此情况", file=picture("JPEG", (640, 480), seed=7))
        client = browser(october.reviewer)
        page = client.get(f"/tasks/review/{second.pk}/").content.decode()
        assert "画面基本相同 台账.pdf.png" in page
        assert f'href="/tasks/{first.pk}/"' in page
        assert "画面基本相同" not in client.get(f"/tasks/review/{third.pk}/").content.decode()

    def test_what_another_office_received_is_told_without_leading_there(self, october):
        office, october.office = october.office, OfficeFactory(superior=october.commission)
        elsewhere = october.issued("2026-10", "另一室的检查", [october.towns[1]])[0]
        october.office = office
        hand_in(october, elsewhere, text="甲", file=LEDGER)
        hand_in(october, october.parts[0], text="乙", file=LEDGER)
        page = browser(october.reviewer).get(f"/tasks/review/{october.parts[0].pk}/").content.decode()
        assert "另一单位交给其他科室的任务 (不在您的查看范围)" in page
        assert f"/tasks/{elsewhere.pk}/" not in page

    def test_words_that_are_hardly_changed_are_told_and_others_are_not(self, october):
        first, second, third = october.parts[:3]
        hand_in(october, first)
        hand_in(october, second, text=REPORT.replace("三个村", "两个村"))
        hand_in(october, third, text="本月换届, 财务移交尚未结束, 只核对了镇本级往来账, 村级放到下月一并进行")
        client = browser(october.reviewer)
        assert "文字基本相同" in client.get(f"/tasks/review/{second.pk}/").content.decode()
        assert "文字基本相同" not in client.get(f"/tasks/review/{third.pk}/").content.decode()
        assert "文字基本相同" not in client.get(f"/tasks/review/{first.pk}/").content.decode()

    def test_what_the_unit_hands_in_again_for_the_same_task_is_no_reuse(self, october):
        part = october.parts[0]
        hand_in(october, part, file=LEDGER)
        part.refresh_from_db()
        actions.return_(part, because="缺 3 个村", by=october.reviewer)
        part.refresh_from_db()
        hand_in(october, part, file=LEDGER)
        page = browser(october.reviewer).get(f"/tasks/review/{part.pk}/").content.decode()
        assert "此前交过" not in page


class TestSeveralAtOnce:
    """Only what was read, said before, and joined in the journal."""

    def test_what_came_back_and_was_handed_in_again_must_be_read_again(self, october):
        part = october.parts[0]
        hand_in(october, part)
        client = browser(october.reviewer)
        client.get(f"/tasks/review/{part.pk}/")
        assert str(part.unit) in client.get("/tasks/review/opened/").content.decode()
        part.refresh_from_db()
        actions.return_(part, because="缺 3 个村", by=october.reviewer)
        part.refresh_from_db()
        hand_in(october, part, text="已补")
        client.post("/tasks/review/opened/", {"unit_task": part.pk})
        part.refresh_from_db()
        assert part.state == UnitTaskState.SUBMITTED

    def test_it_is_said_how_many_and_one_number_joins_them(self, october):
        client = browser(october.reviewer)
        for part in october.parts[:3]:
            hand_in(october, part)
            client.get(f"/tasks/review/{part.pk}/")
        assert "将通过 3 项" in client.get("/tasks/review/opened/").content.decode()
        two = [part.pk for part in october.parts[:2]]
        fewer = client.get("/tasks/review/opened/", {"chosen": "1", "unit_task": two})
        assert "将通过 2 项" in fewer.content.decode()
        client.post("/tasks/review/opened/", {"unit_task": two})
        groups = [each.detail["group"] for each in Event.objects.filter(kind=ChecklistEvent.ACCEPTED)]
        assert len(groups) == 2
        assert len(set(groups)) == 1


class TestTwoReviewers:
    """The second gets a clear message, and nothing is doubled."""

    def test_the_second_is_told_who_was_there_before(self, october):
        colleague = actor_in(october.office, Role.OFFICE_CLERK)
        part = october.parts[0]
        hand_in(october, part)
        mine, theirs = browser(october.reviewer), browser(colleague)
        for client in (mine, theirs):
            assert client.get(f"/tasks/review/{part.pk}/").status_code == 200
        mine.post(f"/tasks/{part.pk}/acceptance/")
        for url, said in (
            (f"/tasks/{part.pk}/return/", {"because": "缺"}),
            (f"/tasks/{part.pk}/acceptance/", {}),
        ):
            second = theirs.post(url, said)
            assert second.status_code == 409
            assert Why.ALREADY_REVIEWED.label in second.content.decode()
            assert october.reviewer.name in second.content.decode()
        part.refresh_from_db()
        assert (part.state, part.times_returned) == (UnitTaskState.ACCEPTED, 0)
        assert Event.objects.filter(kind=ChecklistEvent.ACCEPTED).count() == 1


class TestHandingInTwice:
    """A double click is one submission; what a lost session would lose comes back."""

    def test_the_same_form_sent_twice_is_one_submission(self, october):
        part = october.parts[0]
        client = browser(october.clerk(part.unit))
        url = f"/tasks/{part.pk}/submission/"
        assert 'name="number" value="1"' in client.get(url).content.decode()
        for _ in range(2):
            answer = client.post(url, {"text": "完成", "number": "1"})
            assert answer.headers["Location"] == f"/tasks/{part.pk}/"
        assert Submission.objects.filter(unit_task=part).count() == 1

    def test_another_person_of_the_unit_is_refused_as_before(self, october):
        part = october.parts[0]
        hand_in(october, part, number=1)
        colleague = actor_in(part.unit, Role.UNIT_HEAD)
        answer = browser(colleague).post(f"/tasks/{part.pk}/submission/", {"text": "完成", "number": "1"})
        assert answer.status_code == 409

    def test_whose_session_ended_comes_back_to_the_page_where_he_was(self, october):
        part = october.parts[0]
        page = f"http://testserver/tasks/review/{part.pk}/?month=2026-10"
        answer = Client().post(f"/tasks/{part.pk}/return/", {"because": "缺"}, headers={"referer": page})
        assert answer.headers["Location"] == (
            f"/account/login/?next=/tasks/review/{part.pk}/%3Fmonth%3D2026-10"
        )
        elsewhere = Client().post(f"/tasks/{part.pk}/return/", headers={"referer": "http://elsewhere/x/"})
        assert elsewhere.headers["Location"] == "/account/login/?next=/"
