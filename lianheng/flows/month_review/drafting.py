"""起草: the month's facts in sentences; each number rests on a measure, no sentence names a person."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from lianheng.assessment import sweeps as ledger
from lianheng.assessment.actions.reviews import Drafted
from lianheng.assessment.rules.reviews import Basis, Reading, stated
from lianheng.assessment.terms import AssessmentMeasure, EntryCode, ReviewSection
from lianheng.checklists import sweeps as lists
from lianheng.checklists.terms import ChecklistMeasure
from lianheng.kernel.period import Period
from lianheng.organisation import sweeps as organisation

from .numbers import Numbers
from .terms import APART, ENDED, LISTED, STOP, Phrase

FULL = "100"
MUCH = Decimal(10)
MOST_NAMED = 30
MOST_UNITS = 60
KINDS = {
    EntryCode.NOT_DONE: AssessmentMeasure.NOT_DONE,
    EntryCode.LATE: AssessmentMeasure.LATE,
    EntryCode.RETURNED: AssessmentMeasure.RETURNED,
    EntryCode.EVIDENCE_MISSING: AssessmentMeasure.EVIDENCE_MISSING,
}


class Draft:
    """The sentences of one month, section by section."""

    def __init__(self, month: Period) -> None:
        self.month, self.numbers = month, Numbers(month)
        self.names = organisation.names_of(self.numbers.classes)
        self.scores = self.numbers.values(AssessmentMeasure.SCORE, month)
        self.limits = ledger.month_limits(month)

    def sentences(self) -> list[Drafted]:
        """All of them, in the order of the sections."""
        return [
            *self._overall(),
            *self._praise(),
            *self._problems(),
            *self._remarks(),
            *self._next_month(),
        ]

    def _of(self, measure: str, reading: Reading, **said: str | int) -> Basis:
        return self.numbers.read(Basis(reading, measure, str(self.month), **said))  # type: ignore[arg-type]

    def _say(
        self, section: ReviewSection, key: str, phrase: Phrase, words: dict[str, str], **on: Basis
    ) -> Drafted:
        """A sentence filled with words, and with numbers each of which keeps its basis."""
        numbers = {name: basis.value for name, basis in on.items()}
        return Drafted(section, key, phrase.label.format(**words, **numbers), tuple(on.values()))

    def _overall(self) -> Iterator[Drafted]:
        section, score = ReviewSection.OVERALL, AssessmentMeasure.SCORE
        yield self._say(
            section,
            "overall.asked",
            Phrase.ASKED,
            {"period": self.month.label},
            units=self._of(ChecklistMeasure.ISSUED, Reading.COUNT),
            issued=self._of(ChecklistMeasure.ISSUED, Reading.SUM),
            in_time=self._of(ChecklistMeasure.IN_TIME, Reading.SUM),
            share=self._of(ChecklistMeasure.ON_TIME_SHARE, Reading.MEAN),
        )
        limit = stated(self.limits[""])
        below = self._of(score, Reading.BELOW, limit=limit)
        yield self._say(
            section,
            "overall.scores",
            Phrase.SCORES if below.number else Phrase.NONE_BELOW,
            {"limit": limit},
            scored=self._of(score, Reading.COUNT),
            mean=self._of(score, Reading.MEAN),
            full=self._of(score, Reading.AT_LEAST, limit=FULL),
            below=below,
        )
        yield from self._by_class()
        yield self._charged()
        filed = self._of(AssessmentMeasure.OBJECTIONS, Reading.SUM)
        if filed.number:
            upheld = self._of(AssessmentMeasure.OBJECTIONS_UPHELD, Reading.SUM)
            yield self._say(section, "overall.objections", Phrase.OBJECTIONS, {}, filed=filed, upheld=upheld)

    @property
    def _classes(self) -> list[str]:
        """In official order: as their first units stand."""
        return [name for name in dict.fromkeys(self.numbers.classes[unit] for unit in self.names) if name]

    def _by_class(self) -> Iterator[Drafted]:
        means = {
            name: self._of(AssessmentMeasure.SCORE, Reading.MEAN, peer_class=name) for name in self._classes
        }
        means = {name: basis for name, basis in means.items() if basis.value is not None}
        if len(means) > 1:
            said = (
                Phrase.CLASS.label.format(peer_class=name, mean=basis.value) for name, basis in means.items()
            )
            text = Phrase.CLASSES.label.format(classes=LISTED.join(said))
            yield Drafted(ReviewSection.OVERALL, "overall.classes", text, tuple(means.values()))

    def _charged(self) -> Drafted:
        points = self._of(AssessmentMeasure.DEDUCTIONS, Reading.SUM)
        kinds = {code.label: self._of(measure, Reading.SUM) for code, measure in KINDS.items()}
        kinds = {kind: basis for kind, basis in kinds.items() if basis.number}
        key, section = "overall.charged", ReviewSection.OVERALL
        if not kinds:
            return Drafted(section, key, Phrase.NOTHING_CHARGED.label, (points,))
        said = LISTED.join(
            Phrase.KIND.label.format(kind=kind, count=basis.value) for kind, basis in kinds.items()
        )
        text = Phrase.CHARGED.label.format(points=points.value, kinds=said)
        return Drafted(section, key, text, (points, *kinds.values()))

    def _praise(self) -> Iterator[Drafted]:
        """Who had nothing charged, class by class in official order; who gained much since last month."""
        for name in self._classes:
            scored = [unit for unit in self._in_order(name) if self.scores.get(unit) is not None]
            full = [unit for unit in scored if self.scores[unit] == Decimal(FULL)]
            if full:
                count = self._of(AssessmentMeasure.SCORE, Reading.AT_LEAST, peer_class=name, limit=FULL)
                phrase = Phrase.FULL if len(full) <= MOST_NAMED else Phrase.FULL_SOME
                phrase = Phrase.FULL_ALL if len(full) == len(scored) > 1 else phrase
                names = LISTED.join(self.names[unit] for unit in full[:MOST_NAMED])
                words = {"peer_class": name, "names": names}
                yield self._say(ReviewSection.PRAISE, f"praise.full.{name}", phrase, words, count=count)
        for unit in self._in_order():
            rise = self._of(AssessmentMeasure.SCORE, Reading.RISE, unit=unit)
            if rise.number is not None and rise.number >= MUCH:
                score = self._of(AssessmentMeasure.SCORE, Reading.VALUE, unit=unit)
                words = {"unit": self.names[unit]}
                yield self._say(
                    ReviewSection.PRAISE, f"praise.rise.{unit}", Phrase.RISE, words, score=score, rise=rise
                )

    def _in_order(self, peer_class: str = "") -> list[int]:
        return [unit for unit in self.names if peer_class in ("", self.numbers.classes[unit])]

    def _problems(self) -> Iterator[Drafted]:
        """Unit by unit what was charged and for what: those below the limit or with a key task first."""
        charged = {
            unit: list(charges) for unit, charges in groupby(self.numbers.charges, key=attrgetter("unit_id"))
        }
        order = [unit for unit in self.names if unit in charged and self.scores.get(unit) is not None]
        grave = [unit for unit in order if self._is_grave(unit, charged[unit])]
        named = [*grave, *(unit for unit in order if unit not in grave)][: max(MOST_UNITS, len(grave))]
        for unit in named:
            yield self._problem(unit, charged[unit])
        if len(order) > len(named):
            yield Drafted(ReviewSection.PROBLEMS, "problem.others", Phrase.OTHERS.label)

    def _is_grave(self, unit: int, charges: Iterable[ledger.Charge]) -> bool:
        limit = self.limits.get(self.numbers.classes[unit], self.limits[""])
        score = self.scores[unit]
        missed = any(charge.is_key and charge.code == EntryCode.NOT_DONE for charge in charges)
        return missed or (score is not None and score < limit)

    def _problem(self, unit: int, charges: list[ledger.Charge]) -> Drafted:
        score = self._of(AssessmentMeasure.SCORE, Reading.VALUE, unit=unit)
        lines = [self.numbers.read(Basis(Reading.ENTRY, unit=unit, record=each.entry_id)) for each in charges]
        causes = APART.join(
            (Phrase.FALSE if charge.code == EntryCode.FALSIFIED else Phrase.CAUSE).label.format(
                task=charge.task, code=EntryCode(charge.code).label, points=line.value
            )
            for charge, line in zip(charges, lines, strict=True)
        )
        text = Phrase.PROBLEM.label.format(unit=self.names[unit], score=score.value, causes=causes)
        return Drafted(ReviewSection.PROBLEMS, f"problem.{unit}", text, (score, *lines))

    def _remarks(self) -> Iterator[Drafted]:
        """What a head of office said when adopting a remark, in those words."""
        for proposal, unit, words in ledger.adopted_remarks(self.month):
            ended = words if words[-1:] in ENDED else words + STOP
            text = Phrase.REMARK.label.format(unit=self.names.get(unit, ""), words=ended)
            score = self._of(AssessmentMeasure.SCORE, Reading.VALUE, unit=unit)
            yield Drafted(ReviewSection.REMARKS, f"remark.{proposal}", text, (score,), proposal)

    def _next_month(self) -> Iterator[Drafted]:
        """What is to be done in the month that follows, office by office."""
        tasks = lists.asked_in(self.month.shift(1))
        offices = organisation.names_of({task.office_id for task in tasks})
        for office, found in groupby(tasks, key=attrgetter("office_id")):
            each = list(found)
            said = APART.join(
                Phrase.TASK.label.format(title=task.title, month=task.due_on.month, day=task.due_on.day)
                for task in each
            )
            text = Phrase.NEXT.label.format(office=offices[office], tasks=said)
            basis = tuple(Basis(Reading.TASK, record=task.task_id) for task in each)
            yield Drafted(ReviewSection.NEXT_MONTH, f"next.{office}", text, basis)
