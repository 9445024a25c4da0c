"""The numbers behind one sentence: what each measures, then and now, and the records that one may open."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.urls import reverse

from lianheng.assessment import queries as assessment
from lianheng.assessment.rules.reviews import Basis, Reading, stated
from lianheng.checklists import queries as checklists
from lianheng.kernel.measure import Measure
from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref
from lianheng.organisation import sweeps as organisation
from lianheng.organisation.actor import Actor

from .numbers import BY_CODE, Numbers
from .terms import CircularWord, ReadingWord

if TYPE_CHECKING:
    from lianheng.assessment.models import Entry, ReviewSentence

MOST = 200
TOGETHER = (Reading.SUM, Reading.MEAN, Reading.COUNT, Reading.AT_LEAST, Reading.BELOW)


@dataclass(frozen=True, slots=True)
class Record:
    """A record behind a number: what it says, and where it is found."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class UnitNumber:
    """One unit's share of a number, for whoever may see that unit's entries."""

    name: str
    value: Decimal | None
    url: str


@dataclass(frozen=True, slots=True)
class Ground:
    """One number of a sentence."""

    basis: Basis
    now: str | None
    title: str
    scope: str
    reading: str
    measure: Measure | None
    units: list[UnitNumber]
    records: list[Record]
    hidden: int

    @property
    def period(self) -> Period | None:
        """The period that was counted."""
        return Period.parse(self.basis.period) if self.basis.period else None

    @property
    def has_moved(self) -> bool:
        """It is not what it was when it was drafted, or signed."""
        return self.now != self.basis.value


def grounds(actor: Actor, sentence: "ReviewSentence") -> list[Ground]:
    """Every number of the sentence, opened as far as the actor may see."""
    reader = _Reader(actor, sentence.review.month.period)
    return [reader.ground(Basis.kept(written)) for written in sentence.basis]


class _Reader:
    """Reads the numbers of one month for one person."""

    def __init__(self, actor: Actor, month: Period) -> None:
        self.actor, self.month, self.numbers = actor, month, Numbers(month)
        self.names = organisation.names_of(self.numbers.classes)
        self.in_sight = assessment.units_in_sight(actor, self.numbers.classes)

    def ground(self, basis: Basis) -> Ground:
        measure = BY_CODE.get(basis.measure)
        reading = ReadingWord(basis.reading.value)
        units, hidden = self._units(basis, measure)
        return Ground(
            basis=basis,
            now=self.numbers.read(basis).value,
            title=measure.title if measure else reading.label,
            scope=self._scope(basis),
            reading=reading.label.format(limit=basis.limit),
            measure=measure,
            units=units,
            records=self._records(basis, measure),
            hidden=hidden,
        )

    def _scope(self, basis: Basis) -> str:
        if basis.unit:
            return self.names.get(basis.unit, "")
        return basis.peer_class or ("" if basis.reading == Reading.TASK else CircularWord.ALL.label)

    def _units(self, basis: Basis, measure: Measure | None) -> tuple[list[UnitNumber], int]:
        """Of a number made of many units, those in sight; how many are not."""
        if measure is None or basis.reading not in TOGETHER:
            return [], 0
        period = Period.parse(basis.period)
        values = self.numbers.values(basis.measure, period)
        peers = [unit for unit, name in self.numbers.classes.items() if basis.peer_class in ("", name)]
        seen = [unit for unit in self.in_sight if unit in set(peers)]
        found = [
            UnitNumber(
                self.names[unit], values.get(unit), reverse("assessment:score", args=[self.month, unit])
            )
            for unit in seen[:MOST]
        ]
        return found, len(peers) - len(seen)

    def _records(self, basis: Basis, measure: Measure | None) -> list[Record]:
        if basis.reading == Reading.ENTRY:
            return self._named([Ref("assessment.entry", basis.record or 0)])
        if basis.reading == Reading.TASK:
            tasks = checklists.tasks_in_sight(self.actor, [basis.record or 0])
            return [Record(task.title, reverse("checklists:task", args=[task.pk])) for task in tasks]
        if measure is None or basis.unit is None or basis.unit not in self.in_sight:
            return []
        return self._named(measure.records(Period.parse(basis.period), basis.unit)[:MOST])

    def _named(self, refs: Iterable[Ref]) -> list[Record]:
        """The records that the actor may open, by their kinds."""
        by_kind: dict[str, list[int]] = {}
        for ref in refs:
            by_kind.setdefault(ref.kind, []).append(ref.id)
        entries = assessment.entries_in_sight(self.actor, by_kind.get("assessment.entry", ()))
        objections = assessment.objections_in_sight(self.actor, by_kind.get("assessment.objection", ()))
        found = [
            Record(
                f"{entry.unit} {entry.get_code_display()} {entry.task} {stated(entry.points)}",
                self._score(entry),
            )
            for entry in entries.values()
        ]
        found += [
            Record(
                f"{each.entry.unit} {each.entry.get_code_display()} {each.get_state_display()}",
                reverse("assessment:objection", args=[each.pk]),
            )
            for each in objections.values()
        ]
        asked = checklists.unit_tasks(self.actor).filter(pk__in=by_kind.get("checklists.unittask", ()))
        return found + [
            Record(f"{part.unit} {part.task.title}", reverse("checklists:unit_task", args=[part.pk]))
            for part in asked
        ]

    def _score(self, entry: "Entry") -> str:
        return reverse("assessment:score", args=[entry.month.period, entry.unit_id])
