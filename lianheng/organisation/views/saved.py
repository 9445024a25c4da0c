"""Saved views of any list: kept under a name, shown as tabs, dropped again."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_http_methods, require_POST

from lianheng.organisation import actions, queries
from lianheng.organisation.forms import SavedViewForm
from lianheng.organisation.request import Request


def around(request: Request) -> dict[str, Any]:
    """What a table of any package shows around its rows: its address and the actor's views as tabs."""
    views = [(view.name, view.query) for view in queries.saved_views(request.actor, request.path)]
    return {"path": request.path, "views": views, "save": reverse("organisation:views")}


@require_http_methods(["GET", "HEAD", "POST"])
def views(request: Request) -> HttpResponse:
    """One's own views, and where a new one is kept."""
    return _kept(request) if request.method == "POST" else _shown(request)


def _kept(request: Request) -> HttpResponse:
    form = SavedViewForm(request.POST)
    if not form.is_valid():
        return _shown(request, form)
    said = form.cleaned_data
    page = _page_or_404(said["path"])
    view = actions.save_view(
        page=page, name=said["name"], query=said["query"], is_shared=said["is_shared"], by=request.actor
    )
    return redirect(f"{page}?{view.query}")


def _shown(request: Request, form: SavedViewForm | None = None) -> HttpResponse:
    context = {"views": queries.own_views(request.actor), "form": form}
    return render(request, "organisation/views.html", context, status=422 if form else 200)


@require_POST
def view_end(request: Request, view_id: int) -> HttpResponse:
    """A view is dropped."""
    actions.drop_view(queries.own_view_or_404(request.actor, view_id), by=request.actor)
    return redirect("organisation:views")


def _page_or_404(path: str) -> str:
    """A page of ours; nobody is sent anywhere else."""
    try:
        resolve(path)
    except Resolver404 as unknown:
        raise Http404 from unknown
    return path
