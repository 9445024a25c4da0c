"""A draft while it is written: what the buttons beside it change, and whether it is to be saved."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from lianheng.checklists.asked import Asked
from lianheng.checklists.terms import Proof
from lianheng.organisation.request import Request

LOOKING = ("preview", "move_to", "refer")


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
    """What was typed, with what a button changed: another day, or another office's task that proves it."""
    if request.method != "POST":
        return None
    said = request.POST.copy()
    if day := str(said.get("move_to", "")):
        said["due_on"] = day
    if "refer" in said:
        said["cites"] = str(said["refer"])
        said["proof"] = (Proof.RECORD if said["refer"] else Proof.MATERIAL).value
    return said
