"""How a screen answers: a form with what was typed, or what was done and where to look at it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render

from lianheng.kernel.verdict import Refused
from lianheng.organisation import queries
from lianheng.organisation.request import Request
from lianheng.organisation.terms import OrganisationEvent

Act = Callable[[dict[str, Any]], HttpResponse]


def form_page(request: Request, page: str, form: Form, act: Act, **more: object) -> HttpResponse:
    """The form; when sent, done; when wrong or refused, shown again with the reason and what was typed."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return act(form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = 409
    context = {"form": form, "names": queries.unit_names(request.actor), **more}
    return render(request, page, context, status=status)


def done(request: Request, event: OrganisationEvent, page: str, *number: int) -> HttpResponse:
    """It says what was done, and shows the record to which it was done."""
    messages.success(request, event.label)
    return redirect(f"organisation:{page}", *number)
