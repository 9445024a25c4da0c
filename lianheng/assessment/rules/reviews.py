"""Sentences of a month-end review: on what each number rests, and whether what is written still says it."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol, Self

from lianheng.assessment.rules import numerals
from lianheng.assessment.terms import IN_DAYS, IN_ORDINALS, IN_TITLES, SentenceFlaw

_TITLES, _DAYS, _ORDINALS = (re.compile(each) for each in (IN_TITLES, IN_DAYS, IN_ORDINALS))
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+")
SHORTEST_NAME = 2


class Reading(StrEnum):
    """How one number is made of a measure's values."""

    VALUE = "value"
    SUM = "sum"
    MEAN = "mean"
    COUNT = "count"
    AT_LEAST = "at_least"
    BELOW = "below"
    RISE = "rise"
    ENTRY = "entry"
    TASK = "task"


@dataclass(frozen=True, slots=True)
class Basis:
    """On what a number rests: a measure of a unit, of a class or of all; or a line, or a task."""

    reading: Reading
    measure: str = ""
    period: str = ""
    unit: int | None = None
    peer_class: str = ""
    limit: str = ""
    record: int | None = None
    value: str | None = None

    @classmethod
    def kept(cls, written: dict[str, Any]) -> Self:
        """As it was kept with its sentence."""
        return cls(**{**written, "reading": Reading(written["reading"])})

    def to_keep(self) -> dict[str, Any]:
        """As it is kept: nothing that says nothing."""
        return {name: value for name, value in asdict(self).items() if value not in ("", None)}

    @property
    def number(self) -> Decimal | None:
        """The value as a number."""
        return None if self.value is None else Decimal(self.value)

    @property
    def numbers(self) -> list[Decimal]:
        """What a sentence may say because of it: the value, and the limit at which was counted."""
        return [Decimal(said) for said in (self.value, self.limit) if said]


def numbers_in(text: str) -> list[str]:
    """The numbers that a sentence states; days, ordinals and what stands in titles are none."""
    plain = numerals.without_names(unicodedata.normalize("NFKC", _TITLES.sub("", text)))
    for apart in (_DAYS, _ORDINALS):
        plain = apart.sub(" ", plain)
    found = [(each.start(), each[0].rstrip(",")) for each in _NUMBER.finditer(plain)]
    in_words = ((each.start(), each[1]) for each in numerals.FIGURE.finditer(plain))
    found += [(at, said) for at, said in in_words if numerals.is_figure(said)]
    return [said for _, said in sorted(found)]


def number_of(said: str) -> Decimal:
    """What a number states, in digits or in Chinese numerals."""
    plain = said.replace(",", "")
    return Decimal(plain) if plain[-1].isascii() else Decimal(numerals.value_of(plain))


def unfounded(text: str, founded: Iterable[Decimal]) -> list[str]:
    """The numbers of the sentence that no basis gives, in their order, each once."""
    known = set(founded)
    return [said for said in dict.fromkeys(numbers_in(text)) if number_of(said) not in known]


def names_in(text: str, names: Collection[str]) -> list[str]:
    """Names of people that stand in the sentence: a review speaks of units, never of persons."""
    plain = _TITLES.sub("", text)
    return sorted(name for name in names if len(name) >= SHORTEST_NAME and name in plain)


def stated(value: Decimal) -> str:
    """The number as a sentence states it: 92.00 is 92."""
    said = format(value, "f")
    return said.rstrip("0").rstrip(".") if "." in said else said


class Written(Protocol):
    """A sentence as it stands in a review."""

    @property
    def text(self) -> str: ...
    @property
    def drafted_text(self) -> str: ...
    @property
    def proposal_id(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Checked:
    """What of a sentence is checked: its words, and whether they are somebody's own, word for word."""

    text: str
    is_quoted: bool

    @classmethod
    def of(cls, sentence: Written) -> Self:
        """A remark is the office head's own words, as long as nobody changes them."""
        is_remark = sentence.proposal_id is not None
        return cls(sentence.text, is_remark and sentence.text == sentence.drafted_text)


Flaw = tuple[SentenceFlaw, str]


def flaws(sentence: Checked, basis: Iterable[Basis], names: Collection[str]) -> list[Flaw]:
    """What keeps a sentence from being signed without an explanation."""
    founded = [number for each in basis for number in each.numbers]
    numbers = [] if sentence.is_quoted else unfounded(sentence.text, founded)
    found = [(SentenceFlaw.NUMBER, said) for said in numbers]
    return found + [(SentenceFlaw.NAME, said) for said in names_in(sentence.text, names)]
