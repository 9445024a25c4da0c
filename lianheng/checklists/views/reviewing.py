"""What an office does with what was handed in: one after the other, or several that were read."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianheng.checklists import actions, queries
from lianheng.checklists.forms import AcceptanceForm, ReturnForm
from lianheng.checklists.terms import ChecklistEvent
from lianheng.organisation.request import Request

from . import address


@require_safe
def queue(request: Request) -> HttpResponse:
    """The first that waits; or that nothing does."""
    first = queries.review_queue(request.actor, address.narrowed(request)).first()
    if first:
        return redirect(address.with_query(request, reverse("checklists:review_item", args=[first.pk])))
    return render(request, "checklists/reviewed.html", {"is_narrowed": bool(request.GET)})


@require_safe
def item(request: Request, unit_task_id: int) -> HttpResponse:
    """One submission beside what was asked; what does not wait any more is shown as it is."""
    if not queries.review_queue(request.actor).filter(pk=unit_task_id).exists():
        return redirect("checklists:unit_task", queries.unit_task_or_404(request.actor, unit_task_id).pk)
    return _shown(request, unit_task_id, ReturnForm())


@require_POST
def acceptance(request: Request, unit_task_id: int) -> HttpResponse:
    """It is accepted; the next one follows."""
    found = queries.unit_task_or_404(request.actor, unit_task_id)
    following = queries.following(request.actor, address.narrowed(request), found)
    form = AcceptanceForm(request.POST)
    missing = form.is_valid() and form.cleaned_data["is_evidence_missing"]
    actions.accept(found, is_evidence_missing=missing, by=request.actor)
    messages.success(request, f"{ChecklistEvent.ACCEPTED.label}: {found.unit}, {found.task}")
    return _onward(request, following)


@require_POST
def return_(request: Request, unit_task_id: int) -> HttpResponse:
    """It comes back with its reason; the next one follows."""
    found = queries.unit_task_or_404(request.actor, unit_task_id)
    following = queries.following(request.actor, address.narrowed(request), found)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _shown(request, unit_task_id, form)
    actions.return_(
        found, because=form.cleaned_data["because"], until=form.cleaned_data["until"], by=request.actor
    )
    messages.success(request, f"{ChecklistEvent.RETURNED.label}: {found.unit}, {found.task}")
    return _onward(request, following)


@require_http_methods(["GET", "HEAD", "POST"])
def opened(request: Request) -> HttpResponse:
    """Several that were read are accepted together."""
    found = queries.opened_in_queue(request.actor, address.opened(request))
    said = request.POST if request.method == "POST" else request.GET
    named = address.numbers(said.getlist("unit_task"))
    if request.method == "POST":
        done = actions.accept_all([each for each in found if each.pk in named], by=request.actor)
        messages.success(request, f"{ChecklistEvent.ACCEPTED.label}: {len(done)}")
        return redirect("checklists:review")
    chosen = {each.pk for each in found if each.pk in named or "chosen" not in request.GET}
    return render(request, "checklists/opened.html", {"tasks": found, "chosen": chosen})


def _shown(request: Request, unit_task_id: int, form: ReturnForm) -> HttpResponse:
    found = queries.sheet(request.actor, queries.unit_task_or_404(request.actor, unit_task_id))
    waiting = queries.review_queue(request.actor, address.narrowed(request))
    address.remember_opened(request, unit_task_id, found.unit_task.times_returned)
    context = {
        "sheet": found,
        "form": form,
        "acceptance": AcceptanceForm(),
        "place": queries.place_in(request.actor, waiting, found.unit_task),
        "knowledge": queries.knowledge(request.actor, found),
        "choices": queries.review_choices(request.actor),
        "query": address.with_query(request, ""),
        "opened": len(queries.opened_in_queue(request.actor, address.opened(request))),
    }
    return render(request, "checklists/review.html", context, status=422 if form.errors else 200)


def _onward(request: Request, following: int | None) -> HttpResponse:
    """To the next one of the queue, or to its end."""
    if following is None:
        return redirect(address.with_query(request, reverse("checklists:review")))
    return redirect(address.with_query(request, reverse("checklists:review_item", args=[following])))
