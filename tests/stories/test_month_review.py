"""月底点评: drafted from facts, every number on its measure; edited, signed by another, then it stands."""

from datetime import date
from io import BytesIO

import docx
import pytest
from django.db import DatabaseError, connection, transaction

from lianheng.assessment import actions
from lianheng.assessment import queries as assessment
from lianheng.assessment.models import MonthReview, Proposal, ReviewSentence
from lianheng.assessment.terms import AssessmentReason, ReviewSection, ReviewState
from lianheng.flows import month_review
from lianheng.flows.month_review.documents import circular
from lianheng.flows.month_review.queries import sheet_or_404
from lianheng.flows.reactions import work_off
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Refused
from lianheng.notices.models import Notice
from lianheng.organisation.models import Person
from lianheng.organisation.terms import Role
from lianheng.papers.official import as_docx, as_pdf
from tests.factories.organisation import actor_in

JULY = Period.parse("2026-07")
LATER = date(2026, 8, 25)


@pytest.fixture
def july(district):
    """July: the first township did nothing of three tasks, the second missed one, the others none."""
    for title, weight in (("问题线索处置", 3), ("信访举报月报", 1)):
        for at, unit_task in enumerate(district.issued("2026-07", title, weight=weight)):
            if at:
                district.accepted(unit_task)
    for at, unit_task in enumerate(district.issued("2026-07", "村级财务公开检查")):
        if at > 1:
            district.accepted(unit_task)
    district.issued("2026-08", "三务公开核查")
    district.tally("2026-07")
    return district


@pytest.fixture
def published(july):
    """July published, and the remark on the first township adopted in the office head's words."""
    july.publish("2026-07")
    with clock.standing_at(LATER):
        for proposal in Proposal.objects.all():
            actions.decide(
                proposal, adopt=True, reason="关键任务没有完成，要逐项明确责任人", by=july.reviewer
            )
    return july


def drafted(district) -> MonthReview:
    """As the scorer drafts it."""
    with clock.standing_at(LATER):
        return month_review.draft(JULY, by=district.scorer)


def signed(district, review=None, by=None) -> MonthReview:
    """As the leader signs it."""
    with clock.standing_at(LATER):
        return month_review.sign(review or drafted(district), by=by or district.leader)


def said(review, section):
    return [each.text for each in review.sentences.filter(section=section, is_left_out=False)]


def sentence(review, key) -> ReviewSentence:
    return review.sentences.get(key=key)


def reworded(district, review, key, text, explanation=""):
    with clock.standing_at(LATER):
        return actions.reword_sentence(
            sentence(review, key), text=text, explanation=explanation, by=district.scorer
        )


def refused(reason):
    return pytest.raises(Refused, match=AssessmentReason(reason).label)


def test_the_draft_says_what_was_asked_and_what_came_of_it(published):
    overall = said(drafted(published), ReviewSection.OVERALL)
    assert overall[0] == (
        "2026年7月，9个单位参加考核，共下达任务27项次，按时通过23项次，各单位平均按时通过率85.19%。"
    )
    assert overall[1] == "计分单位9个，平均得分96.67分；没有扣分的7个，低于80分的1个。"
    assert overall[-1] == "共扣30分：未完成4条。"


def test_the_draft_praises_and_criticises_units_each_with_its_causes(published):
    review = drafted(published)
    first, second, *others = published.towns
    assert said(review, ReviewSection.PRAISE) == [
        f"乡镇：{'、'.join(unit.name for unit in others)}（共7个单位）没有扣分。"
    ]
    assert said(review, ReviewSection.PROBLEMS) == [
        f"{first.name}得75分：《问题线索处置》未完成，扣15分；"
        "《信访举报月报》未完成，扣5分；《村级财务公开检查》未完成，扣5分。",
        f"{second.name}得95分：《村级财务公开检查》未完成，扣5分。",
    ]


def test_an_adopted_remark_stands_there_in_the_office_heads_words(published):
    assert said(drafted(published), ReviewSection.REMARKS) == [
        f"{published.towns[0].name}：关键任务没有完成，要逐项明确责任人。"
    ]


def test_a_remark_that_was_declined_does_not(july):
    july.publish("2026-07")
    with clock.standing_at(LATER):
        actions.decide(Proposal.objects.get(), adopt=False, reason="情况特殊", by=july.reviewer)
    assert said(drafted(july), ReviewSection.REMARKS) == []


