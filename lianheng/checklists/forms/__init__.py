"""The shape of what is typed, and of the lists."""

from .drafting import CapAnswerForm, CapRequestForm, DraftForm, DueDayForm, ReminderForm, WithdrawalForm
from .tables import CLOSINGS, FALSITIES, ISSUED, RELIEFS, UNIT_TASKS
from .typed import (
    AcceptanceForm,
    FalsityForm,
    FindingForm,
    ReliefAnswerForm,
    ReliefForm,
    ReturnForm,
    SubmissionForm,
)

__all__ = [
    "CLOSINGS",
    "FALSITIES",
    "ISSUED",
    "RELIEFS",
    "UNIT_TASKS",
    "AcceptanceForm",
    "CapAnswerForm",
    "CapRequestForm",
    "DraftForm",
    "DueDayForm",
    "FalsityForm",
    "FindingForm",
    "ReliefAnswerForm",
    "ReliefForm",
    "ReminderForm",
    "ReturnForm",
    "SubmissionForm",
    "WithdrawalForm",
]
