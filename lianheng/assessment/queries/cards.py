"""Yellow cards with what cures them, what was handed in for it, and what lifts them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from lianheng.assessment.letters import card_letter
from lianheng.assessment.models import CureProof, CureTask, Proposal, YellowCard
from lianheng.assessment.policy import (
    may_confirm_cure,
    may_hand_in_cure,
    may_return_cure,
    may_see_proposal,
)
from lianheng.files.models import Attachment
from lianheng.kernel import clock
from lianheng.kernel.ref import Ref
from lianheng.kernel.verdict import Verdict
from lianheng.organisation import queries as organisation
from lianheng.organisation.actor import Actor
from lianheng.papers.official import Paper

PROOF = "assessment.cureproof"


@dataclass(frozen=True, slots=True)
class Proof:
    """What was handed in once, with its files."""

    proof: CureProof
    files: list[Attachment]


@dataclass(frozen=True, slots=True)
class Cure:
    """A cure task, what was handed in for it, and what the actor may do."""

    task: CureTask
    proofs: list[Proof]
    may_hand_in: Verdict
    may_confirm: Verdict
    may_return: Verdict

    @property
    def waits(self) -> bool:
        """Handed in, and neither confirmed nor returned."""
        last = self.proofs[-1].proof if self.proofs else None
        return self.task.done_on is None and last is not None and last.returned_at is None


@dataclass(frozen=True, slots=True)
class CardSheet:
    """A yellow card, what cures it, and whether one may confirm that."""

    card: YellowCard
    cures: list[Cure]
    lifting: list[Proposal]
    may_see_proposal: bool
    today: date

    @property
    def has_expired(self) -> bool:
        """Six months have passed."""
        return self.card.expires_on < self.today

    @property
    def is_lifted(self) -> bool:
        """Somebody lifted it."""
        return self.card.lifted_on is not None

    @property
    def days_left(self) -> int:
        """Days until it expires; negative once it has."""
        return (self.card.expires_on - self.today).days

    @property
    def done(self) -> int:
        """How many cure tasks are done."""
        return sum(cure.task.done_on is not None for cure in self.cures)

    @property
    def remaining(self) -> int:
        """How many are not."""
        return len(self.cures) - self.done


def card_list(actor: Actor, *, lifted: bool = False) -> list[CardSheet]:
    """Yellow cards in effect, or lifted, of units within sight."""
    return _sheets(actor, _cards(actor).filter(lifted_on__isnull=not lifted))


def card_or_404(actor: Actor, card_id: int) -> CardSheet:
    """A yellow card of a unit within sight."""
    return _sheets(actor, [get_object_or_404(_cards(actor), pk=card_id)])[0]


def card_letter_or_404(actor: Actor, card_id: int) -> Paper:
    """The paper with which the unit is told of its card."""
    card = get_object_or_404(_cards(actor), pk=card_id)
    above = organisation.units_above(actor, card.unit)
    return card_letter(card, card.cure_tasks.all(), above[0].name if above else card.unit.name)


def _cards(actor: Actor) -> QuerySet[YellowCard]:
    cures = CureTask.objects.select_related("confirmed_by").order_by("due_on", "id")
    proofs = CureProof.objects.select_related("handed_in_by", "returned_by").order_by("id")
    rows = YellowCard.objects.visible_to(actor).select_related("unit", "proposal__unit", "lifted_by")
    return rows.prefetch_related(
        Prefetch("cure_tasks", cures),
        Prefetch("cure_tasks__proofs", proofs),
        Prefetch("lift_proposals", Proposal.objects.select_related("unit").order_by("id")),
    )


def _sheets(actor: Actor, cards: Iterable[YellowCard]) -> list[CardSheet]:
    found = list(cards)
    files = _files(found)
    return [_sheet(actor, card, files) for card in found]


def _files(cards: list[YellowCard]) -> dict[int, list[Attachment]]:
    """The files of everything that was handed in for these cards."""
    proofs = [proof.pk for card in cards for cure in card.cure_tasks.all() for proof in cure.proofs.all()]
    found: dict[int, list[Attachment]] = {}
    for file in Attachment.objects.filter(ref_kind=PROOF, ref_id__in=proofs):
        found.setdefault(file.ref_id, []).append(file)
    return found


def _sheet(actor: Actor, card: YellowCard, files: dict[int, list[Attachment]]) -> CardSheet:
    return CardSheet(
        card=card,
        cures=[_cure(actor, card, cure, files) for cure in card.cure_tasks.all()],
        lifting=[each for each in card.lift_proposals.all() if may_see_proposal(actor, each)],
        may_see_proposal=may_see_proposal(actor, card.proposal),
        today=clock.today(),
    )


def _cure(actor: Actor, card: YellowCard, cure: CureTask, files: dict[int, list[Attachment]]) -> Cure:
    cure.card = card
    proofs = [Proof(proof, files.get(proof.pk, [])) for proof in cure.proofs.all()]
    return Cure(
        task=cure,
        proofs=proofs,
        may_hand_in=may_hand_in_cure(actor, cure),
        may_confirm=may_confirm_cure(actor, card.unit),
        may_return=may_return_cure(actor, cure, proofs[-1].proof if proofs else None),
    )


def cure_or_404(actor: Actor, cure_id: int) -> CureTask:
    """A cure task of a yellow card within sight."""
    rows = CureTask.objects.filter(card__in=YellowCard.objects.visible_to(actor))
    return get_object_or_404(rows.select_related("card__unit"), pk=cure_id)


def cure_sheet(actor: Actor, cure: CureTask) -> tuple[CardSheet, Cure]:
    """A cure task with its card, and what may be done about it."""
    card = card_or_404(actor, cure.card_id)
    return card, next(each for each in card.cures if each.task.pk == cure.pk)


def cure_proof_or_404(actor: Actor, proof_id: int) -> CureProof:
    """What was handed in for a cure task within sight; files hang on it."""
    rows = CureProof.objects.filter(cure__card__in=YellowCard.objects.visible_to(actor))
    return get_object_or_404(rows, pk=proof_id)


def proposal_behind_card(actor: Actor, card_id: int) -> Ref | None:
    """The proposal with which a card within sight was issued."""
    card = YellowCard.objects.visible_to(actor).filter(pk=card_id).select_related("proposal").first()
    return card.proposal.ref if card else None
