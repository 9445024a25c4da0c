"""What the command line says: Chinese for a Chinese locale, else English; only results on standard output."""

import os
import sys


class Failed(Exception):
    """The command cannot do what was asked; its sentence goes to standard error."""


def speaks_chinese() -> bool:
    """Whether the locale of this terminal is Chinese."""
    said = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return said.lower().startswith("zh")


def say(chinese: str, english: str) -> str:
    """The sentence that the operator reads."""
    return chinese if speaks_chinese() else english


def tell(chinese: str, english: str) -> None:
    """A message for the operator, beside the results."""
    print(say(chinese, english), file=sys.stderr, flush=True)
