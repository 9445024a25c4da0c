"""The scheme, the months, the ledger, objections, standings, proposals, yellow cards."""

from .cards import CureProof, CureTask, YellowCard, YellowCardQuerySet
from .ledger import Entry, EntryQuerySet
from .months import ASSESSED, SCORING, Month, Participant
from .objections import Objection, ObjectionQuerySet
from .proposals import Proposal, ProposalQuerySet
from .reviews import REVIEW_READERS, MonthReview, ReviewQuerySet, ReviewSentence
from .schemes import Scheme
from .standings import Standing

__all__ = [
    "ASSESSED",
    "REVIEW_READERS",
    "SCORING",
    "CureProof",
    "CureTask",
    "Entry",
    "EntryQuerySet",
    "Month",
    "MonthReview",
    "Objection",
    "ObjectionQuerySet",
    "Participant",
    "Proposal",
    "ProposalQuerySet",
    "ReviewQuerySet",
    "ReviewSentence",
    "Scheme",
    "Standing",
    "YellowCard",
    "YellowCardQuerySet",
]
