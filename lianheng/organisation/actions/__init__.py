"""What is done in the organisation; one function per verb."""

from .absences import confirm_absence, decline_absence, report_absence, shorten_absence, withdraw_absence
from .accounts import close_account, mark_instance, open_account, reset_password
from .changes import list_changes
from .delegations import approve_delegation, lend_role, refuse_delegation, revoke_delegation
from .factors import (
    end_other_sessions,
    note_codes_drawn,
    note_factor_added,
    note_factor_removed,
    note_leaver_refused,
    note_signed_in_twice,
)
from .founding import found_administrators
from .grant_requests import approve_grant, ask_grant, ask_revocation, refuse_grant, withdraw_grant
from .grants import grant, revoke
from .handovers import (
    Lists,
    cancel_handover,
    close_handover,
    name_successor,
    open_handover,
    sign_handover,
    sign_instead,
    take_over,
)
from .people import add_person, change_person
from .posts import add_post, appoint, relieve
from .resets import (
    approve_factor_reset,
    ask_factor_reset,
    carry_out_factor_reset,
    refuse_factor_reset,
    stop_factor_reset,
)
from .saved import change_view, drop_view, save_view
from .units import add_unit, change_unit, close_unit

__all__ = [
    "Lists",
    "add_person",
    "add_post",
    "add_unit",
    "appoint",
    "approve_delegation",
    "approve_factor_reset",
    "approve_grant",
    "ask_factor_reset",
    "ask_grant",
    "ask_revocation",
    "cancel_handover",
    "carry_out_factor_reset",
    "change_person",
    "change_unit",
    "change_view",
    "close_account",
    "close_handover",
    "close_unit",
    "confirm_absence",
    "decline_absence",
    "drop_view",
    "end_other_sessions",
    "found_administrators",
    "grant",
    "lend_role",
    "list_changes",
    "mark_instance",
    "name_successor",
    "note_codes_drawn",
    "note_factor_added",
    "note_factor_removed",
    "note_leaver_refused",
    "note_signed_in_twice",
    "open_account",
    "open_handover",
    "refuse_delegation",
    "refuse_factor_reset",
    "refuse_grant",
    "relieve",
    "report_absence",
    "reset_password",
    "revoke",
    "revoke_delegation",
    "save_view",
    "shorten_absence",
    "sign_handover",
    "sign_instead",
    "stop_factor_reset",
    "take_over",
    "withdraw_absence",
    "withdraw_grant",
]
