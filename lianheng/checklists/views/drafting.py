"""A draft while it is written: what the buttons beside it change, and whether it is to be saved."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from lianheng.checklists.asked import Asked
from lianheng.checklists.terms import Proof
from lianheng.organisation.request import Request

LOOKING = ("preview", "move_to", "refer", "refer_duty")


@dataclass(frozen=True, slots=True)
class Sketch:
    """Whose draft it is, what it asks so far, and the saved draft that it changes."""

    office: Any
    asked: Asked | None
    draft: Any = None


def is_to_be_saved(request: Request) -> bool:
    """Whether the draft was sent to be kept, and not only to be looked at."""
    return request.method == "POST" and not any(name in request.POST for name in LOOKING)


def typed(request: Request) -> QueryDict | None:
    """What was typed, with what a button changed: another day, another task or a duty that proves it."""
    if request.method != "POST":
        return None
    said = request.POST.copy()
    if day := str(said.get("move_to", "")):
        said["due_on"] = day
    if "refer" in said or "refer_duty" in said:
        said["cites"], said["duty"] = str(said.get("refer", "")), str(said.get("refer_duty", ""))
        is_cited = said["cites"] or said["duty"]
        said["proof"] = (Proof.RECORD if is_cited else Proof.MATERIAL).value
    return said
