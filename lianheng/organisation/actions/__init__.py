"""What is done in the organisation; one function per verb."""

from .accounts import close_account, mark_instance, open_account, reset_password
from .grants import grant, revoke
from .people import add_person, change_person
from .posts import add_post, appoint, relieve
from .saved import change_view, drop_view, save_view
from .units import add_unit, change_unit, close_unit

__all__ = [
    "add_person",
    "add_post",
    "add_unit",
    "appoint",
    "change_person",
    "change_unit",
    "change_view",
    "close_account",
    "close_unit",
    "drop_view",
    "grant",
    "mark_instance",
    "open_account",
    "relieve",
    "reset_password",
    "revoke",
    "save_view",
]
