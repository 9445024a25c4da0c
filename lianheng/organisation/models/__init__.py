"""Units, people, posts and appointments, grants, accounts, saved views and the mark of this installation."""

from .accounts import Account, AccountManager
from .grants import Grant
from .instance import Instance
from .people import Person, PersonQuerySet
from .posts import Appointment, Post, TermQuerySet
from .saved_views import SavedView, SavedViewQuerySet
from .units import Unit, UnitQuerySet

__all__ = [
    "Account",
    "AccountManager",
    "Appointment",
    "Grant",
    "Instance",
    "Person",
    "PersonQuerySet",
    "Post",
    "SavedView",
    "SavedViewQuerySet",
    "TermQuerySet",
    "Unit",
    "UnitQuerySet",
]
