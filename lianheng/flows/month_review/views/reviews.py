"""Reviews: the months, one version, its draft, its signature, its revision."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lianheng.assessment import actions as assessment
from lianheng.flows import month_review
from lianheng.flows.month_review import queries
from lianheng.flows.month_review.forms import RevisionForm, SentenceForm
from lianheng.kernel.period import Period
from lianheng.organisation.request import Request


@require_safe
def reviews(request: Request) -> HttpResponse:
    """The months and their reviews."""
    return render(request, "reviews/reviews.html", {"months": queries.review_list(request.actor)})


@require_safe
def month(request: Request, period: Period) -> HttpResponse:
    """The month's latest version; where there is none, the way to draft it."""
    found, may_draft = queries.month_or_404(request.actor, period)
    if found.latest is not None:
        return redirect("reviews:review", found.latest.pk)
    return render(request, "reviews/month.html", {"month": found, "may_draft": may_draft})


@require_POST
def draft(request: Request, period: Period) -> HttpResponse:
    """Drafted from facts, or brought up to date."""
    queries.month_or_404(request.actor, period)
    return redirect("reviews:review", month_review.draft(period, by=request.actor).pk)


def page(request: Request, review_id: int, status: int = 200, **forms: object) -> HttpResponse:
    """A version with its forms; those that were not sent stand empty."""
    sheet = queries.sheet_or_404(request.actor, review_id)
    empty = {"new_sentence": SentenceForm(), "revision": RevisionForm()}
    return render(request, "reviews/review.html", {"sheet": sheet, **empty, **forms}, status=status)


@require_safe
def review(request: Request, review_id: int) -> HttpResponse:
    """One version, sentence by sentence."""
    return page(request, review_id)


@require_POST
def signature(request: Request, review_id: int) -> HttpResponse:
    """Signed, frozen, and told to the units."""
    sheet = queries.sheet_or_404(request.actor, review_id)
    month_review.sign(sheet.review, by=request.actor)
    return redirect("reviews:review", review_id)


@require_POST
def revision(request: Request, review_id: int) -> HttpResponse:
    """A new version that names the old one and says why."""
    sheet = queries.sheet_or_404(request.actor, review_id)
    form = RevisionForm(request.POST)
    if not form.is_valid():
        return page(request, review_id, 422, revision=form)
    revised = assessment.revise_review(sheet.review, **form.cleaned_data, by=request.actor)
    return redirect("reviews:review", revised.pk)
