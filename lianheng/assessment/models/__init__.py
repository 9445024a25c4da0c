"""The scheme, the months, the ledger, objections, standings, proposals, yellow cards, years, evaluations."""

from .cards import CureProof, CureTask, YellowCard, YellowCardQuerySet
from .documented import Documented, DocumentedQuerySet
from .drafts import Backtest, SchemeDraft, SchemeDraftQuerySet
from .evaluations import Ballot, Entitlement, EvaluationGroup, EvaluationRound, EvaluationRoundQuerySet
from .ledger import Entry, EntryQuerySet
from .months import ASSESSED, SCORING, Month, Participant
from .objections import Objection, ObjectionQuerySet
from .proposals import Proposal, ProposalQuerySet
from .reviews import REVIEW_READERS, MonthReview, ReviewQuerySet, ReviewSentence
from .schemes import Scheme
from .standings import Standing
from .years import (
    Year,
    YearItem,
    YearItemQuerySet,
    YearObjection,
    YearObjectionQuerySet,
    YearScore,
    YearScoreQuerySet,
)

__all__ = [
    "ASSESSED",
    "REVIEW_READERS",
    "SCORING",
    "Backtest",
    "Ballot",
    "CureProof",
    "CureTask",
    "Documented",
    "DocumentedQuerySet",
    "Entitlement",
    "Entry",
    "EntryQuerySet",
    "EvaluationGroup",
    "EvaluationRound",
    "EvaluationRoundQuerySet",
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
    "SchemeDraft",
    "SchemeDraftQuerySet",
    "Standing",
    "Year",
    "YearItem",
    "YearItemQuerySet",
    "YearObjection",
    "YearObjectionQuerySet",
    "YearScore",
    "YearScoreQuerySet",
    "YellowCard",
    "YellowCardQuerySet",
]
