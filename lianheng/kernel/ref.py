"""A reference to any record of any package, by kind and number, where a foreign key would tie siblings."""

from typing import NamedTuple


class Ref(NamedTuple):
    """Which record: its kind, such as `checklists.unittask`, and its number."""

    kind: str
    id: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @classmethod
    def parse(cls, text: str) -> "Ref":
        """The reference written as `kind:id`; raises ValueError when it is not one."""
        kind, _, number = text.partition(":")
        if not kind or not number.isdecimal():
            raise ValueError(f"not a reference: {text!r}")
        return cls(kind, int(number))
