"""The scheme, the months, the ledger, objections, standings, proposals, yellow cards."""

from .cards import CureTask, YellowCard
from .ledger import Entry, EntryQuerySet
from .months import ASSESSED, SCORING, Month, Participant
from .objections import Objection, ObjectionQuerySet
from .proposals import Proposal, ProposalQuerySet
from .schemes import Scheme
from .standings import Standing

__all__ = [
    "ASSESSED",
    "SCORING",
    "CureTask",
    "Entry",
    "EntryQuerySet",
    "Month",
    "Objection",
    "ObjectionQuerySet",
    "Participant",
    "Proposal",
    "ProposalQuerySet",
    "Scheme",
    "Standing",
    "YellowCard",
]
