"""What the drill district is made of: real divisions, kinds of units, tasks, made-up names, phrases."""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

FOLDER = Path(__file__).parent / "data"


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The lines of one file, without its header."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(tuple(row) for row in csv.reader(file))[1:]


def chance(*about: object) -> Random:
    """A die that always falls the same for the same matter."""
    return Random("|".join(str(each) for each in about))  # nosec B311 # made-up names, not secrets


@cache
def phrases(use: str) -> tuple[str, ...]:
    """Everything that may be written for this use."""
    return tuple(text for said, text in rows("texts") if said == use)


def phrase(use: str, die: Random) -> str:
    """One of the phrases, with numbers where it has room for them."""
    found = die.randint(2, 9)
    return die.choice(phrases(use)).format(n=found * die.randint(2, 5), k=found)


def letters(use: str) -> str:
    """The letters of which names are made."""
    return next(text for said, text in rows("names") if said == use)


def number_of(unit_code: str, place: int) -> str:
    """The number of the person who stands in that place of the unit's roster."""
    return f"{unit_code}{place:02}"


def made_up_names() -> Iterator[str]:
    """Made-up names without end, none twice."""
    die, told = chance("names"), set()
    while True:
        name = die.choice(letters("family")) + "".join(die.sample(letters("given"), die.choice((1, 2, 2))))
        if name not in told:
            told.add(name)
            yield name
