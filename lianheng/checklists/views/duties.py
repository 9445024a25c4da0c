"""The screens of duties: workbooks, what was recorded, responsible posts, coverage."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianheng.checklists import actions
from lianheng.checklists.forms import AssignmentForm, DutyRecordForm, RegisterForm
from lianheng.checklists.queries import duties as queries
from lianheng.checklists.queries.citing import citable_of_unit
from lianheng.checklists.terms import DutyArea, DutyEvent
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Refused
from lianheng.organisation.request import Request

from . import address

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def own(request: Request) -> HttpResponse:
    """Whoever works for a unit is led to its workbook; others to the coverage."""
    unit_id = queries.own_duty_unit_id(request.actor)
    return redirect("duties:workbook", unit_id) if unit_id else redirect("duties:coverage")


@require_safe
def workbook(request: Request, unit_id: int) -> HttpResponse:
    """What a unit has to do in a month, a quarter or a year, and how it stands; also as a print sheet."""
    area = request.GET.get("area", "")
    area = area if area in DutyArea.values else ""
    found = queries.workbook(request.actor, unit_id, address.period(request), area)
    context = {"book": found, "areas": DutyArea, **address.spans(request, found.around, found.period)}
    page = "checklists/duty_workbook_sheet.html" if _prints(request) else "checklists/duty_workbook.html"
    return render(request, page, context)


@require_safe
def post(request: Request, post_id: int) -> HttpResponse:
    """What a post answers for, and what was done; also as a print sheet."""
    found = queries.post_book(request.actor, post_id)
    page = "checklists/duty_post_sheet.html" if _prints(request) else "checklists/duty_post.html"
    return render(request, page, {"book": found})


@require_safe
def item(request: Request, unit_id: int, key: str) -> HttpResponse:
    """One duty of a unit, and each time of the last twelve months."""
    found = queries.item_sheet(request.actor, unit_id, key)
    return render(request, "checklists/duty_item.html", {"sheet": found})


@require_http_methods(GET_OR_POST)
def entry(request: Request, unit_id: int, key: str, period: Period) -> HttpResponse:
    """What was done about a duty is recorded, or put right."""
    found = queries.duty_entry(request.actor, unit_id, key, period)
    found.line.may_record.or_refuse()
    form = _form(request, found)
    if request.method == "POST" and form.is_valid() and (kept := _recorded(request, form, found)):
        messages.success(request, DutyEvent.CORRECTED.label if found.record else DutyEvent.RECORDED.label)
        return redirect("duties:record", kept)
    context = {"entry": found, "form": form}
    return render(request, "checklists/duty_entry.html", context, status=422 if form.errors else 200)


def _recorded(request: Request, form: DutyRecordForm, found: queries.DutyEntry) -> int | None:
    """The number of the record; or nothing, and what is wrong stands at the form."""
    said, done = form.cleaned_data, form.done(found.line.item.key, found.line.month)
    try:
        kept = actions.record_duty(
            found.unit, done, uploads=said["uploads"], cited=form.refs, by=request.actor
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    return int(kept.pk)


def _form(request: Request, found: queries.DutyEntry) -> DutyRecordForm:
    kept = found.record
    initial = {"done_on": kept.done_on if kept else clock.today(), "text": kept.text if kept else ""}
    cited = [(str(each.cited), each.label) for each in kept.citations.all()] if kept else []
    records = citable_of_unit(request.actor, found.unit, besides=kept.ref if kept else None)
    choices = dict(cited) | {str(each.ref): f"{each.label} ({each.said})" for each in records}
    return DutyRecordForm(
        *((request.POST, request.FILES) if request.method == "POST" else ()),
        initial=initial | {"cited": [ref for ref, _ in cited]},
        records=list(choices.items()),
        proof=found.line.item.proof,
        has_files=bool(found.files),
    )


@require_http_methods(GET_OR_POST)
def register(request: Request, unit_id: int, period: Period) -> HttpResponse:
    """What was done about several duties of a month is written down at once."""
    unit, lines = queries.to_register(request.actor, unit_id, period)
    items = [(line.item.key, line.item.title, line.item.requirement) for line in lines]
    form = RegisterForm(request.POST or None, items=items, initial={"done_on": clock.today()})
    if request.method == "POST" and form.is_valid() and _registered(request, form, unit, period):
        return redirect(f"{reverse('duties:workbook', args=[unit_id])}?period={period}")
    context = {"unit": unit, "form": form, "period": period, "count": len(items)}
    return render(request, "checklists/duty_register.html", context, status=422 if form.errors else 200)


def _registered(request: Request, form: RegisterForm, unit: Any, period: Period) -> bool:
    """Whether all of it could be kept; what is wrong stands at the form."""
    try:
        kept = actions.record_duties(unit, form.done(period), by=request.actor)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, f"{DutyEvent.RECORDED.label}: {len(kept)}")
    return True


@require_http_methods(GET_OR_POST)
def posts(request: Request, unit_id: int) -> HttpResponse:
    """The head of a unit says which post answers for which item."""
    found = queries.assignments(request.actor, unit_id)
    found.may_assign.or_refuse()
    said = request.POST if request.method == "POST" else None
    form = AssignmentForm(said, items=found.items, posts=found.posts, initial=found.now)
    if form.is_valid():
        changed = actions.assign_duties(found.unit, form.posts, by=request.actor)
        messages.success(request, f"{DutyEvent.ASSIGNED.label}: {changed}")
        return redirect("duties:workbook", unit_id)
    context = {"found": found, "form": form}
    return render(request, "checklists/duty_posts.html", context, status=422 if form.errors else 200)


@require_safe
def record(request: Request, record_id: int) -> HttpResponse:
    """What was recorded, its files, what it cites and proves."""
    return render(
        request, "checklists/duty_record.html", {"sheet": queries.duty_sheet(request.actor, record_id)}
    )


@require_POST
def withdrawal(request: Request, record_id: int) -> HttpResponse:
    """What was recorded by mistake does not count."""
    found = queries.duty_record_or_404(request.actor, record_id)
    actions.withdraw_duty_record(found, by=request.actor)
    messages.success(request, DutyEvent.WITHDRAWN.label)
    return redirect(f"{reverse('duties:workbook', args=[found.unit_id])}?period={found.period}")


@require_safe
def coverage(request: Request) -> HttpResponse:
    """Unit by unit and area by area how much of what fell due was done."""
    found = queries.coverage(
        request.actor,
        address.period(request),
        peer_class=request.GET.get("class", ""),
        only_gaps=request.GET.get("gaps") == "1",
        page=address.page(request),
    )
    context = {"found": found, "areas": DutyArea, **address.spans(request, found.around, found.period)}
    context["pager"] = address.pager(request, found.page, found.has_next)
    return render(request, "checklists/duty_coverage.html", context)


def _prints(request: Request) -> bool:
    return request.GET.get("print") == "1"
