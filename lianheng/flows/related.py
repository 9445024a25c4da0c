"""What one department keeps about another's record: a proposal, its card and its talk."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.urls import reverse

from lianheng.assessment import queries as assessment
from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref
from lianheng.organisation.actor import NOBODY, Actor
from lianheng.talks import queries as talks


@dataclass(frozen=True, slots=True)
class Related:
    """A record elsewhere that the reader may open."""

    title: str
    url: str
    note: str = ""


def _of_proposal(actor: Actor, ref: Ref) -> Iterable[Related]:
    """The talk to which the decision led."""
    for talk in talks.talks_of_cause(actor, ref):
        title = " ".join(str(word) for word in (talk.get_kind_display(), talk.person) if word)
        yield Related(title, reverse("talks:talk", args=[talk.pk]), talk.get_state_display())


def _of_card(actor: Actor, ref: Ref) -> Iterable[Related]:
    """The talk that came with the card."""
    proposal = assessment.proposal_behind_card(actor, ref.id)
    return _of_proposal(actor, proposal) if proposal else ()


def _of_talk(actor: Actor, ref: Ref) -> Iterable[Related]:
    """The proposal that led to the talk, for whoever may read that too."""
    try:
        found = assessment.proposal_or_404(actor, talks.cause_of(actor, ref.id).id)
    except Http404:
        return
    url = reverse("assessment:proposal", args=[found.proposal.pk])
    yield Related(found.proposal.get_kind_display(), url, Period.parse(found.proposal.period).label)


OF: Mapping[str, Callable[[Actor, Ref], Iterable[Related]]] = {
    "assessment.proposal": _of_proposal,
    "assessment.yellowcard": _of_card,
    "talks.talk": _of_talk,
}


def related(request: HttpRequest) -> dict[str, Callable[[Ref], list[Related]]]:
    """The context processor; nothing is read before a page asks for it."""
    actor = getattr(request, "actor", NOBODY)

    def of(ref: Ref) -> list[Related]:
        return list(OF[ref.kind](actor, ref)) if ref.kind in OF else []

    return {"related": of}
