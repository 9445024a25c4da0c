"""What is done with tasks and duties; one function per verb."""

from .capping import ask_cap, decide_cap
from .closing import close_month, lock_month
from .duties import assign_duties, count_duty, record_duties, record_duty, withdraw_duty_record
from .duty_versions import (
    adopt_duties,
    adopt_standard_duties,
    drop_duties,
    prepare_duties,
    strike_duty,
    word_duty,
)
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
    "adopt_duties",
    "adopt_standard_duties",
    "ask_cap",
    "ask_relief",
    "assign_duties",
    "change_draft",
    "close_by_record",
    "close_month",
    "confirm_falsity",
    "count_duty",
    "decide_cap",
    "decide_relief",
    "dismiss_falsity",
    "draft",
    "drop_draft",
    "drop_duties",
    "find_falsity",
    "issue",
    "lock_month",
    "merge_draft",
    "prepare_duties",
    "record_duties",
    "record_duty",
    "remind",
    "replace",
    "return_",
    "strike_duty",
    "submit",
    "withdraw",
    "withdraw_duty_record",
    "word_duty",
]
