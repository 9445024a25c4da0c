"""The month-end review: drafted from facts, edited by people, signed by somebody who did not draft it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import Max

from lianheng.assessment.models import MonthReview, ReviewSentence
from lianheng.assessment.policy import may_draft_review, may_edit_review, may_sign_review
from lianheng.assessment.rules import REVIEW_WORKFLOW
from lianheng.assessment.rules.reviews import Basis, Checked, flaws
from lianheng.assessment.terms import AssessmentEvent, ReviewMove
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation.actor import Actor

from .posting import lock_month
from .reasons import need

STEP = 10
Values = Mapping[int, Sequence[str | None]]


@dataclass(frozen=True, slots=True)
class Drafted:
    """A sentence as the machine drafts it; its key says what it is about, so that it is found again."""

    section: str
    key: str
    text: str
    basis: tuple[Basis, ...] = ()
    proposal_id: int | None = None


@transaction.atomic
def draft_review(month: Period, drafted: Iterable[Drafted], *, by: Actor) -> MonthReview:
    """Draft, or draft anew: what people wrote, changed or left out stays as they had it."""
    row = lock_month(month)
    may_draft_review(by, row).or_refuse()
    latest = MonthReview.objects.filter(month=row).order_by("-version").first()
    if latest is None:
        latest = MonthReview.objects.create(month=row, drafted_at=clock.now(), drafted_by_id=by.id)
    review = locked(latest)
    may_edit_review(by, review).or_refuse()
    review.drafted_at, review.drafted_by_id = clock.now(), by.id
    review.save(update_fields=["drafted_at", "drafted_by"])
    _write(review, list(drafted))
    record(AssessmentEvent.REVIEW_DRAFTED, review.ref, by=by, month=str(month), version=review.version)
    return review


def _write(review: MonthReview, drafted: Sequence[Drafted]) -> None:
    """New sentences are added, old ones brought up to date; what no longer holds goes, unless edited."""
    there = {sentence.key: sentence for sentence in review.sentences.exclude(key="")}
    fresh = []
    for place, each in enumerate(drafted, start=1):
        said = {
            "drafted_text": each.text,
            "basis": [basis.to_keep() for basis in each.basis],
            "proposal_id": each.proposal_id,
        }
        if sentence := there.pop(each.key, None):
            if not sentence.is_edited:
                sentence.text = each.text
            for name, value in said.items():
                setattr(sentence, name, value)
            sentence.save(update_fields=["text", "drafted_text", "basis", "proposal"])
        else:
            facts = {"section": each.section, "key": each.key, "text": each.text, "place": place * STEP}
            fresh.append(ReviewSentence(review=review, **facts, **said))
    ReviewSentence.objects.bulk_create(fresh)
    gone = [sentence.pk for sentence in there.values() if not sentence.is_edited]
    review.sentences.filter(pk__in=gone).delete()


@transaction.atomic
def add_sentence(
    review: MonthReview, *, section: str, text: str, explanation: str, by: Actor
) -> ReviewSentence:
    """A sentence of one's own, at the end of its section; its numbers rest on what one says they do."""
    review = _editable(review, by)
    last = review.sentences.filter(section=section).aggregate(last=Max("place"))["last"] or 0
    sentence = ReviewSentence.objects.create(
        review=review,
        section=section,
        place=last + STEP,
        text=text.strip(),
        explanation=explanation.strip(),
        edited_at=clock.now(),
        edited_by_id=by.id,
    )
    _changed(review, by)
    return sentence


@transaction.atomic
def reword_sentence(sentence: ReviewSentence, *, text: str, explanation: str, by: Actor) -> ReviewSentence:
    """A person words it otherwise; what the machine wrote and the numbers behind it stay with it."""
    review = _editable(sentence.review, by)
    sentence = review.sentences.select_for_update().get(pk=sentence.pk)
    need(text)
    sentence.text, sentence.explanation = text.strip(), explanation.strip()
    sentence.edited_at, sentence.edited_by_id = clock.now(), by.id
    sentence.save(update_fields=["text", "explanation", "edited_at", "edited_by"])
    _changed(review, by)
    return sentence


@transaction.atomic
def move_sentence(sentence: ReviewSentence, *, up: bool, by: Actor) -> ReviewSentence:
    """One place up or down within its section; at the end it stays where it is."""
    review = _editable(sentence.review, by)
    rows = list(review.sentences.filter(section=sentence.section, is_left_out=False))
    at = next((number for number, row in enumerate(rows) if row.pk == sentence.pk), None)
    other = None if at is None else at + (-1 if up else 1)
    if at is not None and other is not None and 0 <= other < len(rows):
        rows[at], rows[other] = rows[other], rows[at]
        for place, row in enumerate(rows, start=1):
            row.place = place * STEP
        ReviewSentence.objects.bulk_update(rows, ["place"])
        _changed(review, by)
    return sentence


@transaction.atomic
def leave_out_sentence(sentence: ReviewSentence, *, leave_out: bool, by: Actor) -> ReviewSentence:
    """A sentence is left out, or taken in again; it is never lost."""
    review = _editable(sentence.review, by)
    sentence = review.sentences.select_for_update().get(pk=sentence.pk)
    sentence.is_left_out = leave_out
    sentence.save(update_fields=["is_left_out"])
    _changed(review, by)
    return sentence


@transaction.atomic
def sign_review(review: MonthReview, values: Values, *, names: Collection[str], by: Actor) -> MonthReview:
    """Signed: every number is written down as it is now, and nothing changes any more."""
    review = locked(review)
    sentences = list(review.sentences.filter(is_left_out=False))
    flawed = sum(not _is_in_order(sentence, values, names) for sentence in sentences)
    may_sign_review(by, review, flaws=flawed, sentences=len(sentences)).or_refuse()
    for sentence in sentences:
        read = zip(_basis(sentence), values.get(sentence.pk, ()), strict=True)
        sentence.basis = [replace(basis, value=value).to_keep() for basis, value in read]
    ReviewSentence.objects.bulk_update(sentences, ["basis"])
    review.state = REVIEW_WORKFLOW.after(ReviewMove.SIGN)
    review.signed_at, review.signed_by_id = clock.now(), by.id
    review.save(update_fields=["state", "signed_at", "signed_by"])
    month = str(review.month.period)
    record(AssessmentEvent.REVIEW_SIGNED, review.ref, by=by, month=month, version=review.version)
    return review


def _basis(sentence: ReviewSentence) -> list[Basis]:
    return [Basis.kept(written) for written in sentence.basis]


def _is_in_order(sentence: ReviewSentence, values: Values, names: Collection[str]) -> bool:
    read = zip(_basis(sentence), values.get(sentence.pk, ()), strict=True)
    now = [replace(basis, value=value) for basis, value in read]
    return bool(sentence.explanation) or not flaws(Checked.of(sentence), now, names)


def locked(review: MonthReview) -> MonthReview:
    """The version, held until the transaction ends, so that two callers take turns."""
    rows = MonthReview.objects.select_for_update(of=("self",)).select_related("month")
    return rows.get(pk=review.pk)


def _editable(review: MonthReview, by: Actor) -> MonthReview:
    review = locked(review)
    may_edit_review(by, review).or_refuse()
    return review


def _changed(review: MonthReview, by: Actor) -> None:
    record(AssessmentEvent.REVIEW_CHANGED, review.ref, by=by, month=str(review.month.period))
