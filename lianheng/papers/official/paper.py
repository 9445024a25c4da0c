"""What an official paper says; how it looks is said by the standard, not by its author."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4; it is numbered as the standard wants, unless it brings its number."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """Running text; each line is a paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; its heads stand again on every page. Widths are shares; without them the contents decide."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()


Block = Heading | Text | Grid


@dataclass(frozen=True, slots=True)
class Annex:
    """An attachment that is bound with the paper, on a page of its own; `attachments` names it."""

    title: str
    body: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """An official paper. With an agency it has a red head; a draft is marked across each page.

    What is not meant to leave the house says in its margin who took it along.
    """

    agency: str
    kind: str
    number: str
    title: str
    to: str
    body: tuple[Block, ...]
    signed: str
    on: date | None
    attachments: tuple[str, ...] = ()
    note: str = ""
    is_draft: bool = False
    is_internal: bool = False
    taken: str = ""
    annexes: tuple[Annex, ...] = ()
