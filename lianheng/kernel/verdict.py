"""A verdict: yes, or why not. Asked once; the action refuses with it, the button explains with it."""

from dataclasses import dataclass
from typing import Protocol


class Reason(Protocol):
    """Why something is refused: a code for the machine and a sentence for the person."""

    @property
    def value(self) -> str: ...

    @property
    def label(self) -> str: ...


class Refused(Exception):
    """The authority says no; carries the reason to whoever asked."""

    def __init__(self, reason: Reason, *details: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = details

    def __str__(self) -> str:
        said = str(self.reason.label)
        return said + ": " + ", ".join(str(detail) for detail in self.details) if self.details else said


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes, or no with its reason."""

    why_not: Reason | None = None

    def __bool__(self) -> bool:
        return self.why_not is None

    def or_refuse(self, *details: object) -> None:
        """Go on when the verdict is yes; raise `Refused` when it is no."""
        if self.why_not is not None:
            raise Refused(self.why_not, *details)


YES = Verdict()


def no(reason: Reason) -> Verdict:
    """A refusal for this reason."""
    return Verdict(reason)


class Busy(Exception):
    """Too much is asked at this moment; it may be asked again soon."""
