"""The screens of the duty checklist itself: its versions, a draft, what it changes, its adoption."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianheng.checklists import actions
from lianheng.checklists.forms import AdoptionForm, WordingForm
from lianheng.checklists.queries import duties as queries
from lianheng.checklists.terms import DutyEvent, DutyKind
from lianheng.kernel import clock
from lianheng.kernel.period import Period
from lianheng.kernel.verdict import Refused
from lianheng.organisation.request import Request

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def versions(request: Request) -> HttpResponse:
    """Every version, by kind of unit."""
    return render(request, "checklists/duty_versions.html", {"kinds": queries.version_kinds(request.actor)})


@require_POST
def new_version(request: Request) -> HttpResponse:
    """A draft begins as a copy of what is in force."""
    kind = request.POST.get("kind", "")
    if kind not in DutyKind.values:
        raise Http404
    draft = actions.prepare_duties(kind, by=request.actor)
    return redirect("duties:version", draft.pk)


@require_safe
def version(request: Request, version: int) -> HttpResponse:
    """A version with its items; of a draft, what it changes; also as a sheet to be signed."""
    found = queries.version_sheet(request.actor, version)
    printed = request.GET.get("print") == "1"
    page = "checklists/duty_version_sheet.html" if printed else "checklists/duty_version.html"
    return render(request, page, {"sheet": found})


@require_http_methods(GET_OR_POST)
def new_item(request: Request, version: int) -> HttpResponse:
    """An item is added to a draft."""
    draft = queries.draft_or_404(request.actor, version)
    form = WordingForm(request.POST or None, is_new=True, initial={"area": request.GET.get("area", "")})
    if request.method == "POST" and form.is_valid() and _worded(request, form, draft):
        return redirect("duties:version", version)
    context = {"draft": draft, "form": form}
    return render(request, "checklists/duty_wording.html", context, status=422 if form.errors else 200)


@require_http_methods(GET_OR_POST)
def item(request: Request, version: int, key: str) -> HttpResponse:
    """An item of a draft is worded anew."""
    draft = queries.draft_or_404(request.actor, version)
    facts = queries.wording_of(request.actor, draft, key)
    form = WordingForm(request.POST or None, initial=facts)
    which = {"key": key, "area": facts["area"]}
    if request.method == "POST" and form.is_valid() and _worded(request, form, draft, **which):
        return redirect("duties:version", version)
    context = {"draft": draft, "form": form, "key": key}
    return render(request, "checklists/duty_wording.html", context, status=422 if form.errors else 200)


def _worded(request: Request, form: WordingForm, draft: object, **which: str) -> bool:
    """Whether it could be kept; what is wrong with it stands at the form."""
    try:
        actions.word_duty(draft, form.wording(**which), by=request.actor)  # type: ignore[arg-type]
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return not form.errors


@require_POST
def striking(request: Request, version: int, key: str) -> HttpResponse:
    """An item is left out of a draft."""
    actions.strike_duty(queries.draft_or_404(request.actor, version), key, by=request.actor)
    return redirect("duties:version", version)


@require_POST
def removal(request: Request, version: int) -> HttpResponse:
    """A draft is dropped."""
    actions.drop_duties(queries.draft_or_404(request.actor, version), by=request.actor)
    messages.success(request, DutyEvent.DROPPED.label)
    return redirect("duties:versions")


@require_http_methods(GET_OR_POST)
def adoption(request: Request, version: int) -> HttpResponse:
    """The leader adopts a draft, from a month to come, with a reason."""
    found = queries.version_sheet(request.actor, version)
    found.may_adopt.or_refuse()
    form = AdoptionForm(request.POST or None, initial={"from_month": Period.month_of(clock.today()).shift(1)})
    if request.method == "POST" and form.is_valid() and _adopted(request, form, found):
        return redirect("duties:version", version)
    context = {"sheet": found, "form": form}
    return render(request, "checklists/duty_adoption.html", context, status=422 if form.errors else 200)


def _adopted(request: Request, form: AdoptionForm, found: queries.VersionSheet) -> bool:
    said = form.cleaned_data
    try:
        actions.adopt_duties(
            found.version, from_month=said["from_month"], reason=said["reason"], by=request.actor
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, DutyEvent.ADOPTED.label)
    return True
