"""What is noted on a proposal about the person concerned is brought up to date until it is decided."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from lianheng.assessment.models import Proposal
from lianheng.assessment.policy import may_note
from lianheng.assessment.rules.notes import months_noted
from lianheng.assessment.terms import AssessmentEvent, Note
from lianheng.journal.actions import record
from lianheng.kernel.period import Period
from lianheng.organisation import sweeps as organisation
from lianheng.organisation.actor import Actor

KEPT = frozenset({Note.NO_HEAD, Note.CARD_IN_EFFECT})


@transaction.atomic
def note_absences(person_id: int, *, by: Actor) -> list[Proposal]:
    """Every proposal about this person that nobody has decided yet says when he was away, as known by now."""
    may_note(by).or_refuse()
    waiting = Proposal.objects.open().select_for_update(of=("self",)).filter(person=person_id).order_by("pk")
    away = organisation.absences_of([person_id]).get(person_id, [])
    changed = []
    for proposal in waiting:
        periods = [Period.parse(said) for said in proposal.periods]
        day = Period.parse(proposal.period).last_day
        since = organisation.heads_since([proposal.unit_id], on=day).get(proposal.unit_id)
        noted = months_noted(months_of(periods), since, away)
        notes = [*map(str, noted), *(said for said in proposal.notes if said in KEPT)]
        facts = proposal.facts | {"noted": written(noted)}
        if (notes, written(noted)) == (proposal.notes, proposal.facts.get("noted", {})):
            continue
        proposal.notes, proposal.facts = notes, facts
        proposal.save(update_fields=["notes", "facts"])
        record(AssessmentEvent.NOTED, proposal.ref, by=by, unit=proposal.unit_id)
        changed.append(proposal)
    return changed


def months_of(periods: Iterable[Period]) -> list[Period]:
    """All months of these periods, each once, in order."""
    return sorted({month for period in periods for month in period.months})


def written(noted: Mapping[Note, Iterable[Period]]) -> dict[str, list[str]]:
    """The months of each note as they are kept."""
    return {note.value: [str(month) for month in months] for note, months in noted.items()}
