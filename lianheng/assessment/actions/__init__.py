"""What is done in the assessment; one function per verb."""

from .deciding import confirm_cure, decide, hear, record_committee
from .objecting import answer_objection, correct, file_objection
from .posting import lock_month, post_tally
from .proposing import propose_after_month, propose_after_quarter
from .publishing import evaluate, publish_month
from .schemes import adopt_scheme

__all__ = [
    "adopt_scheme",
    "answer_objection",
    "confirm_cure",
    "correct",
    "decide",
    "evaluate",
    "file_objection",
    "hear",
    "lock_month",
    "post_tally",
    "propose_after_month",
    "propose_after_quarter",
    "publish_month",
    "record_committee",
]
