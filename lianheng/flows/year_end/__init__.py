"""年度考核: the year is prepared from months, measures, ballots and records, contested, and published."""

from .preparing import prepare, publish

__all__ = ["prepare", "publish"]
