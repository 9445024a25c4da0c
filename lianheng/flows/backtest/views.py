"""Drafts of the scheme: written, tried on past months, adopted or dropped."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lianheng.assessment import actions
from lianheng.assessment import queries as assessment
from lianheng.assessment.queries.drafts import DraftSheet
from lianheng.flows.jobs import backtest as job
from lianheng.flows.year_end.reading import sensitive_measures
from lianheng.kernel.verdict import Refused
from lianheng.organisation.request import Request

from . import queries, writing
from .forms import DraftForm, DropForm, SchemeFileForm, TryForm


def new_draft(request: Request) -> HttpResponse:
    """A version is drafted, from the one in force."""
    form = DraftForm(request.POST or None, said={}, **queries.choices(request.actor))
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("backtest:draft", writing.draft(form, by=request.actor).pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _writing(request, form)


@require_POST
def draft_file(request: Request) -> HttpResponse:
    """What a file says stands in the form, to be looked over and kept."""
    upload = SchemeFileForm(request.POST, request.FILES)
    if upload.is_valid():
        try:
            standard, said = writing.read(upload.cleaned_data["file"].read())
            choices = queries.choices(request.actor, standard)
            return _writing(request, DraftForm(said=said, **choices))
        except Refused as refusal:
            upload.add_error("file", str(refusal))
    form = DraftForm(said={}, **queries.choices(request.actor))
    return _writing(request, form, upload=upload, status=422)


def draft_facts(request: Request, draft_id: int) -> HttpResponse:
    """A draft says something else."""
    sheet = queries.draft_or_404(request.actor, draft_id)
    sheet.may_edit.or_refuse()
    choices = queries.choices(request.actor, writing.standard_of(sheet.draft))
    form = DraftForm(request.POST or None, said=writing.said_of(sheet.draft), **choices)
    if request.method == "POST" and form.is_valid():
        try:
            writing.redraft(sheet.draft, form, by=request.actor)
            return redirect("backtest:draft", draft_id)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _writing(request, form, sheet=sheet)


def _writing(request: Request, form: DraftForm, status: int = 200, **said: Any) -> HttpResponse:
    status = 422 if form.is_bound else status
    context = {"form": form, "upload": SchemeFileForm()} | said
    return render(request, "backtest/writing.html", context, status=status)


def _page(request: Request, sheet: DraftSheet, status: int = 200, **forms: object) -> HttpResponse:
    empty = {"trial": TryForm(months=assessment.months_to_test(request.actor)), "dropping": DropForm()}
    unknown = queries.unknown_measures(request.actor, sheet)
    context = {"sheet": sheet, "unknown": unknown} | empty | forms
    return render(request, "backtest/draft.html", context, status=status)


@require_safe
def draft(request: Request, draft_id: int) -> HttpResponse:
    """A draft, what it would change, its back-tests."""
    return _page(request, queries.draft_or_404(request.actor, draft_id))


@require_POST
def trials(request: Request, draft_id: int) -> HttpResponse:
    """The draft is to be tried on these months; the worker does it."""
    sheet = queries.draft_or_404(request.actor, draft_id)
    form = TryForm(request.POST, months=assessment.months_to_test(request.actor))
    if not form.is_valid():
        return _page(request, sheet, 422, trial=form)
    asked = actions.ask_backtest(sheet.draft, **form.months, by=request.actor)
    job.defer(number=asked.pk)
    return redirect("backtest:backtest", asked.pk)


@require_safe
def backtest(request: Request, backtest_id: int) -> HttpResponse:
    """What a back-test found, or how far it is."""
    return render(
        request, "backtest/backtest.html", {"told": queries.told_or_404(request.actor, backtest_id)}
    )


@require_POST
def adoption(request: Request, draft_id: int) -> HttpResponse:
    """The draft is in force from its month."""
    sheet = queries.draft_or_404(request.actor, draft_id)
    actions.adopt_draft(sheet.draft, sensitive=sensitive_measures(), by=request.actor)
    return redirect("backtest:draft", draft_id)


@require_POST
def removal(request: Request, draft_id: int) -> HttpResponse:
    """The draft is not pursued."""
    sheet = queries.draft_or_404(request.actor, draft_id)
    form = DropForm(request.POST)
    if not form.is_valid():
        return _page(request, sheet, 422, dropping=form)
    actions.drop_draft(sheet.draft, why=form.cleaned_data["why"], by=request.actor)
    return redirect("backtest:draft", draft_id)
