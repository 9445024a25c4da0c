"""Talks, their postponements and signatures, and what was promised in them."""

from .commitments import Commitment, CommitmentQuerySet
from .signatures import Postponement, Signature
from .talks import Talk, TalkQuerySet

__all__ = ["Commitment", "CommitmentQuerySet", "Postponement", "Signature", "Talk", "TalkQuerySet"]