def test_what_is_asked_next_month_comes_from_its_list(published):
    (line,) = said(drafted(published), ReviewSection.NEXT_MONTH)
    assert line == f"{published.office.name}：《三务公开核查》于8月20日前完成。"


def test_a_township_that_gained_much_is_named_with_praise(published):
    for unit_task in published.towns[0].unit_tasks.filter(month=date(2026, 8, 1)):
        published.accepted(unit_task)
    published.tally("2026-08")
    with clock.standing_at(date(2026, 9, 2)):
        review = month_review.draft(Period.parse("2026-08"), by=published.scorer)
    assert f"{published.towns[0].name}得100分，较上月提高25分。" in said(review, ReviewSection.PRAISE)


def test_every_number_of_every_sentence_rests_on_a_measure(published):
    sheet = sheet_or_404(published.scorer, drafted(published).pk)
    lines = [line for part in sheet.parts for line in part.lines]
    assert len(lines) > 6
    assert [line.wrong for line in lines if line.flaws] == []


def test_a_number_that_does_not_equal_its_measure_keeps_the_review_from_being_signed(published):
    review = drafted(published)
    reworded(published, review, "overall.charged", "共扣25分：未完成4条。")
    with refused("sentences_flawed"):
        signed(published, review)
    reworded(published, review, "overall.charged", "共扣25分：未完成4条。", "不含已口头撤销的 5 分")
    assert signed(published, review).state == ReviewState.SIGNED


def test_a_persons_name_keeps_it_from_being_signed_too(published):
    review = drafted(published)
    name = Person.objects.get(pk=published.reviewer.id).name
    reworded(published, review, "overall.charged", f"{name}审核的任务扣分较多。")
    with refused("sentences_flawed"):
        signed(published, review)


def test_ones_own_sentence_may_state_a_number_only_with_where_it_comes_from(published):
    review = drafted(published)
    own = {"section": ReviewSection.NEXT_MONTH, "text": "8月办2期培训班。", "by": published.scorer}
    with clock.standing_at(LATER):
        added = actions.add_sentence(review, explanation="", **own)
        with refused("sentences_flawed"):
            signed(published, review)
        actions.reword_sentence(added, text=added.text, explanation="年度培训计划", by=published.scorer)
    assert signed(published, review).is_signed


def test_drafting_anew_keeps_what_people_changed_wrote_and_left_out(published):
    review = drafted(published)
    reworded(published, review, "overall.scores", "各单位总体平稳。")
    with clock.standing_at(LATER):
        actions.leave_out_sentence(sentence(review, "overall.asked"), leave_out=True, by=published.scorer)
        actions.add_sentence(
            review, section=ReviewSection.PRAISE, text="值得肯定。", explanation="", by=published.scorer
        )
    again = drafted(published)
    assert again.pk == review.pk
    assert sentence(again, "overall.scores").text == "各单位总体平稳。"
    assert sentence(again, "overall.scores").drafted_text.startswith("计分单位9个")
    assert sentence(again, "overall.asked").is_left_out
    assert "值得肯定。" in said(again, ReviewSection.PRAISE)


def test_drafting_anew_brings_numbers_up_to_date_after_an_upheld_objection(july):
    with clock.standing_at(date(2026, 8, 3)):
        review = month_review.draft(JULY, by=july.scorer)
        assert "得95分" in said(review, ReviewSection.PROBLEMS)[1]
        unit = july.towns[1]
        score = assessment.score_or_404(july.scorer, JULY, unit.pk)
        objection = actions.file_objection(score.lines[0].entry, reason="已提交", by=july.clerk(unit))
        actions.answer_objection(objection, uphold=True, answer="属实", by=july.scorer)
        stale = sheet_or_404(july.scorer, review.pk)
        assert any(line.has_moved and line.is_flawed for part in stale.parts for line in part.lines)
        month_review.draft(JULY, by=july.scorer)
    assert len(said(review, ReviewSection.PROBLEMS)) == 1
    assert "收到异议1件，经核实予以更正1件。" in said(review, ReviewSection.OVERALL)


def test_sentences_change_places_within_their_section(published):
    review = drafted(published)
    first, second, *_ = said(review, ReviewSection.OVERALL)
    with clock.standing_at(LATER):
        actions.move_sentence(sentence(review, "overall.asked"), up=False, by=published.scorer)
        actions.move_sentence(sentence(review, "overall.scores"), up=True, by=published.scorer)
    assert said(review, ReviewSection.OVERALL)[:2] == [second, first]


