"""The roster taken in by whole lists: units, divisions of the country, people; each can be taken back."""

from .divisions import plan_divisions, save_divisions
from .people import plan_people, save_people
from .reversal import Trail, take_back
from .taking_back import undo_roster
from .units import plan_units, save_units
from .written import people_written, units_written

__all__ = [
    "Trail",
    "people_written",
    "plan_divisions",
    "plan_people",
    "plan_units",
    "save_divisions",
    "save_people",
    "save_units",
    "take_back",
    "undo_roster",
    "units_written",
]
