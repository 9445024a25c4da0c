"""Proposals: facts, hearing, the person's own statement, committee, a decision with its reason."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lianheng.assessment import actions, queries
from lianheng.assessment.forms import CommitteeForm, DecisionForm, HearingForm, StatementForm
from lianheng.assessment.queries.proposals import ProposalSheet
from lianheng.assessment.tables import PROPOSALS
from lianheng.assessment.terms import ProposalState
from lianheng.organisation.request import Request
from lianheng.organisation.views import saved

from . import asked


@require_safe
@saved.opens_with_start
def proposals(request: Request) -> HttpResponse:
    """Proposals that wait for a decision, or were decided."""
    state, rows = queries.proposal_rows(request.actor, state=asked.text(request, "state"))
    table = PROPOSALS.read(request.GET, rows, pinned={"state": state}, **saved.around(request))
    sheets = [] if table.is_printed else queries.proposal_sheets(request.actor, table.rows)
    context = {"table": table, "sheets": sheets, "base": table.base}
    context |= {"state": state, "states": ProposalState.choices}
    return render(request, "assessment/proposals.html", context)


def _page(request: Request, sheet: ProposalSheet, status: int = 200, **forms: object) -> HttpResponse:
    """A proposal with its forms; those that were not sent stand empty."""
    empty = {"hearing": HearingForm(), "committee": CommitteeForm(), "decision": DecisionForm()}
    empty["own"] = StatementForm(initial={"statement": sheet.proposal.own_statement})
    return render(request, "assessment/proposal.html", {"sheet": sheet, **empty, **forms}, status=status)


@require_safe
def proposal(request: Request, proposal_id: int) -> HttpResponse:
    """What is proposed, on which facts, what was said, who decides."""
    return _page(request, queries.proposal_or_404(request.actor, proposal_id))


@require_POST
def hearing(request: Request, proposal_id: int) -> HttpResponse:
    """The record of what the person concerned said."""
    sheet = queries.proposal_or_404(request.actor, proposal_id)
    form = HearingForm(request.POST)
    if not form.is_valid():
        return _page(request, sheet, 422, hearing=form)
    actions.hear(sheet.proposal, **form.cleaned_data, by=request.actor)
    return redirect("assessment:proposal", proposal_id)


@require_POST
def statement(request: Request, proposal_id: int) -> HttpResponse:
    """What the person concerned states in writing."""
    sheet = queries.proposal_or_404(request.actor, proposal_id)
    form = StatementForm(request.POST)
    if not form.is_valid():
        return _page(request, sheet, 422, own=form)
    actions.state_own(sheet.proposal, **form.cleaned_data, by=request.actor)
    return redirect("assessment:proposal", proposal_id)


@require_POST
def committee(request: Request, proposal_id: int) -> HttpResponse:
    """The record of what the standing committee decided."""
    sheet = queries.proposal_or_404(request.actor, proposal_id)
    form = CommitteeForm(request.POST)
    if not form.is_valid():
        return _page(request, sheet, 422, committee=form)
    actions.record_committee(sheet.proposal, **form.cleaned_data, by=request.actor)
    return redirect("assessment:proposal", proposal_id)


@require_POST
def decision(request: Request, proposal_id: int) -> HttpResponse:
    """The decision, adopted or declined, with its reason."""
    sheet = queries.proposal_or_404(request.actor, proposal_id)
    needs = {"needs_ground": sheet.needs_legal_ground, "needs_cures": sheet.needs_cures}
    form = DecisionForm(request.POST, **needs)
    if not form.is_valid():
        return _page(request, sheet, 422, decision=form)
    actions.decide(sheet.proposal, **form.decision, by=request.actor)
    return redirect("assessment:proposal", proposal_id)
