"""What is done in the assessment; one function per verb."""

from .backtesting import ask_backtest, finish_backtest
from .contesting import answer_on_item, object_to_item
from .curing import confirm_cure, hand_in_cure, return_cure
from .deciding import decide, hear, record_committee, state_own
from .documenting import decide_documented, document
from .drafting import adopt_draft, draft_scheme, drop_draft, redraft_scheme
from .evaluating import cast_ballot, close_round, open_round, plan_round, print_slips
from .noting import note_absences
from .objecting import answer_objection, correct, file_objection
from .posting import lock_month, post_tally
from .preparing import lock_year, prepare_year, publish_year
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
    "adopt_draft",
    "adopt_scheme",
    "answer_objection",
    "answer_on_item",
    "ask_backtest",
    "cast_ballot",
    "close_round",
    "confirm_cure",
    "correct",
    "decide",
    "decide_documented",
    "document",
    "draft_review",
    "draft_scheme",
    "drop_draft",
    "evaluate",
    "file_objection",
    "finish_backtest",
    "hand_in_cure",
    "hear",
    "leave_out_sentence",
    "lock_month",
    "lock_year",
    "move_sentence",
    "note_absences",
    "object_to_item",
    "open_round",
    "plan_round",
    "post_tally",
    "prepare_year",
    "print_slips",
    "propose_after_month",
    "propose_after_quarter",
    "publish_month",
    "publish_year",
    "record_committee",
    "redraft_scheme",
    "return_cure",
    "revise_review",
    "reword_sentence",
    "sign_review",
    "state_own",
]
