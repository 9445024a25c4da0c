"""The ladder: what a published month or quarter proposes. Only proposals; a named person decides each."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from lianheng.assessment import sweeps
from lianheng.assessment.models import Proposal, Scheme, YellowCard
from lianheng.assessment.rules.ladder import (
    QUARTERS_IN_VIEW,
    Result,
    Step,
    lifts_card,
    month_steps,
    quarter_steps,
)
from lianheng.assessment.rules.notes import months_noted
from lianheng.assessment.terms import AssessmentEvent, Note, ProposalKind
from lianheng.journal.actions import record
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation import sweeps as organisation
from lianheng.organisation.actor import Actor

from .noting import months_of, written
from .schemes import schemes_for

# The last four quarters in which a unit was ranked may lie further back than four calendar quarters.
QUARTERS_LOOKED_BACK = 4 * QUARTERS_IN_VIEW
CONCERNS_A_PERSON = (ProposalKind.REMINDER_TALK, ProposalKind.YELLOW_CARD, ProposalKind.ADJUSTMENT)


@transaction.atomic
def propose_after_month(month: Period, *, by: Actor) -> list[Proposal]:
    """Remarks for the month-end review: below the limit, or a key task not done."""
    missed = sweeps.key_tasks_missed(month)
    proposer = _Proposer(month, by)
    for unit_id, (result,) in sweeps.results_of([month]).items():
        titles = missed.get(unit_id, [])
        steps = month_steps(
            result,
            key_tasks_missed=len(titles),
            limits=proposer.scheme(unit_id).limits,
        )
        proposer.propose(unit_id, steps, [result], key_tasks=titles)
    return proposer.proposed


@transaction.atomic
def propose_after_quarter(quarter: Period, *, by: Actor) -> list[Proposal]:
    """Reminder talks, yellow cards, adjustments, and the lifting of cards that were cured."""
    looked_back = [quarter.shift(-n) for n in range(QUARTERS_LOOKED_BACK)]
    proposer = _Proposer(quarter, by)
    cards = sweeps.cards_in_effect()
    for unit_id, history in sweeps.results_of(looked_back).items():
        if history[-1].period != quarter:
            continue
        proposer.propose(unit_id, quarter_steps(history, proposer.scheme(unit_id).limits), history)
        if card := cards.get(unit_id):
            proposer.propose(unit_id, lift_steps(card, history), history, card=card)
    return proposer.proposed


def lift_steps(card: YellowCard, history: Sequence[Result]) -> list[Step]:
    """Whether this card may be proposed for lifting."""
    is_cured = not card.cure_tasks.filter(done_on=None).exists()
    step = lifts_card(Period.parse(card.proposal.period), history, is_cured=is_cured)
    return [step] if step else []


class _Proposer:
    """Writes proposals down with their facts, each once."""

    def __init__(self, period: Period, by: Actor) -> None:
        self.period, self.by = period, by
        self.proposed: list[Proposal] = []
        self.schemes = schemes_for(period.months[-1])
        self.classes = sweeps.classes_in(period)
        self.heads = organisation.head_of(self.classes, on=period.last_day)
        self.since = organisation.heads_since(self.classes, on=period.last_day)
        self.away = organisation.absences_of([head.pk for head in self.heads.values()])
        self.carded = sweeps.cards_in_effect()

    def scheme(self, unit_id: int) -> Scheme:
        return self.schemes.get(self.classes.get(unit_id, ""), self.schemes[""])

    def propose(
        self,
        unit_id: int,
        steps: Sequence[Step],
        history: Sequence[Result],
        *,
        card: YellowCard | None = None,
        key_tasks: Sequence[str] = (),
    ) -> None:
        head = self.heads.get(unit_id)
        for step in steps:
            noted = self._noted(unit_id, step)
            proposal, is_new = Proposal.objects.get_or_create(
                kind=step.kind,
                unit_id=unit_id,
                period=str(self.period),
                defaults={
                    "person": head if step.kind in CONCERNS_A_PERSON else None,
                    "periods": [str(period) for period in step.periods],
                    "facts": _facts(step, history, key_tasks) | {"noted": written(noted)},
                    "notes": [*map(str, noted), *self._notes(unit_id, step)],
                    "scheme": self.scheme(unit_id),
                    "card": card,
                    "proposed_at": clock.now(),
                },
            )
            if is_new:
                record(AssessmentEvent.PROPOSED, proposal.ref, by=self.by, kind=step.kind, unit=unit_id)
                self.proposed.append(proposal)

    def _noted(self, unit_id: int, step: Step) -> dict[Note, list[Period]]:
        """In which months of its periods the person was away, or new in the post."""
        head = self.heads.get(unit_id)
        if head is None or step.kind not in CONCERNS_A_PERSON:
            return {}
        return months_noted(months_of(step.periods), self.since.get(unit_id), self.away.get(head.pk, ()))

    def _notes(self, unit_id: int, step: Step) -> list[str]:
        notes = []
        if step.kind in CONCERNS_A_PERSON and unit_id not in self.heads:
            notes.append(Note.NO_HEAD.value)
        if step.kind == ProposalKind.YELLOW_CARD and unit_id in self.carded:
            notes.append(Note.CARD_IN_EFFECT.value)
        return notes


def _facts(step: Step, history: Sequence[Result], key_tasks: Sequence[str]) -> dict[str, Any]:
    """The standings on which the step rests, and the key tasks that were missed."""
    return {
        "standings": [
            {
                "period": str(result.period),
                "score": None if result.score is None else str(result.score),
                "rank": result.rank,
                "bottom_three": result.is_bottom_three,
            }
            for result in history
            if result.period in step.periods
        ],
        "key_tasks": list(key_tasks),
    }
