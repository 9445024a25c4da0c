"""A draft between its form, its file and its row."""

from typing import TYPE_CHECKING, Any

from lianheng.assessment import actions
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.organisation.actor import Actor

from .forms import DraftForm
from .standards import as_said, read_scheme

if TYPE_CHECKING:
    from lianheng.assessment.models import SchemeDraft


def draft(form: DraftForm, *, by: Actor) -> "SchemeDraft":
    """What was typed is kept as a draft; refused when nobody can be scored by it."""
    month = Period.month(form.cleaned_data["from_month"])
    tried = as_said(form.standard, month)
    return actions.draft_scheme(
        tried.standard, from_month=month, peer_class=tried.peer_class, by=by, **_reasons(form)
    )


def redraft(row: "SchemeDraft", form: DraftForm, *, by: Actor) -> "SchemeDraft":
    """The draft is changed; its class stays."""
    month = Period.month(form.cleaned_data["from_month"])
    tried = as_said(form.standard | {"peer_class": row.peer_class}, month)
    return actions.redraft_scheme(row, tried.standard, from_month=month, by=by, **_reasons(form))


def _reasons(form: DraftForm) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in ("reason", "count_reason")}


def read(content: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a file says: the standard, and for which class."""
    tried = read_scheme(content, Period.month_of(clock.today()).shift(1))
    return tried.standard.fields, {"peer_class": tried.peer_class}


def standard_of(row: "SchemeDraft") -> dict[str, Any]:
    """What a draft says."""
    return {"points": row.points, "limits": row.limits, "year": row.year}


def said_of(row: "SchemeDraft") -> dict[str, Any]:
    """From when, for whom and why."""
    return {
        "peer_class": row.peer_class,
        "from_month": str(row.period),
        "reason": row.reason,
        "count_reason": row.count_reason,
    }
