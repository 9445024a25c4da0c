"""Results on standard output: JSON for programs, a plain table for people."""

import json
import sys
from collections.abc import Iterable
from typing import Any


def print_json(result: Any) -> None:
    """The result as JSON, alone on standard output."""
    json.dump(result, sys.stdout, ensure_ascii=False, indent=1)
    print()


def print_table(rows: Iterable[Iterable[str]]) -> None:
    """One row a line, fields apart by tabs."""
    for row in rows:
        print("\t".join(row))


def written(value: object) -> str:
    """A value as a person reads it; a dash for none."""
    return "-" if value is None else str(value)
