"""The pages of the manual and of the walks."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from lianheng.organisation.request import Request

from . import book, queries


@require_safe
def contents(request: Request) -> HttpResponse:
    """The table of contents, and where a word is found."""
    said = request.GET.get("q", "").replace("\0", "").strip()[:60]
    context = {
        "said": said,
        "found": queries.found(request.actor, said),
        "parts": queries.contents(request.actor),
        "own": queries.own_chapters(request.actor),
    }
    return render(request, "manual/contents.html", context)


@require_safe
def chapter(request: Request, chapter: str) -> HttpResponse:
    """One chapter."""
    return render(request, "manual/chapter.html", {"open": queries.chapter_or_404(request.actor, chapter)})


@require_safe
def guidance(request: Request) -> HttpResponse:
    """From a page to the passage about it."""
    return redirect(queries.guidance(request.actor, request.GET.get("at", "")))


@require_safe
def capabilities(request: Request) -> HttpResponse:
    """What one may do, what not, and why."""
    sheet = queries.capability_sheet(request.actor, request.GET.get("role", ""))
    return render(request, "manual/capabilities.html", {"sheet": sheet})


@require_safe
def image(request: Request, image: str) -> FileResponse:
    """A picture of the manual."""
    path = book.IMAGES / f"{image}.png"
    if not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), content_type="image/png")


@require_safe
def walks(request: Request) -> HttpResponse:
    """Four walks through the drill."""
    return render(request, "manual/walks.html", {"walks": queries.walk_list(request.actor)})


@require_safe
def walk(request: Request, walk: str) -> HttpResponse:
    """One walk, step by step."""
    return render(request, "manual/walk.html", {"sheet": queries.walk_or_404(request.actor, walk)})
