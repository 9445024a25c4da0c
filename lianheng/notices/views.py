"""The pages of the inbox."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianheng.organisation.request import Request

from . import actions, queries
from .forms import ChannelForm, CodeForm
from .terms import NoticeEvent, NoticeReason

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


@require_http_methods(["GET", "HEAD", "POST"])
def channel(request: Request) -> HttpResponse:
    """Where the morning's digest goes outside, if one wants it to."""
    sheet = queries.channel_sheet(request.actor)
    form = ChannelForm(request.POST or None, gateways=sheet.gateways)
    if request.method == "POST" and form.is_valid():
        actions.set_channel(**form.cleaned_data, by=request.actor)
        return redirect("notices:channel")
    context = {"sheet": sheet, "form": form, "code_form": CodeForm()}
    return render(request, "notices/channel.html", context, status=422 if form.errors else 200)


@require_POST
def confirmation(request: Request) -> HttpResponse:
    """The code came back."""
    found = queries.channel_or_404(request.actor)
    form = CodeForm(request.POST)
    if form.is_valid():
        if actions.confirm_channel(found, code=form.cleaned_data["code"], by=request.actor):
            messages.success(request, NoticeEvent.CHANNEL_CONFIRMED.label)
            return redirect("notices:channel")
        form.add_error("code", NoticeReason.CODE_WRONG.label)
    sheet = queries.channel_sheet(request.actor)
    context = {"sheet": sheet, "form": ChannelForm(gateways=sheet.gateways), "code_form": form}
    return render(request, "notices/channel.html", context, status=422)


@require_POST
def channel_end(request: Request) -> HttpResponse:
    """Nothing goes outside any more."""
    actions.drop_channel(queries.channel_or_404(request.actor), by=request.actor)
    return redirect("notices:channel")
