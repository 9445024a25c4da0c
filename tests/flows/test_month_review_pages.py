"""The month-end review on the screen: drafted, opened to its records, edited, signed, downloaded."""

from datetime import date

import pytest
from django.http import HttpResponse

from lianheng.assessment.models import Entry, MonthReview, ReviewSentence
from lianheng.checklists.models import Task, UnitTask
from lianheng.checklists.terms import Proof, TaskState
from lianheng.flows import month_end
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation.actor import SYSTEM
from lianheng.organisation.identity import actor_of
from lianheng.organisation.terms import Role
from tests.factories.organisation import CommissionFactory, OfficeFactory, UnitFactory, person_in, signed_in

OCTOBER = date(2026, 10, 1)
REVIEW = "/reviews/2026-10/"


@pytest.fixture
def people(db):
    """October published: one township did nothing; the people who draft, sign and read."""
    commission = CommissionFactory()
    office = OfficeFactory(superior=commission)
    task = Task.objects.create(
        month=OCTOBER,
        office=office,
        title="三务公开核查",
        proof=Proof.MATERIAL,
        state=TaskState.ISSUED,
        issued_at=clock.at_hour(OCTOBER, 9),
        due_on=date(2026, 10, 20),
    )
    unit, neighbour = (UnitFactory(superior=commission) for _ in range(2))
    UnitTask.objects.create(task=task, unit=unit, office=office, month=OCTOBER, due_on=task.due_on)
    month = Period(OCTOBER, 1)
    found = {
        "scorer": person_in(commission, Role.SCORER),
        "leader": person_in(commission, Role.LEADER),
        "head": person_in(unit, Role.UNIT_HEAD),
        "neighbour": person_in(neighbour, Role.UNIT_HEAD),
        "office": person_in(office, Role.OFFICE_CLERK),
    }
    with clock.standing_at(date(2026, 11, 2)):
        month_end.tally(month, by=SYSTEM)
    with clock.standing_at(date(2026, 11, 20)):
        month_end.publish(month, by=actor_of(found["scorer"]))
        yield found


def page(answer: HttpResponse) -> str:
    return answer.content.decode()


def drafted(client, people) -> MonthReview:
    signed_in(client, people["scorer"]).post(f"{REVIEW}draft/")
    return MonthReview.objects.get()


def test_a_month_without_a_review_offers_to_draft_it(client, people):
    found = page(signed_in(client, people["scorer"]).get(REVIEW))
    assert f'action="{REVIEW}draft/"' in found
    assert "尚未起草" in page(client.get("/reviews/"))


def test_the_button_drafts_and_leads_to_the_sentences(client, people):
    answer = signed_in(client, people["scorer"]).post(f"{REVIEW}draft/", follow=True)
    assert "得95分：《三务公开核查》未完成，扣5分。" in page(answer)
    assert client.get(REVIEW).url == f"/reviews/versions/{MonthReview.objects.get().pk}/"


def test_a_month_that_was_not_tallied_is_not_found(client, people):
    assert signed_in(client, people["scorer"]).get("/reviews/2026-12/").status_code == 404
    assert client.post("/reviews/2026-12/draft/").status_code == 404


def test_each_sentence_opens_into_its_numbers_and_their_records(client, people):
    review = drafted(client, people)
    problem = review.sentences.get(section="problems")
    found = page(client.get(f"/reviews/sentences/{problem.pk}/"))
    entry = Entry.objects.get()
    assert "一百分加当月全部得分记录" in found
    assert f"/measures/records/assessment.entry/{entry.pk}/" in found
    opened = client.get(f"/measures/records/assessment.entry/{entry.pk}/", follow=True)
    assert opened.redirect_chain[-1][0] == f"/scores/2026-10/{entry.unit_id}/"
    asked = review.sentences.get(key="overall.asked")
    assert "下达任务数" in page(client.get(f"/reviews/sentences/{asked.pk}/"))


def test_a_wording_is_saved_with_its_reason_and_marked(client, people):
    sentence = drafted(client, people).sentences.get(key="overall.charged")
    answer = client.post(
        f"/reviews/sentences/{sentence.pk}/", {"text": "共扣3分。", "explanation": ""}, follow=True
    )
    assert "数字 3 与指标不符" in page(answer)
    assert "有 1 句的数字与指标不符" in page(answer)
    assert "已修改" in page(answer)
    client.post(f"/reviews/sentences/{sentence.pk}/", {"text": "共扣3分。", "explanation": "不含口头撤销的"})
    assert "说明: 不含口头撤销的" in page(client.get(f"/reviews/versions/{sentence.review_id}/"))


def test_an_empty_wording_is_answered_at_its_field(client, people):
    review = drafted(client, people)
    sentence = review.sentences.first()
    assert client.post(f"/reviews/sentences/{sentence.pk}/", {"text": " "}).status_code == 422
    answer = client.post(f"/reviews/versions/{review.pk}/sentences/", {"section": "praise", "text": ""})
    assert (answer.status_code, "这个字段是必填项" in page(answer)) == (422, True)
    answer = client.post(f"/reviews/versions/{review.pk}/sentences/", {"section": "x", "text": "好"})
    assert answer.status_code == 422