def test_before_the_month_is_published_it_is_a_draft_and_cannot_be_signed(july):
    review = drafted(july)
    with refused("not_published"):
        signed(july, review)
    assert circular(july.scorer, sheet_or_404(july.scorer, review.pk)).is_draft


def test_whoever_drafted_it_does_not_sign_it(published):
    with clock.standing_at(LATER):
        review = month_review.draft(JULY, by=published.leader)
        with refused("drafted_it"):
            month_review.sign(review, by=published.leader)
        assert month_review.sign(review, by=published.deputy).signed_by_id == published.deputy.id


def test_the_scorer_does_not_sign(published):
    with refused("not_signer"):
        signed(published, by=published.scorer)


def test_neither_units_nor_offices_draft(published):
    for actor in (published.reviewer, published.clerk(published.towns[0])):
        with clock.standing_at(LATER), refused("not_scorer"):
            month_review.draft(JULY, by=actor)


def test_a_signed_review_stands_against_everybody(published):
    review = signed(published)
    with refused("review_signed"):
        reworded(published, review, "overall.charged", "没有扣分。")
    with refused("review_signed"):
        drafted(published)
    statements = (
        f"update assessment_reviewsentence set text = 'x' where review_id = {review.pk}",
        f"delete from assessment_reviewsentence where review_id = {review.pk}",
        f"update assessment_monthreview set version = 9 where id = {review.pk}",
        f"delete from assessment_monthreview where id = {review.pk}",
    )
    for statement in statements:
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_a_later_change_is_a_new_version_that_names_the_old(published):
    first = signed(published)
    with clock.standing_at(LATER):
        second = actions.revise_review(first, because="漏写一项", by=published.scorer)
        assert said(second, ReviewSection.OVERALL) == said(first, ReviewSection.OVERALL)
        assert (second.version, second.replaces, second.is_signed) == (2, first, False)
        with refused("review_replaced"):
            actions.revise_review(MonthReview.objects.get(pk=first.pk), because="再改", by=published.scorer)
        month_review.sign(second, by=published.leader)
    paper = circular(published.scorer, sheet_or_404(published.scorer, second.pk))
    assert any("替代第1版" in getattr(block, "text", "") for block in paper.body)
    assert MonthReview.objects.get(pk=first.pk).is_signed


def test_a_new_version_needs_its_reason(published):
    with clock.standing_at(LATER), refused("reason_missing"):
        actions.revise_review(signed(published), because=" ", by=published.scorer)


def test_the_units_are_told_and_read_what_was_signed_but_no_draft(published):
    clerk = published.clerk(published.towns[2])
    review = drafted(published)
    assert assessment.review_months(clerk) == []
    signed(published, review)
    work_off()
    letter = Notice.objects.get(to=clerk.id, kind="assessment.review_signed")
    assert letter.url == f"/reviews/versions/{review.pk}/"
    assert sheet_or_404(clerk, review.pk).review == review


def test_the_circular_of_a_unit_holds_no_ranking_that_of_the_scorer_does(published):
    review = signed(published)
    clerk = published.clerk(published.towns[2])
    assert circular(clerk, sheet_or_404(clerk, review.pk)).annexes == ()
    (annex,) = circular(published.scorer, sheet_or_404(published.scorer, review.pk)).annexes
    assert "仅供内部使用" in annex.title
    assert len(annex.body[0].rows) == 9


def test_nobody_without_a_part_in_it_reads_it(published):
    review = signed(published)
    keeper = actor_in(published.commission, Role.SYSTEM_ADMIN)
    assert assessment.review_months(keeper) == []
    assert not MonthReview.objects.visible_to(keeper).filter(pk=review.pk).exists()


def test_it_leaves_the_house_as_document_and_as_pages(published):
    paper = circular(published.scorer, sheet_or_404(published.scorer, signed(published).pk))
    texts = [each.text for each in docx.Document(BytesIO(as_docx(paper))).paragraphs]
    assert "关于2026年7月工作清单考核情况的通报" in texts
    assert "一、总体情况" in texts
    assert "2026年8月25日" in texts
    assert as_pdf(paper).startswith(b"%PDF")
