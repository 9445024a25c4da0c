"""The shape of what is typed, and of the lists."""

from .tables import UNIT_TASKS
from .typed import (
    AcceptanceForm,
    DraftForm,
    FalsityForm,
    FindingForm,
    ReliefAnswerForm,
    ReliefForm,
    ReturnForm,
    SubmissionForm,
    WithdrawalForm,
)

__all__ = [
    "UNIT_TASKS",
    "AcceptanceForm",
    "DraftForm",
    "FalsityForm",
    "FindingForm",
    "ReliefAnswerForm",
    "ReliefForm",
    "ReturnForm",
    "SubmissionForm",
    "WithdrawalForm",
]
