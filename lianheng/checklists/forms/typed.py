"""What is typed: a draft, a submission, a return, a request, a finding; who may do it is asked elsewhere."""

from datetime import date
from typing import Any

from django import forms

from lianheng.checklists.terms import ChecklistReason, ReliefKind
from lianheng.files.forms import FilesField
from lianheng.kernel.ref import Ref

from .shapes import Choices, Day, prose


class SubmissionForm(forms.Form):
    """What a unit hands in."""

    text = forms.CharField(
        label="完成情况", required=False, max_length=20_000, widget=prose(6), help_text="做了什么、结果如何"
    )
    uploads = FilesField(
        label="材料", required=False, help_text="PDF、Word、Excel、图片等, 可一次选多个, 每个不超过 50 MB"
    )
    cited = forms.MultipleChoiceField(
        label="引用已有记录",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="本单位的履职记录、已通过的任务和交过的文件, 一份记录可以证明几项任务",
    )
    number = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, records: Choices, demands_record: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._demands_record = demands_record
        wanted = self.initial.get("cited") or ()
        chosen_first = sorted(records, key=lambda each: each[0] not in wanted)
        self.fields["cited"].choices = chosen_first  # type: ignore[attr-defined]
        if not records:
            del self.fields["cited"]

    def clean(self) -> dict[str, Any]:
        """Something is handed in, and of the kind that was asked for."""
        said = super().clean() or self.cleaned_data
        if self._demands_record and not said.get("cited") and "cited" not in self.errors:
            self.add_error(None, ChecklistReason.RECORD_MISSING.label)
        elif not self.errors and not any(said.get(name) for name in ("text", "uploads", "cited")):
            self.add_error(None, ChecklistReason.NOTHING_SUBMITTED.label)
        return said

    @property
    def refs(self) -> list[Ref]:
        """The records that are cited."""
        return [Ref.parse(said) for said in self.cleaned_data.get("cited", ())]


class ReturnForm(forms.Form):
    """Why something comes back."""

    because = forms.CharField(
        label="退回原因",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "data-key": "r"}),
        help_text="写明缺什么、补什么, 原文送达该单位",
    )
    until = forms.DateField(label="重新提交期限", required=False, widget=Day, help_text="不填则截止日期不变")


class AcceptanceForm(forms.Form):
    """How something is accepted."""

    is_evidence_missing = forms.BooleanField(label="缺材料且未说明", required=False)


class ReliefForm(forms.Form):
    """What a unit asks for, and why."""

    kind = forms.ChoiceField(label="申请事项", choices=ReliefKind.choices, widget=forms.RadioSelect)
    until = forms.DateField(
        label="延期至", required=False, widget=Day, help_text="申请延期的填写, 须晚于原截止日期且在当月之内"
    )
    reason = forms.CharField(label="理由", max_length=500, widget=prose(4))

    def clean(self) -> dict[str, Any]:
        """More time means until when."""
        said = super().clean() or self.cleaned_data
        if said.get("kind") == ReliefKind.EXTENSION and not said.get("until") and "until" not in self.errors:
            self.add_error("until", ChecklistReason.NO_DEADLINE.label)
        return said

    @property
    def later(self) -> date | None:
        """The day that is asked for."""
        return self.cleaned_data["until"] if self.cleaned_data["kind"] == ReliefKind.EXTENSION else None


class ReliefAnswerForm(forms.Form):
    """How a request is answered; the button pressed says which way."""

    outcome = forms.ChoiceField(label="结论", choices=(("grant", "同意"), ("refuse", "不同意")))
    answer = forms.CharField(
        label="答复", required=False, max_length=500, widget=prose(3), help_text="不同意的须写明理由"
    )
    field_order = ("answer",)

    def clean(self) -> dict[str, Any]:
        """A refusal says why."""
        said = super().clean() or self.cleaned_data
        if said.get("outcome") == "refuse" and not said.get("answer", "").strip():
            self.add_error("answer", ChecklistReason.REASON_MISSING.label)
        return said

    @property
    def is_granted(self) -> bool:
        """The unit gets what it asked for."""
        return self.cleaned_data["outcome"] == "grant"


class FindingForm(forms.Form):
    """What is false, and how it was found."""

    because = forms.CharField(
        label="事实",
        max_length=1000,
        widget=prose(5),
        help_text="写明哪份材料、何处不实、依据什么; 经另一人复核确认后才生效",
    )


class FalsityForm(forms.Form):
    """Whether a second person confirms; the button pressed says which way."""

    outcome = forms.ChoiceField(label="结论", choices=(("confirm", "确认"), ("dismiss", "不确认")))

    @property
    def is_confirmed(self) -> bool:
        """The finding is confirmed."""
        return self.cleaned_data["outcome"] == "confirm"
