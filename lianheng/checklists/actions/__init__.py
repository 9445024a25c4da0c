"""What is done with tasks; one function per verb."""

from .closing import close_month
from .finding import confirm_falsity, dismiss_falsity, find_falsity
from .issuing import change_draft, draft, drop_draft, issue, lift_cap, withdraw
from .proving import submit
from .relieving import ask_relief, decide_relief
from .reviewing import accept, accept_all, return_

__all__ = [
    "accept",
    "accept_all",
    "ask_relief",
    "change_draft",
    "close_month",
    "confirm_falsity",
    "decide_relief",
    "dismiss_falsity",
    "draft",
    "drop_draft",
    "find_falsity",
    "issue",
    "lift_cap",
    "return_",
    "submit",
    "withdraw",
]
