"""The duty checklist that a new installation begins with, read from the table as it can be signed."""

import csv
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

from .rules.duties import Wording, key_of
from .terms import MONTHS_BETWEEN, YES_WORD, DutyArea, DutyColumn, DutyFrequency, Proof

TABLE = Path(__file__).parent / "data" / "duties.csv"
_AREAS = {area.label: area.value for area in DutyArea}
_FREQUENCIES = {each.label: each.value for each in DutyFrequency}
_PROOFS = {each.label: each.value for each in Proof}


@cache
def standard_duties() -> tuple[Wording, ...]:
    """The five areas and their items, in the order of the table."""
    counts: Counter[str] = Counter()
    found = []
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            area = _AREAS[row[DutyColumn.AREA.label]]
            counts[area] += 1
            found.append(_wording(row, area, counts[area]))
    return tuple(found)


def _wording(row: dict[str, str], area: str, number: int) -> Wording:
    said = {column: row[column.label].strip() for column in DutyColumn}
    months = said[DutyColumn.MONTHS]
    target = said[DutyColumn.TARGET]
    return Wording(
        area=area,
        key=key_of(area, number),
        number=int(said[DutyColumn.NUMBER]),
        title=said[DutyColumn.TITLE],
        requirement=said[DutyColumn.REQUIREMENT],
        frequency=_FREQUENCIES[said[DutyColumn.FREQUENCY]],
        months=tuple(int(month) for month in months.split(MONTHS_BETWEEN) if month),
        day=int(said[DutyColumn.DAY] or 31),
        minutes=int(said[DutyColumn.MINUTES]),
        proof=_PROOFS[said[DutyColumn.PROOF]],
        measure=said[DutyColumn.MEASURE],
        target=Decimal(target) if target else None,
        basis=said[DutyColumn.BASIS],
        is_unverified=said[DutyColumn.IS_UNVERIFIED] == YES_WORD,
    )
