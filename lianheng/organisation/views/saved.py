"""Saved views of any list: kept under a name, shown as tabs, dropped again."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_http_methods, require_POST

from lianheng.organisation import actions, queries
from lianheng.organisation.forms import SavedViewForm, ViewChangeForm
from lianheng.organisation.request import Request

GET_OR_POST = ["GET", "HEAD", "POST"]
PAGE, PRINT = "ui/page.html", "ui/print.html"


def around(request: Request, page: str = "") -> dict[str, Any]:
    """What a table of any package shows around its rows; `page` where views belong when not to the path."""
    found = _views(request, page or request.path)
    return {
        "path": request.path,
        "page": page or request.path,
        "views": [(view.name, view.query) for view in found],
        "has_start": any(_is_start(request, view) for view in found),
        "save": reverse("organisation:views"),
        "export": reverse("downloads:downloads"),
    }


def tools(request: Request, code: str, **pinned: str) -> dict[str, str]:
    """Print and export of a list that is no plain table; `pinned` is what it shows unasked."""
    query = request.GET.copy()
    for name in ("page", "print"):
        query.pop(name, None)
    printed = query.copy()
    printed["print"] = "1"
    for name, said in pinned.items():
        query[name] = said
    return {
        "print_url": f"{request.path}?{printed.urlencode()}",
        "export": reverse("downloads:downloads"),
        "code": code,
        "query": query.urlencode(),
    }


def frame(request: Request) -> str:
    """The frame of such a list: the page, or its print sheet."""
    return PRINT if request.GET.get("print") == "1" else PAGE


def opens_with_start(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Whoever comes without saying what to see is shown the view that he starts with, if he has one."""

    @wraps(view)
    def opened(request: Request, *named: Any, **said: Any) -> HttpResponse:
        if not request.GET:
            start = [each for each in _views(request, request.path) if _is_start(request, each)]
            if start and start[0].query:
                return redirect(f"{request.path}?{start[0].query}")
        return view(request, *named, **said)

    return opened


def _views(request: Request, page: str) -> list[Any]:
    """Read once for a request."""
    known = request.__dict__.setdefault("saved_views", {})
    if page not in known:
        known[page] = list(queries.saved_views(request.actor, page))
    return known[page]


def _is_start(request: Request, view: Any) -> bool:
    return view.is_start and view.owner_id == request.actor.id


@require_http_methods(GET_OR_POST)
def views(request: Request) -> HttpResponse:
    """One's own views, and where a new one is kept."""
    return _kept(request) if request.method == "POST" else _shown(request)


def _kept(request: Request) -> HttpResponse:
    form = SavedViewForm(request.POST)
    if not form.is_valid():
        return _shown(request, form)
    said = form.cleaned_data
    page = _page_or_404(said.pop("path"))
    view = actions.save_view(**{**said, "page": page}, by=request.actor)
    return redirect(f"{page}?{view.query}")


def _shown(request: Request, form: SavedViewForm | None = None) -> HttpResponse:
    context = {"views": queries.own_views(request.actor), "form": form}
    return render(request, "organisation/views.html", context, status=422 if form else 200)


@require_http_methods(GET_OR_POST)
def view(request: Request, view_id: int) -> HttpResponse:
    """A view gets another name, is shared or no more, is what one starts with or no more."""
    found = queries.own_view_or_404(request.actor, view_id)
    form = ViewChangeForm(request.POST or None, initial=queries.view_facts(request.actor, found))
    if request.method == "POST" and form.is_valid():
        actions.change_view(found, **form.cleaned_data, by=request.actor)
        return redirect("organisation:views")
    context = {"view": found, "form": form}
    return render(request, "organisation/view.html", context, status=422 if form.errors else 200)


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
