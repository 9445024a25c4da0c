"""What is typed: a draft, a submission, a return, a request, a finding; who may do it is asked elsewhere."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django import forms

from lianheng.checklists.asked import DEFAULT_MINUTES, Asked
from lianheng.checklists.terms import ChecklistReason, Proof, ReliefKind
from lianheng.files.forms import FilesField
from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref

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


def _prose(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class DraftForm(forms.Form):
    """What an office asks, of whom and until when."""

    office = forms.ChoiceField(label="下达科室")
    month = MonthField(label="月份")
    title = forms.CharField(
        label="任务名称", max_length=200, help_text="一句话写清做什么, 各单位的清单上就是这一句"
    )
    requirement = forms.CharField(
        label="任务要求", required=False, widget=_prose(4), help_text="做到什么程度、报送什么、找谁问"
    )
    groups = forms.MultipleChoiceField(
        label="接收范围", required=False, widget=forms.CheckboxSelectMultiple, help_text="按分组下达"
    )
    codes = forms.CharField(
        label="另加单位",
        required=False,
        max_length=3000,
        widget=forms.TextInput(attrs={"list": "unit-codes"}),
        help_text="单位编码, 多个用分号隔开",
    )
    due_on = forms.DateField(label="截止日期", widget=Day, help_text="须在当月之内")
    weight = forms.TypedChoiceField(
        label="权重",
        choices=((1, "1"), (2, "2"), (3, "3")),
        coerce=int,
        initial=1,
        widget=forms.RadioSelect,
        help_text="未完成、逾期、退回的扣分按权重加倍",
    )
    proof = forms.ChoiceField(
        label="证明方式",
        choices=((Proof.MATERIAL, Proof.MATERIAL.label), (Proof.RECORD, Proof.RECORD.label)),
        initial=Proof.MATERIAL,
        widget=forms.RadioSelect,
        help_text="材料: 上传文件或填写情况; 记录: 引用系统内已有记录",
    )
    minutes = forms.IntegerField(
        label="预计用时 (分钟)", min_value=1, max_value=10_000, initial=DEFAULT_MINUTES
    )
    is_key = forms.BooleanField(label="关键任务", required=False, help_text="未完成的, 月底须点评")

    def __init__(
        self,
        *args: Any,
        offices: Choices,
        groups: Choices,
        unknown: Callable[[Period, str], Iterable[str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._unknown = unknown
        self.fields["office"].choices = offices  # type: ignore[attr-defined]
        self.fields["groups"].choices = groups  # type: ignore[attr-defined]
        if len(offices) == 1:
            self.fields["office"].widget = forms.HiddenInput()
            self.initial.setdefault("office", offices[0][0])

    def clean(self) -> dict[str, Any]:
        """The deadline lies in the month; whoever is named is known."""
        said = super().clean() or self.cleaned_data
        month, due_on = said.get("month"), said.get("due_on")
        if month and due_on and due_on not in month:
            self.add_error("due_on", ChecklistReason.DEADLINE_OUTSIDE.label)
        if not self._scope():
            self.add_error("groups", "请选择分组, 或填写单位编码")
        elif month and (unknown := list(self._unknown(month, self._scope()))):
            self.add_error("codes", f"{ChecklistReason.UNKNOWN_RECEIVERS.label}: {', '.join(unknown)}")
        return said

    def _scope(self) -> str:
        said = [*self.cleaned_data.get("groups", ()), self.cleaned_data.get("codes", "")]
        return ";".join(name for name in said if name)

    @property
    def asked(self) -> Asked:
        """What is asked, as an action takes it."""
        said = self.cleaned_data
        facts = ("title", "requirement", "due_on", "weight", "proof", "minutes", "is_key")
        return Asked(
            month=said["month"].first_day, scope=self._scope(), **{name: said[name] for name in facts}
        )


class SubmissionForm(forms.Form):
    """What a unit hands in."""

    text = forms.CharField(
        label="完成情况", required=False, max_length=20_000, widget=_prose(6), help_text="做了什么、结果如何"
    )
    uploads = FilesField(
        label="材料", required=False, help_text="PDF、Word、Excel、图片等, 可一次选多个, 每个不超过 50 MB"
    )
    cited = forms.MultipleChoiceField(
        label="引用已有记录",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="本单位已通过的任务和交过的文件, 一份记录可以证明几项任务",
    )

    def __init__(self, *args: Any, records: Choices, proof: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._proof = proof
        self.fields["cited"].choices = records  # type: ignore[attr-defined]
        if not records:
            del self.fields["cited"]

    def clean(self) -> dict[str, Any]:
        """Something is handed in, and of the kind that was asked for."""
        said = super().clean() or self.cleaned_data
        if self._proof == Proof.RECORD and not said.get("cited") and "cited" not in self.errors:
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

    kind = forms.ChoiceField(
        label="申请事项", choices=ReliefKind.choices, initial=ReliefKind.EXTENSION, widget=forms.RadioSelect
    )
    until = forms.DateField(
        label="延期至", required=False, widget=Day, help_text="申请延期的填写, 须晚于原截止日期且在当月之内"
    )
    reason = forms.CharField(label="理由", max_length=500, widget=_prose(4))

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
        label="答复", required=False, max_length=500, widget=_prose(3), help_text="不同意的须写明理由"
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


class WithdrawalForm(forms.Form):
    """Why a task is taken back."""

    because = forms.CharField(
        label="撤回原因", max_length=300, widget=_prose(3), help_text="将送达所有接收单位"
    )


class FindingForm(forms.Form):
    """What is false, and how it was found."""

    because = forms.CharField(
        label="事实",
        max_length=1000,
        widget=_prose(5),
        help_text="写明哪份材料、何处不实、依据什么; 经另一人复核确认后才生效",
    )


class FalsityForm(forms.Form):
    """Whether a second person confirms; the button pressed says which way."""

    outcome = forms.ChoiceField(label="结论", choices=(("confirm", "确认"), ("dismiss", "不确认")))

    @property
    def is_confirmed(self) -> bool:
        """The finding is confirmed."""
        return self.cleaned_data["outcome"] == "confirm"
