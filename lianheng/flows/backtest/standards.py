"""A scheme as it is written in a file, and for whom it would hold."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lianheng.assessment import sweeps as ledger
from lianheng.assessment.actions.drafting import Standard
from lianheng.assessment.actions.schemes import schemes_for
from lianheng.assessment.rules.plan import read_plan
from lianheng.assessment.terms import PlanProblem
from lianheng.flows.year_end.reading import wrongly_bound
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Refused

if TYPE_CHECKING:
    from lianheng.assessment.models import Scheme

SAID = {"peer_class", "points", "limits", "year"}


@dataclass(frozen=True, slots=True)
class Tried:
    """A scheme that is tried: for one class, or for all that have none of their own."""

    peer_class: str
    standard: Standard

    def holds_for(self, peer_class: str, in_force: "Mapping[str, Scheme]") -> bool:
        """Whether units of this class would be scored by it instead of what is in force."""
        if self.peer_class:
            return peer_class == self.peer_class
        return not peer_class or peer_class not in in_force

    @property
    def as_json(self) -> dict[str, Any]:
        """As a file would say it."""
        return {"peer_class": self.peer_class, **self.standard.fields}


def read_scheme(text: str | bytes, month: Period) -> Tried:
    """What the file says; what it leaves out is as in the version in force in that month."""
    try:
        said = json.loads(text)
    except ValueError as wrong:
        raise Refused(PlanProblem.NOT_A_SCHEME, wrong) from None
    return as_said(said, month)


def as_said(said: Any, month: Period) -> Tried:
    """The same from what was read; refuses what no unit can be scored by, and says what is wrong."""
    if not isinstance(said, Mapping):
        raise Refused(PlanProblem.NOT_A_SCHEME)
    if strange := set(said) - SAID:
        raise Refused(PlanProblem.UNKNOWN_CODE, *sorted(strange))
    peer_class = str(said.get("peer_class", "")).strip()
    standard = Standard.read(said, in_force(peer_class, month))
    if wrong := wrongly_bound(read_plan(standard.year)):
        raise Refused(PlanProblem.WRONG_DIRECTION, *wrong)
    return Tried(peer_class, standard)


def in_force(peer_class: str, month: Period) -> Standard:
    """What scores the class in that month as things stand."""
    schemes = ledger.schemes_in_force(month) or schemes_for(month)
    scheme = schemes.get(peer_class) or schemes[""]
    return Standard(scheme.points, scheme.limits, scheme.year)
