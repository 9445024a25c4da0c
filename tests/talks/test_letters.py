"""The papers of a talk and of a card: what stands on them, and who gets them."""

from io import BytesIO

import pytest
from docx import Document

from lianheng.talks import queries
from tests.factories import talks as made
from tests.factories.assessment import CureTaskFactory, YellowCardFactory
from tests.factories.organisation import signed_in


def words(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_the_record_says_what_was_said_and_whose_signature_is_missing(world, client):
    talk = world.talk(made.ConfirmedTalkFactory, own_words="第二项不归我们", stance="disagrees")
    made.SignatureFactory(talk=talk)
    made.CommitmentFactory(talk=talk, what="每周调度一次")
    answer = signed_in(client, world.people["head"]).get(f"/talks/{talk.pk}/record.docx")
    assert answer.headers["Cache-Control"] == "private, no-store"
    said = words(answer.content)
    for each in (
        "谈话提醒记录",
        talk.record,
        "第二项不归我们",
        "已核对, 有不同意见",
        "每周调度一次",
        "未签名",
    ):
        assert each in said


def test_a_refusal_stands_on_the_record_as_it_was_noted(world):
    talk = world.talk(
        made.HeldTalkFactory,
        state="unconfirmed",
        refusal="表示再考虑",
        refusal_noted_at=made.NOVEMBER_4,
        refusal_noted_by=world.people["recorder"],
    )
    said = [
        getattr(each, "text", "") for each in queries.record_letter_or_404(world.actor("head"), talk.pk).body
    ]
    assert any("本人未确认: 表示再考虑" in each for each in said)


def test_the_notice_is_addressed_to_the_person_and_signed_by_the_commission(world, client):
    talk = world.talk(made.NotifiedTalkFactory, notice="王晓明同志: 定于周三谈话。")
    paper = queries.notice_letter_or_404(world.actor("head"), talk.pk)
    assert (paper.to, paper.signed) == ("王晓明同志", world.commission.name)
    assert paper.body[0].text == "定于周三谈话。"
    assert "定于周三谈话" in words(
        signed_in(client, world.people["deputy"]).get(f"/talks/{talk.pk}/notice.docx").content
    )


def test_the_papers_come_as_pages_to_print_too(world, client):
    talk = world.talk(made.HeldTalkFactory)
    signed_in(client, world.people["recorder"])
    assert client.get(f"/talks/{talk.pk}/record.pdf").content.startswith(b"%PDF")
    assert client.get(f"/talks/{talk.pk}/record.odt").status_code == 404


@pytest.mark.parametrize("noun", ["notice", "record"])
def test_there_is_no_paper_before_its_time_nor_for_others(world, client, noun):
    early, held_one = world.talk(), world.talk(made.HeldTalkFactory)
    signed_in(client, world.people["deputy"])
    assert client.get(f"/talks/{early.pk}/{noun}.docx").status_code == 404
    for who in ("clerk", "scorer", "stranger", "admin"):
        signed_in(client, world.people[who])
        assert client.get(f"/talks/{held_one.pk}/{noun}.docx").status_code == 404


def test_a_unit_is_told_of_its_card_what_cures_it_and_that_it_is_no_sanction(world, client):
    card = YellowCardFactory(proposal__unit=world.town)
    CureTaskFactory(card=card, title="补齐三务公开台账")
    said = words(signed_in(client, world.people["clerk"]).get(f"/cards/{card.pk}/notice.docx").content)
    for each in (
        "黄牌告知书",
        world.town.name,
        "补齐三务公开台账",
        "不是处分",
        "2027-04-12",
        "期满不自动产生其他后果",
    ):
        assert each in said
    signed_in(client, world.people["neighbour"])
    assert client.get(f"/cards/{card.pk}/notice.docx").status_code == 404
