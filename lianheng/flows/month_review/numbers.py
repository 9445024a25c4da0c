"""What a basis says now: each measure is read once for all units of the month."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from lianheng.assessment import sweeps as ledger
from lianheng.assessment.rules.reviews import Basis, Reading, stated
from lianheng.catalogue.contents import MEASURES
from lianheng.kernel.measure import Measure
from lianheng.kernel.period import Period

BY_CODE: Mapping[str, Measure] = {measure.code: measure for measure in MEASURES}
HUNDREDTH = Decimal("0.01")


class Numbers:
    """The measures of one month's participants, read when first asked for."""

    def __init__(self, month: Period) -> None:
        self.month = month
        self._read: dict[tuple[str, str], Mapping[int, Decimal | None]] = {}

    @cached_property
    def classes(self) -> dict[int, str]:
        """Everybody who took part, with the class."""
        return {unit_id: part.peer_class for unit_id, part in ledger.participants(self.month).items()}

    @cached_property
    def charges(self) -> list[ledger.Charge]:
        """What was charged in the month."""
        return ledger.charges(self.month)

    @cached_property
    def _charged(self) -> dict[int, Decimal]:
        return {charge.entry_id: charge.points for charge in self.charges}

    def values(self, measure: str, period: Period) -> Mapping[int, Decimal | None]:
        """The measure for every participant."""
        key = (measure, str(period))
        if key not in self._read:
            self._read[key] = BY_CODE[measure].values(period, list(self.classes))
        return self._read[key]

    def read(self, basis: Basis) -> Basis:
        """The basis with its value as it is now."""
        value = self._value(basis)
        return replace(basis, value=None if value is None else stated(value))

    def read_all(self, kept: Iterable[Basis]) -> list[Basis]:
        """Several of them."""
        return [self.read(basis) for basis in kept]

    def _value(self, basis: Basis) -> Decimal | None:
        if basis.reading == Reading.TASK:
            return None
        if basis.reading == Reading.ENTRY:
            return self._charged.get(basis.record or 0)
        period = Period.parse(basis.period)
        values = self.values(basis.measure, period)
        if basis.reading == Reading.VALUE:
            return values.get(basis.unit or 0)
        if basis.reading == Reading.RISE:
            return self._rise(basis, period)
        peers = [
            value
            for unit_id, value in values.items()
            if value is not None and basis.peer_class in ("", self.classes.get(unit_id))
        ]
        return _together(basis, peers)

    def _rise(self, basis: Basis, period: Period) -> Decimal | None:
        unit_id = basis.unit or 0
        now, before = (self.values(basis.measure, each).get(unit_id) for each in (period, period.shift(-1)))
        return None if now is None or before is None else now - before


def _together(basis: Basis, values: list[Decimal]) -> Decimal | None:
    limit = Decimal(basis.limit or 0)
    match basis.reading:
        case Reading.SUM:
            return sum(values, Decimal(0))
        case Reading.MEAN:
            return _mean(values)
        case Reading.AT_LEAST:
            return Decimal(sum(value >= limit for value in values))
        case Reading.BELOW:
            return Decimal(sum(value < limit for value in values))
        case _:
            return Decimal(len(values))


def _mean(values: list[Decimal]) -> Decimal | None:
    return (sum(values, Decimal(0)) / len(values)).quantize(HUNDREDTH, ROUND_HALF_UP) if values else None
