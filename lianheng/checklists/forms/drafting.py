"""What is typed on an office's desk: a draft, a request beyond the cap, a withdrawal, a reminder."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django import forms

from lianheng.checklists.asked import DEFAULT_MINUTES, Asked
from lianheng.checklists.terms import ChecklistReason, Proof, Wording
from lianheng.kernel.measure import known
from lianheng.kernel.period import Period

from .shapes import Choices, Day, MonthField, prose


class DraftForm(forms.Form):
    """What an office asks, of whom and until when."""

    office = forms.ChoiceField(label="下达科室")
    month = MonthField(label="月份")
    title = forms.CharField(
        label="任务名称", max_length=200, help_text="一句话写清做什么, 各单位的清单上就是这一句"
    )
    requirement = forms.CharField(
        label="任务要求", required=False, widget=prose(4), help_text="做到什么程度、报送什么、找谁问"
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
        choices=Proof.choices,
        initial=Proof.MATERIAL,
        widget=forms.RadioSelect,
        help_text="材料: 上传文件或填写情况; 记录: 引用系统内已有记录; 自动: 指标达标即由系统办结, 不用报送",
    )
    measure = forms.ChoiceField(
        label="自动指标", required=False, help_text="证明方式为“自动”时选择; 指标含义见“指标”"
    )
    threshold = forms.DecimalField(
        label="达标值",
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        help_text="达到多少算完成 (越少越好的指标为不超过多少); 不填按指标默认值",
    )
    cites = forms.IntegerField(required=False, widget=forms.HiddenInput)
    duty = forms.IntegerField(required=False, widget=forms.HiddenInput)
    minutes = forms.IntegerField(
        label="预计用时 (分钟)", min_value=1, max_value=10_000, initial=DEFAULT_MINUTES
    )
    is_key = forms.BooleanField(label="关键任务", required=False, help_text="未完成的, 月底须点评")

    def __init__(
        self,
        *args: Any,
        offices: Choices,
        groups: Choices,
        measures: Choices,
        unknown: Callable[[Period, str], Iterable[str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._unknown = unknown
        self.fields["office"].choices = offices  # type: ignore[attr-defined]
        self.fields["groups"].choices = groups  # type: ignore[attr-defined]
        self.fields["measure"].choices = [("", "(不用)"), *measures]  # type: ignore[attr-defined]
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
        self._look_at_proof(said, month, due_on)
        return said

    def _look_at_proof(self, said: dict[str, Any], month: Period | None, due_on: date | None) -> None:
        """What is to prove it can: a measure is named, it has a goal, and it is certain by the deadline."""
        if said.get("proof") != Proof.MEASURE:
            return
        measure = known().get(said.get("measure", ""))
        if measure is None:
            self.add_error("measure", "请选择指标")
        elif said.get("threshold") is None and measure.threshold is None:
            self.add_error("threshold", ChecklistReason.NO_THRESHOLD.label)
        elif measure.waits_for_the_end and month and due_on and due_on != month.last_day:
            self.add_error("due_on", ChecklistReason.WAITS_FOR_THE_END.label)

    def _scope(self) -> str:
        said = [*self.cleaned_data.get("groups", ()), self.cleaned_data.get("codes", "")]
        return ";".join(name for name in said if name)

    @property
    def asked(self) -> Asked:
        """What is asked, as an action takes it."""
        said = self.cleaned_data
        facts = ("title", "requirement", "due_on", "weight", "proof", "minutes", "is_key")
        is_measured = said["proof"] == Proof.MEASURE
        return Asked(
            month=said["month"].first_day,
            scope=self._scope(),
            measure=said["measure"] if is_measured else "",
            threshold=said["threshold"] if is_measured else None,
            cites_id=said["cites"] if said["proof"] == Proof.RECORD else None,
            cites_duty_id=said["duty"] if said["proof"] == Proof.RECORD else None,
            **{name: said[name] for name in facts},
        )

    @property
    def sketch(self) -> Asked | None:
        """What is asked as far as it is written; without month and receivers nothing can be weighed."""
        if not self.is_bound:
            return None
        self.is_valid()
        said = self.cleaned_data
        month, scope = said.get("month"), self._scope()
        if not (month and scope):
            return None
        return Asked(
            month=month.first_day,
            title=said.get("title", ""),
            scope=scope,
            due_on=said.get("due_on") or month.last_day,
            minutes=said.get("minutes") or DEFAULT_MINUTES,
            cites_id=said.get("cites"),
            cites_duty_id=said.get("duty"),
        )


class CapRequestForm(forms.Form):
    """Why units must be asked more than the cap."""

    reason = forms.CharField(
        label="理由",
        max_length=500,
        widget=prose(4),
        help_text="写明为什么必须在本月下达, 为什么不能合并、引用或错开; 送分管领导",
    )


class CapAnswerForm(forms.Form):
    """How a request beyond the cap is answered; the button says which way, and both need their reason."""

    outcome = forms.ChoiceField(label="结论", choices=(("grant", "批准"), ("refuse", "不批准")))
    answer = forms.CharField(
        label="理由", max_length=500, widget=prose(3), help_text="批准或不批准都须写明, 原文送达申请科室"
    )
    field_order = ("answer",)

    @property
    def is_granted(self) -> bool:
        """The office may go beyond the cap."""
        return self.cleaned_data["outcome"] == "grant"


class DueDayForm(forms.Form):
    """Another day on which a draft is due."""

    due_on = forms.DateField(label="截止日期", widget=Day)


class WithdrawalForm(forms.Form):
    """Why a task is taken back."""

    because = forms.CharField(
        label="撤回原因", max_length=300, widget=prose(3), help_text="将送达所有接收单位"
    )


class ReminderForm(forms.Form):
    """The words of a reminder."""

    words = forms.CharField(
        label="催办内容",
        max_length=200,
        required=False,
        initial=Wording.REMINDER.label,
        widget=prose(2),
        help_text="与任务名称和截止日期一起送达未提交单位的每个人",
    )
