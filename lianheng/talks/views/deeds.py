"""What the pages on which something is done about a talk have in common."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from lianheng.kernel.verdict import Refused
from lianheng.organisation.request import Request
from lianheng.talks import queries
from lianheng.talks.forms import Deed
from lianheng.talks.queries.sheets import TalkSheet
from lianheng.talks.terms import TalkEvent

METHODS = ["GET", "HEAD", "POST"]
Act = Callable[..., object]
PAGE = "talks/deed.html"


def sheet_of(request: Request, talk_id: int) -> TalkSheet:
    """The talk as the reader may see it."""
    return queries.sheet(request.actor, queries.talk_or_404(request.actor, talk_id))


def carried_out(
    request: Request, sheet: TalkSheet, form: Deed, act: Act, event: TalkEvent, template: str = PAGE
) -> HttpResponse:
    """What was typed is done; what is refused is said at the form, and nothing typed is lost."""
    if form.is_valid():
        try:
            act(**form.typed, by=request.actor)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, sheet.talk.pk, event)
    status = 422 if form.is_bound else 200
    return render(request, template, {"sheet": sheet, "form": form}, status=status)


def done(request: Request, talk_id: int, event: TalkEvent) -> HttpResponse:
    """Back to the talk, and what was done is said."""
    messages.success(request, event.label)
    return redirect("talks:talk", talk_id)
