"""What was issued: how far it is, taken back, issued otherwise, reminded of, and closed without an upload."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lianheng.checklists import actions, queries
from lianheng.checklists.forms import CLOSINGS, ISSUED, ReminderForm, WithdrawalForm
from lianheng.checklists.terms import ChecklistEvent
from lianheng.organisation.request import Request
from lianheng.organisation.views import saved
from lianheng.ui.rows import Rows

from . import address


@require_safe
@saved.opens_with_start
def issued(request: Request) -> HttpResponse:
    """What was issued in a month, task by task."""
    month = address.month(request)
    rows = Rows(queries.issued_tasks(request.actor, month))
    table = ISSUED.read(request.GET, rows, pinned={"month": str(month)}, **saved.around(request))
    said = queries.closed_without_upload(request.actor, month)
    context = {"table": table, "without_upload": said, **address.around(month)}
    return render(request, "checklists/issued.html", context)


@require_safe
def task(request: Request, task_id: int) -> HttpResponse:
    """A task and how far its receivers are."""
    found = queries.task_sheet(request.actor, queries.task_or_404(request.actor, task_id))
    return render(request, "checklists/task.html", {"sheet": found})


@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: Request, task_id: int) -> HttpResponse:
    """A task is taken back, and why."""
    found = queries.task_sheet(request.actor, queries.task_or_404(request.actor, task_id))
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw(found.task, because=form.cleaned_data["because"], by=request.actor)
        return redirect("checklists:task", task_id)
    found.may_withdraw.or_refuse()
    context = {"sheet": found, "form": form}
    return render(request, "checklists/withdrawal.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def replacement(request: Request, task_id: int) -> HttpResponse:
    """A task is taken back, and a draft with the same words stands ready to be changed and issued."""
    found = queries.task_sheet(request.actor, queries.task_or_404(request.actor, task_id))
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        again = actions.replace(found.task, because=form.cleaned_data["because"], by=request.actor)
        return redirect("checklists:draft", again.pk)
    found.may_withdraw.or_refuse()
    context = {"sheet": found, "form": form, "is_replaced": True}
    return render(request, "checklists/withdrawal.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: Request, task_id: int) -> HttpResponse:
    """Whoever has not handed in is reminded; to whom each reminder went, and when it was read."""
    found = queries.task_sheet(request.actor, queries.task_or_404(request.actor, task_id))
    form = ReminderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.remind(found.task, words=form.cleaned_data["words"], by=request.actor)
        messages.success(request, f"{ChecklistEvent.REMINDED.label}: {found.task}")
        return redirect("checklists:reminders", task_id)
    context = {"sheet": found, "form": form, "reminders": queries.reminders(request.actor, found.task)}
    return render(request, "checklists/reminders.html", context, status=422 if form.errors else 200)


@require_safe
@saved.opens_with_start
def closings(request: Request) -> HttpResponse:
    """What was closed without an upload in a month, and the share that this is."""
    month = address.month(request)
    rows, pinned = queries.closings(request.actor, month), {"month": str(month)}
    table = CLOSINGS.read(request.GET, rows, pinned=pinned, **saved.around(request))
    said = queries.closed_without_upload(request.actor, month)
    context = {"table": table, "without_upload": said, **address.around(month)}
    return render(request, "checklists/closings.html", context)
