"""The pages that only read: workbench, search, handover sheet."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lianheng.organisation.request import Request

from . import finding, handover, queries, stranded
from .digest import digest
from .frame import Frame
from .terms import Drawer


@require_safe
def workbench(request: Request) -> HttpResponse:
    """What waits, with one drawer of the desk open."""
    said = request.GET.get("drawer", "")
    drawer = Drawer(said) if said in Drawer.values else Drawer.TO_DO
    found = queries.workbench(request.actor, drawer)
    around = Frame(request.actor, request.path, waiting=found.pending, told=found.unread_count)
    return render(request, "home/workbench.html", {"desk": found, "frame": around})


@require_safe
def morning(request: Request) -> HttpResponse:
    """What waits, line by line, with why and what comes next."""
    return render(request, "home/digest.html", {"digest": digest(request.actor)})


@require_safe
def search(request: Request) -> HttpResponse:
    """Whatever one may see, by what is known of it."""
    said = request.GET.get("q", "").replace("\0", "").strip()[:60]
    return render(request, "home/search.html", {"said": said, "groups": finding.found(request.actor, said)})


@require_safe
def stranded_work(request: Request) -> HttpResponse:
    """What nobody answers for, with what mends it."""
    return render(request, "home/stranded.html", {"heaps": stranded.heaps(request.actor)})


@require_safe
def handover_sheet(request: Request, person_id: int) -> HttpResponse:
    """What a successor must know, as a page to be printed and signed."""
    sheet = handover.sheet_or_404(request.actor, person_id)
    return render(request, "home/handover.html", {"sheet": sheet})
