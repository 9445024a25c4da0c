"""The shape of what is typed, and of the lists."""

from .drafting import CapAnswerForm, CapRequestForm, DraftForm, DueDayForm, ReminderForm, WithdrawalForm
from .duties import AdoptionForm, AssignmentForm, DutyRecordForm, RegisterForm, WordingForm
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
    "AdoptionForm",
    "AssignmentForm",
    "CapAnswerForm",
    "CapRequestForm",
    "DraftForm",
    "DueDayForm",
    "DutyRecordForm",
    "FalsityForm",
    "FindingForm",
    "RegisterForm",
    "ReliefAnswerForm",
    "ReliefForm",
    "ReminderForm",
    "ReturnForm",
    "SubmissionForm",
    "WithdrawalForm",
    "WordingForm",
]
