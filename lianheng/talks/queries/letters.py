"""The papers of a talk, for whoever may see the talk."""

from django.http import Http404

from lianheng.organisation import queries as organisation
from lianheng.organisation.actor import Actor
from lianheng.papers.official import Paper
from lianheng.talks.letters import notice_letter, record_letter

from .sheets import talk_or_404


def notice_letter_or_404(actor: Actor, talk_id: int) -> Paper:
    """The notice as it was sent; before that there is none."""
    talk = talk_or_404(actor, talk_id)
    if talk.notified_at is None:
        raise Http404
    above = organisation.units_above(actor, talk.unit)
    return notice_letter(talk, above[0].name if above else talk.unit.name)


def record_letter_or_404(actor: Actor, talk_id: int) -> Paper:
    """The record as it stands; before the talk was held there is none."""
    talk = talk_or_404(actor, talk_id)
    if talk.held_at is None:
        raise Http404
    signatures = talk.signatures.select_related("person")
    return record_letter(talk, talk.commitments.all(), signatures)
