"""The shapes that several forms share: a day, a month, prose."""

from collections.abc import Sequence
from typing import Any

from django import forms

from lianheng.kernel.period import Period

Choices = Sequence[tuple[str, str]]


class Day(forms.DateInput):
    """A day, picked from a calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MonthField(forms.Field):
    """A month, picked or written as 2026-10."""

    widget = forms.TextInput(attrs={"type": "month"})

    def to_python(self, value: Any) -> Period | None:
        """The month that was meant."""
        if not value:
            return None
        try:
            return Period.month(str(value))
        except ValueError as wrong:
            raise forms.ValidationError("请按 2026-10 的样式填写月份") from wrong

    def prepare_value(self, value: Any) -> str:
        """The month as the field shows it."""
        return str(value or "")


def prose(rows: int) -> forms.Textarea:
    """Room for several lines."""
    return forms.Textarea(attrs={"rows": rows})
