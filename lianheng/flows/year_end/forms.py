"""What is typed when something is documented about a unit's year."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict

from lianheng.assessment.terms import AssessmentReason, DocumentedKind
from lianheng.kernel.ref import Ref


class DocumentedForm(forms.Form):
    """A bonus with the record that bears it out, or a ground of the negative list with its paper."""

    kind = forms.ChoiceField(label="类别", choices=DocumentedKind.choices)
    title = forms.CharField(label="事项", max_length=200, help_text="写明做了什么, 不写数量排名")
    points = forms.DecimalField(
        label="加分",
        required=False,
        min_value=Decimal("0.01"),
        max_digits=4,
        decimal_places=2,
        help_text="列入负面清单的不填",
    )
    record = forms.ChoiceField(
        label="依据的记录", required=False, help_text="加分必选: 该单位当年已通过审核的任务"
    )
    paper = forms.CharField(
        label="依据文件", max_length=200, required=False, help_text="列入负面清单必填: 认定文件的文号"
    )
    reason = forms.CharField(label="理由", max_length=600, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, posted: QueryDict | None, *, records: Iterable[tuple[str, str]]) -> None:
        super().__init__(posted)
        self.fields["record"].choices = [("", "请选择"), *records]  # type: ignore[attr-defined]

    def clean(self) -> None:
        """A bonus names its points and its record; the negative list its paper."""
        typed = self.cleaned_data
        if typed.get("kind") == DocumentedKind.BONUS:
            needed = {
                "points": AssessmentReason.BONUS_TOO_HIGH,
                "record": AssessmentReason.BONUS_NEEDS_RECORD,
            }
        else:
            needed = {"paper": AssessmentReason.NEGATIVE_NEEDS_DOCUMENT}
        for name, why in needed.items():
            if not typed.get(name) and name not in self.errors:
                self.add_error(name, why.label)

    @property
    def facts(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        said = dict(self.cleaned_data)
        record, points = said.pop("record"), said.pop("points")
        said |= {"points": points} if points else {}
        return said | ({"evidence": Ref.parse(record)} if record else {})
