"""The pages of the inbox."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lianheng.organisation.request import Request

from . import actions, queries

A_PAGE = 50


@require_safe
def inbox(request: Request) -> HttpResponse:
    """One's messages: those not read yet first, those read on a tab of their own."""
    shows_read = request.GET.get("read") == "1"
    rows = queries.inbox(request.actor, unread=not shows_read)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/inbox.html", {"page": page, "shows_read": shows_read})


@require_POST
def reading(request: Request, number: int) -> HttpResponse:
    """Reading a message leads to the record it is about."""
    notice = actions.read(queries.notice_or_404(request.actor, number), by=request.actor)
    return redirect(notice.url or "notices:inbox")


@require_POST
def readings(request: Request) -> HttpResponse:
    """All messages are marked as read."""
    actions.read_all(by=request.actor)
    return redirect("notices:inbox")
