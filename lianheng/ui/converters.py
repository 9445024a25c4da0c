"""How periods stand in addresses: `2026-10`, `2026Q3`, `2026`; anything else is not found."""

from django.urls import register_converter

from lianheng.kernel.period import Period


class PeriodConverter:
    """A month, a quarter or a year."""

    regex = "[12][0-9]{3}(?:-(?:0[1-9]|1[0-2])|Q[1-4])?"

    def to_python(self, value: str) -> Period:
        """The period that stands in the address."""
        return Period.parse(value)

    def to_url(self, value: Period | str) -> str:
        """The period as it stands in the address."""
        return str(value)


class MonthConverter(PeriodConverter):
    """A month."""

    regex = "[12][0-9]{3}-(?:0[1-9]|1[0-2])"


class YearConverter(PeriodConverter):
    """A year."""

    regex = "[12][0-9]{3}"


register_converter(PeriodConverter, "period")
register_converter(MonthConverter, "month")
register_converter(YearConverter, "year")
