"""What is done with tasks; one function per verb."""

from .capping import ask_cap, decide_cap
from .closing import close_month, lock_month
from .finding import confirm_falsity, dismiss_falsity, find_falsity
from .issuing import change_draft, draft, drop_draft, issue, merge_draft, replace, withdraw
from .proving import submit
from .recorded import close_by_record
from .relieving import ask_relief, decide_relief
from .reminding import remind
from .reviewing import accept, accept_all, return_

__all__ = [
    "accept",
    "accept_all",
    "ask_cap",
    "ask_relief",
    "change_draft",
    "close_by_record",
    "close_month",
    "confirm_falsity",
    "decide_cap",
    "decide_relief",
    "dismiss_falsity",
    "draft",
    "drop_draft",
    "find_falsity",
    "issue",
    "lock_month",
    "merge_draft",
    "remind",
    "replace",
    "return_",
    "submit",
    "withdraw",
]
