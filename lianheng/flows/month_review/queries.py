"""A review as it is read: its sections, their sentences, what is wrong with them, what may be done."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from lianheng.assessment import queries as assessment
from lianheng.assessment.queries.reviews import ReviewMonth, ReviewRights
from lianheng.assessment.rules.reviews import Basis, Checked, Flaw, flaws
from lianheng.assessment.terms import MonthState, ReviewSection
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Verdict
from lianheng.organisation import sweeps as organisation
from lianheng.organisation.actor import Actor

from .addresses import address
from .grounds import Ground, grounds
from .numbers import Numbers
from .terms import CircularWord

if TYPE_CHECKING:
    from lianheng.assessment.models import MonthReview, ReviewSentence


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as it is shown."""

    sentence: "ReviewSentence"
    now: list[Basis]
    flaws: list[Flaw]

    @property
    def is_excused(self) -> bool:
        """Something is wrong, and somebody said why it may stand."""
        return bool(self.flaws and self.sentence.explanation)

    @property
    def is_flawed(self) -> bool:
        """Something is wrong, and nobody said why."""
        return bool(self.flaws) and not self.sentence.explanation

    @property
    def wrong(self) -> list[str]:
        """What is wrong, in words."""
        return [kind.label.format(said=said) for kind, said in self.flaws]

    @property
    def has_moved(self) -> bool:
        """A number behind it is not what it was when it was drafted."""
        return [basis.value for basis in self.now] != [kept.get("value") for kept in self.sentence.basis]


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its sentences; those left out apart."""

    section: ReviewSection
    lines: list[Line]
    left_out: list[Line]


@dataclass(frozen=True)
class ReviewSheet:
    """A version with everything that is shown of it."""

    review: "MonthReview"
    parts: list[Part]
    rights: ReviewRights
    is_internal: bool
    is_published: bool

    @property
    def period(self) -> Period:
        """Its month."""
        return self.review.month.period

    @cached_property
    def title(self) -> str:
        """The circular's title."""
        return CircularWord.TITLE.label.format(period=self.period.label)

    @property
    def file_name(self) -> str:
        """What its files are called."""
        return f"{self.title}{self.review.version}"

    @property
    def flawed(self) -> int:
        """How many sentences cannot be signed as they are."""
        return sum(line.is_flawed for part in self.parts for line in part.lines)


def review_list(actor: Actor) -> list[ReviewMonth]:
    """The months with their reviews."""
    return assessment.review_months(actor)


def month_or_404(actor: Actor, period: Period) -> tuple[ReviewMonth, Verdict]:
    """A month's versions, and whether one may draft it."""
    return assessment.review_month_or_404(actor, period)


def sheet_or_404(actor: Actor, review_id: int) -> ReviewSheet:
    """One version within sight."""
    return sheet(actor, assessment.review_or_404(actor, review_id))


def sheet(actor: Actor, review: "MonthReview") -> ReviewSheet:
    """The version, section by section; only a draft is compared with what its measures say now."""
    sentences = assessment.review_sentences(actor, review)
    if review.is_signed:
        lines = [Line(sentence, _kept(sentence), []) for sentence in sentences]
    else:
        lines = _compared(review, sentences)
    parts = [
        Part(
            section,
            [one for one in lines if one.sentence.section == section and not one.sentence.is_left_out],
            [one for one in lines if one.sentence.section == section and one.sentence.is_left_out],
        )
        for section in ReviewSection
    ]
    wrong = sum(line.is_flawed for part in parts for line in part.lines)
    said = sum(len(part.lines) for part in parts)
    return ReviewSheet(
        review,
        parts,
        assessment.review_rights(actor, review, flaws=wrong, sentences=said),
        is_internal=bool(assessment.ranking_classes(actor, review.month.period)),
        is_published=review.month.state == MonthState.PUBLISHED,
    )


def _kept(sentence: "ReviewSentence") -> list[Basis]:
    return [Basis.kept(written) for written in sentence.basis]


def _compared(review: "MonthReview", sentences: Iterable["ReviewSentence"]) -> list[Line]:
    numbers, names = Numbers(review.month.period), organisation.names_of_people()
    found = []
    for sentence in sentences:
        now = numbers.read_all(_kept(sentence))
        found.append(Line(sentence, now, flaws(Checked.of(sentence), now, names)))
    return found


@dataclass(frozen=True)
class SentenceSheet:
    """A sentence with the numbers behind it, and whether one may change it."""

    line: Line
    grounds: list[Ground]
    may_edit: Verdict

    @property
    def sentence(self) -> "ReviewSentence":
        """The sentence itself."""
        return self.line.sentence

    @property
    def wording(self) -> dict[str, str]:
        """How it is worded now."""
        return {"text": self.sentence.text, "explanation": self.sentence.explanation}

    @property
    def address(self) -> str:
        """Where it stands in its review."""
        return address(self.sentence)


def sentence_or_404(actor: Actor, sentence_id: int) -> SentenceSheet:
    """A sentence of a version within sight."""
    sentence = assessment.sentence_or_404(actor, sentence_id)
    review = sentence.review
    line = Line(sentence, _kept(sentence), []) if review.is_signed else _compared(review, [sentence])[0]
    rights = assessment.review_rights(actor, review, flaws=0, sentences=1)
    return SentenceSheet(line, grounds(actor, sentence), rights.edit)
