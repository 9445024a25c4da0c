"""Exports."""

from lianheng.papers import policy
from lianheng.papers.models import Download
from lianheng.papers.rules import rights_of

from .people import Situation

SITUATIONS: dict[str, tuple[Situation, ...]] = {
    "may_fetch": (
        lambda who: policy.may_fetch(who, Download(state="ready", rights=rights_of(who))),
        lambda who: policy.may_fetch(who, Download(state="ready", rights="otherwise")),
    ),
}
