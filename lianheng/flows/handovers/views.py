"""Handovers: the list, one handover, its signatures, and the sheet on paper."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lianheng.organisation import actions, queries
from lianheng.organisation.request import Request
from lianheng.organisation.terms import HandoverState, OrganisationEvent

from .drawing_up import draw_up
from .forms import CancelForm, InsteadForm, RisksForm, SuccessorForm

Act = Callable[..., Any]


@require_safe
def handovers(request: Request) -> HttpResponse:
    """What is handed over, as far as one may know."""
    state = request.GET.get("state", "")
    context = {"rows": queries.handover_list(request.actor, state), "state": state}
    return render(request, "handovers/handovers.html", context | {"states": HandoverState.choices})


@require_safe
def handover(request: Request, handover_id: int) -> HttpResponse:
    """One handover: from whom to whom, what is open, the figures, the signatures."""
    return _page(request, handover_id)


@require_safe
def sheet(request: Request, handover_id: int) -> HttpResponse:
    """The handover on paper, with lines to sign on."""
    found = queries.handover_or_404(request.actor, handover_id)
    return render(request, "handovers/sheet.html", {"sheet": found})


@require_POST
def signature(request: Request, handover_id: int) -> HttpResponse:
    """The leaver signs."""
    act = partial(actions.sign_handover, draw_up=draw_up)
    return _signed(request, handover_id, RisksForm(request.POST), act, OrganisationEvent.HANDOVER_SIGNED)


@require_POST
def substitution(request: Request, handover_id: int) -> HttpResponse:
    """Whoever stands above signs for a leaver who cannot."""
    act = partial(actions.sign_instead, draw_up=draw_up)
    event = OrganisationEvent.HANDOVER_SIGNED_INSTEAD
    return _signed(request, handover_id, InsteadForm(request.POST), act, event)


@require_POST
def successor(request: Request, handover_id: int) -> HttpResponse:
    """It is said who takes over."""
    form = SuccessorForm(request.POST, find=partial(queries.person_named, request.actor))
    return _signed(request, handover_id, form, actions.name_successor, OrganisationEvent.SUCCESSOR_NAMED)


@require_POST
def acceptance(request: Request, handover_id: int) -> HttpResponse:
    """The successor signs."""
    event = OrganisationEvent.HANDOVER_TAKEN_OVER
    return _signed(request, handover_id, Form(request.POST), actions.take_over, event)


@require_POST
def closure(request: Request, handover_id: int) -> HttpResponse:
    """The witness signs, and it is completed."""
    event = OrganisationEvent.HANDOVER_CLOSED
    return _signed(request, handover_id, Form(request.POST), actions.close_handover, event)


@require_POST
def cancellation(request: Request, handover_id: int) -> HttpResponse:
    """The post did not change hands after all."""
    event = OrganisationEvent.HANDOVER_CANCELLED
    return _signed(request, handover_id, CancelForm(request.POST), actions.cancel_handover, event)


def _signed(
    request: Request, handover_id: int, form: Form, act: Act, event: OrganisationEvent
) -> HttpResponse:
    found = queries.handover_or_404(request.actor, handover_id).handover
    if not form.is_valid():
        return _page(request, handover_id, form)
    act(found, **form.cleaned_data, by=request.actor)
    messages.success(request, event.label)
    return redirect("handovers:handover", handover_id)


def _page(request: Request, handover_id: int, wrong: Form | None = None) -> HttpResponse:
    actor, found = request.actor, queries.handover_or_404(request.actor, handover_id)
    forms = [
        RisksForm(),
        InsteadForm(),
        SuccessorForm(find=partial(queries.person_named, actor)),
        CancelForm(),
    ]
    named = {_name(form): form for form in forms}
    named |= {_name(wrong): wrong} if wrong is not None else {}
    handed = found.handover
    people = queries.colleagues_in(actor, [handed.unit], but=handed.leaver)
    trail = queries.handover_trail(actor, handed)
    context = {"sheet": found, "trail": trail, "people": people, **named}
    return render(request, "handovers/handover.html", context, status=422 if wrong else 200)


def _name(form: Form) -> str:
    return type(form).__name__.removesuffix("Form").lower()