def test_sentences_are_added_moved_left_out_and_taken_in_again(client, people):
    review = drafted(client, people)
    client.post(f"/reviews/versions/{review.pk}/sentences/", {"section": "overall", "text": "平稳有序。"})
    own = ReviewSentence.objects.get(text="平稳有序。")
    client.post(f"/reviews/sentences/{own.pk}/place/", {"up": "1"})
    texts = list(review.sentences.filter(section="overall").values_list("text", flat=True))
    assert texts.index("平稳有序。") == len(texts) - 2
    client.post(f"/reviews/sentences/{own.pk}/omission/", {"leave_out": "1"})
    assert "不采用 1 句" in page(client.get(f"/reviews/versions/{review.pk}/"))
    client.post(f"/reviews/sentences/{own.pk}/omission/", {"leave_out": "0"})
    assert not ReviewSentence.objects.get(pk=own.pk).is_left_out


def test_the_leader_finds_it_on_the_desk_signs_it_and_nothing_changes_any_more(client, people):
    review = drafted(client, people)
    assert client.post(f"/reviews/versions/{review.pk}/signature/").status_code == 409
    leader = signed_in(client, people["leader"])
    assert f"/reviews/versions/{review.pk}/" in page(leader.get("/"))
    assert "已签发" in page(leader.post(f"/reviews/versions/{review.pk}/signature/", follow=True))
    sentence = review.sentences.first()
    answer = leader.post(f"/reviews/sentences/{sentence.pk}/", {"text": "改"})
    assert (answer.status_code, "另出新版" in page(answer)) == (409, True)
    assert leader.post(f"{REVIEW}draft/").status_code == 409


def test_a_new_version_asks_why_and_names_the_old(client, people):
    review = drafted(client, people)
    leader = signed_in(client, people["leader"])
    leader.post(f"/reviews/versions/{review.pk}/signature/")
    scorer = signed_in(client, people["scorer"])
    assert scorer.post(f"/reviews/versions/{review.pk}/revision/", {"because": ""}).status_code == 422
    found = page(
        scorer.post(f"/reviews/versions/{review.pk}/revision/", {"because": "漏写一项"}, follow=True)
    )
    assert "第 2 版" in found
    assert "漏写一项" in found


@pytest.mark.parametrize("who", ["head", "neighbour", "office"])
def test_units_and_offices_read_the_signed_review_and_no_draft(client, people, who):
    review = drafted(client, people)
    reader = signed_in(client, people[who])
    address = f"/reviews/versions/{review.pk}/"
    assert reader.get(address).status_code == 404
    assert "还没有月底点评" in page(reader.get("/reviews/"))
    signed_in(client, people["leader"]).post(f"{address}signature/")
    reader = signed_in(client, people[who])
    found = page(reader.get(address))
    assert "三务公开核查" in found
    assert "/scores/2026-10/sheet/" not in found
    assert "自拟一句" not in found


def test_a_neighbour_reads_the_sentence_but_opens_nobody_elses_entries(client, people):
    review = drafted(client, people)
    signed_in(client, people["leader"]).post(f"/reviews/versions/{review.pk}/signature/")
    problem = review.sentences.get(section="problems")
    record = f"/measures/records/assessment.entry/{Entry.objects.get().pk}/"
    neighbour = signed_in(client, people["neighbour"])
    assert record not in page(neighbour.get(f"/reviews/sentences/{problem.pk}/"))
    assert neighbour.get(record, follow=True).status_code == 404
    own = signed_in(client, people["head"])
    assert record in page(own.get(f"/reviews/sentences/{problem.pk}/"))


def test_a_number_of_all_opens_only_into_units_in_sight(client, people):
    review = drafted(client, people)
    signed_in(client, people["leader"]).post(f"/reviews/versions/{review.pk}/signature/")
    asked = review.sentences.get(key="overall.asked")
    found = page(signed_in(client, people["head"]).get(f"/reviews/sentences/{asked.pk}/"))
    assert "各单位 1 个" in found
    assert "另有 1 个单位不在您的查看范围" in found


def test_circular_and_pages_are_handed_out_to_be_kept(client, people):
    review = drafted(client, people)
    document = client.get(f"/reviews/versions/{review.pk}/document/")
    pages = client.get(f"/reviews/versions/{review.pk}/pages/")
    assert (document.content[:2], pages.content[:5]) == (b"PK", b"%PDF-")
    for answer, ending in ((document, ".docx"), (pages, ".pdf")):
        assert answer["Content-Disposition"].endswith(ending)
        assert "no-store" in answer["Cache-Control"]


def test_the_number_of_queries_does_not_grow_with_the_sentences(
    client, people, django_assert_max_num_queries
):
    review = drafted(client, people)
    ReviewSentence.objects.bulk_create(
        ReviewSentence(
            review=review, section="praise", place=n, text="好", basis=review.sentences.first().basis
        )
        for n in range(60)
    )
    with django_assert_max_num_queries(40):
        client.get(f"/reviews/versions/{review.pk}/")
