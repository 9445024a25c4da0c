"""What is done about a talk; one function per verb."""

from .arranging import cancel, notify, open_talk, pass_on, plan, postpone
from .following import confirm_commitment, report_commitment, return_commitment
from .recording import close, confirm, note_refusal, record_talk, sign

__all__ = [
    "cancel",
    "close",
    "confirm",
    "confirm_commitment",
    "note_refusal",
    "notify",
    "open_talk",
    "pass_on",
    "plan",
    "postpone",
    "record_talk",
    "report_commitment",
    "return_commitment",
    "sign",
]
