"""What is done in the assessment; one function per verb."""

from .curing import confirm_cure, hand_in_cure, return_cure
from .deciding import decide, hear, record_committee, state_own
from .noting import note_absences
from .objecting import answer_objection, correct, file_objection
from .posting import lock_month, post_tally
from .proposing import propose_after_month, propose_after_quarter
from .publishing import evaluate, publish_month
from .reviews import (
    add_sentence,
    draft_review,
    leave_out_sentence,
    move_sentence,
    reword_sentence,
    sign_review,
)
from .revising import revise_review
from .schemes import adopt_scheme

__all__ = [
    "add_sentence",
    "adopt_scheme",
    "answer_objection",
    "confirm_cure",
    "correct",
    "decide",
    "draft_review",
    "evaluate",
    "file_objection",
    "hand_in_cure",
    "hear",
    "leave_out_sentence",
    "lock_month",
    "move_sentence",
    "note_absences",
    "post_tally",
    "propose_after_month",
    "propose_after_quarter",
    "publish_month",
    "record_committee",
    "return_cure",
    "revise_review",
    "reword_sentence",
    "sign_review",
    "state_own",
]
