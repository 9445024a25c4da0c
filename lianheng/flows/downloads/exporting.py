"""Somebody exports a list: the workbook at once, or a place in the queue of the download centre."""

from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING

from django.http import Http404, QueryDict

from lianheng.flows.queue import enqueue
from lianheng.flows.wall import is_closed_page
from lianheng.instance import asking
from lianheng.kernel import clock
from lianheng.organisation.actor import Actor
from lianheng.papers import actions
from lianheng.papers.writing import write_sheet
from lianheng.ui.sheet import Sheet

from .lists import listed_or_404

if TYPE_CHECKING:
    from lianheng.papers.models import Download

AT_ONCE = 1000  # rows; longer lists are written in the background
LONGEST_QUERY = 4000


@dataclass(frozen=True, slots=True)
class Workbook:
    """A list as a file."""

    name: str
    content: bytes


def export(code: str, query: str, *, by: Actor) -> "Workbook | Download":
    """Exactly what is shown, for whoever may see it."""
    listed = listed_or_404(code)
    asked = QueryDict(query[:LONGEST_QUERY])
    sheet = listed.sheet(by, asked)
    if is_closed_page(by, listed.page(asked)):
        raise Http404
    first = list(islice(sheet.rows(), AT_ONCE + 1))
    if len(first) > AT_ONCE:
        page = listed.page(asked)
        made = actions.ask_download(code, title=sheet.title, page=page, query=asked.urlencode(), by=by)
        begin_soon(made.pk)
        return made
    out = BytesIO()
    short = Sheet(sheet.title, sheet.columns, lambda: iter(first), sheet.conditions)
    rows = write_sheet(out, short, by=by.name, at=clock.now(), number=asking.number())
    actions.note_export(code, rows=rows, by=by)
    return Workbook(file_name(sheet.title), out.getvalue())


def file_name(title: str) -> str:
    """The list and the day; a name that every system takes."""
    kept = "".join(letter for letter in title if letter not in '\\/:*?"<>|')
    return f"{kept}-{clock.today():%Y%m%d}.xlsx"


def begin_soon(number: int) -> None:
    """The worker writes it, one at a time for each export; asked again, it is not asked twice."""
    enqueue("write_download", f"download-{number}", number=number)
