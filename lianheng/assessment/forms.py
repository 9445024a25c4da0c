"""The shape of what is typed in the assessment; who may do it is asked elsewhere."""

from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.http import QueryDict

from lianheng.files.forms import FilesField

from .terms import AssessmentReason, LegalGround, ObjectionMove, ProposalMove

Cure = tuple[str, date]

CURES = "cures"


class Day(forms.DateInput):
    """A day, picked from a calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ObjectionForm(forms.Form):
    """Why an entry is contested."""

    reason = forms.CharField(
        label="异议理由",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="写明哪项事实不对, 依据什么; 1000 字以内",
    )
    uploads = FilesField(
        label="证明材料", required=False, help_text="PDF、Word、Excel、图片等, 可一次选多个, 每个不超过 50 MB"
    )


class ChargedForm(forms.Form):
    """How many points stay charged when an entry is corrected."""

    charged = forms.DecimalField(
        label="更正后仍扣的分值",
        required=False,
        min_value=Decimal(0),
        max_digits=5,
        decimal_places=2,
        help_text="仅部分成立时填写; 不填为全部退回",
    )

    @property
    def remaining(self) -> Decimal:
        """The points that stay charged."""
        return -(self.cleaned_data["charged"] or Decimal(0))


class AnswerForm(ChargedForm):
    """How an objection is answered; the button pressed says which way."""

    outcome = forms.ChoiceField(label="结论", choices=ObjectionMove.choices)
    answer = forms.CharField(
        label="答复",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="写明核实的情况和依据, 将原文送达该单位",
    )
    uploads = FilesField(label="附件", required=False, help_text="核实的材料, 提出异议的单位可以看到")
    field_order = ("answer", "charged", "uploads")

    @property
    def uphold(self) -> bool:
        """The objection is well founded."""
        return self.cleaned_data["outcome"] == ObjectionMove.UPHOLD


class CorrectionForm(ChargedForm):
    """Why an entry is corrected although nobody contested it."""

    reason = forms.CharField(
        label="更正理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="原记录不改动, 另记一条更正; 已公布的月份, 更正记入本月",
    )
    field_order = ("reason", "charged")


class HearingForm(forms.Form):
    """What the person concerned said."""

    on = forms.DateField(label="听取意见日期", widget=Day)
    statement = forms.CharField(
        label="本人意见", widget=forms.Textarea(attrs={"rows": 5}), help_text="记录本人原话, 由本人核对"
    )


class StatementForm(forms.Form):
    """What the person concerned states in writing."""

    statement = forms.CharField(
        label="书面陈述",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="写明您对事实、依据和建议的意见; 作出决定以前可以修改",
    )


class CommitteeForm(forms.Form):
    """What the standing committee decided."""

    on = forms.DateField(label="常委会决定日期", widget=Day)
    decision = forms.CharField(
        label="常委会决定", max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text="含会议届次"
    )


class CureForm(forms.Form):
    """A task that cures a yellow card."""

    title = forms.CharField(label="整改任务", max_length=200, required=False)
    due_on = forms.DateField(label="完成期限", widget=Day, required=False)

    def clean(self) -> None:
        """A task without its deadline, or a deadline without its task, is half a sentence."""
        typed = self.cleaned_data
        for name in ("title", "due_on"):
            if any(typed.values()) and name not in self.errors and not typed.get(name):
                self.add_error(name, self.fields[name].error_messages["required"])


class CureFormSet(forms.BaseFormSet):
    """The tasks that cure a yellow card; rows left empty are passed over."""

    @property
    def cures(self) -> list[Cure]:
        """What was typed: each task with its deadline."""
        rows = (form.cleaned_data for form in self.forms if form.has_changed())
        return [(row["title"], row["due_on"]) for row in rows if row.get("title")]


CureTasks = forms.formset_factory(CureForm, formset=CureFormSet, extra=3, max_num=10)


class CureProofForm(forms.Form):
    """What a unit did about a cure task."""

    text = forms.CharField(
        label="整改情况",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="做了什么、结果如何",
    )
    uploads = FilesField(
        label="材料", required=False, help_text="确有必要时上传; 系统里已有的记录写明即可, 不必重复上传"
    )

    def clean(self) -> None:
        """Something is handed in."""
        if not self.errors and not (self.cleaned_data.get("text") or self.cleaned_data.get("uploads")):
            self.add_error(None, AssessmentReason.PROOF_MISSING.label)


class CureReturnForm(forms.Form):
    """Why what was handed in comes back."""

    because = forms.CharField(
        label="退回原因",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明还缺什么, 原文送达该单位",
    )


class DecisionForm(forms.Form):
    """A decision with its reason either way; the button pressed says which."""

    outcome = forms.ChoiceField(label="决定", choices=ProposalMove.choices)
    reason = forms.CharField(
        label="理由",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="同意或不采纳都须写明理由, 留存备查",
    )
    ground = forms.ChoiceField(
        label="法定依据",
        choices=(("", "请选择"), *LegalGround.choices),
        required=False,
        help_text="监察官只有在所列情形下才能调离; 排名靠后本身不是法定情形, 没有法定情形的不能采纳",
    )
    ground_facts = forms.CharField(
        label="符合该情形的事实",
        max_length=200,
        required=False,
        help_text="写明哪些事实符合所选情形; 选第(五)项的, 写明哪部法律第几条",
    )

    def __init__(
        self, posted: QueryDict | None = None, *, needs_ground: bool = False, needs_cures: bool = False
    ) -> None:
        super().__init__(posted)
        self._needs_ground, self._needs_cures = needs_ground, needs_cures
        has_cures = posted is not None and f"{CURES}-TOTAL_FORMS" in posted
        self.cure_tasks = CureTasks(posted if has_cures else None, prefix=CURES)

    def is_valid(self) -> bool:
        """What was typed makes a decision; tasks for a card only matter when it is adopted."""
        if not super().is_valid() or not self.adopt:
            return not self.errors
        if self.cure_tasks.is_bound and not self.cure_tasks.is_valid():
            return False
        if self._needs_cures and not self.cures:
            self.add_error(None, AssessmentReason.CURE_MISSING.label)
        return not self.errors

    def clean(self) -> None:
        """Whoever follows a proposal to move a supervision official names the ground and its facts."""
        said = self.cleaned_data
        if not self._needs_ground or said.get("outcome") != ProposalMove.ADOPT:
            return
        for name in ("ground", "ground_facts"):
            if name not in self.errors and not said.get(name):
                self.add_error(name, AssessmentReason.NO_LEGAL_GROUND.label)

    @property
    def decision(self) -> dict[str, Any]:
        """What was decided, as an action takes it."""
        reason, ground = self.cleaned_data["reason"], self.legal_ground
        return {"adopt": self.adopt, "reason": reason, "legal_ground": ground, "cures": self.cures}

    @property
    def legal_ground(self) -> str:
        """The article and the facts that fall under it."""
        said = self.cleaned_data
        if not said.get("ground"):
            return ""
        return f"{LegalGround(said['ground']).label}; {said['ground_facts']}"

    @property
    def adopt(self) -> bool:
        """The proposal is followed."""
        return self.cleaned_data["outcome"] == ProposalMove.ADOPT

    @property
    def cures(self) -> list[Cure]:
        """What the unit must put right before its card is lifted."""
        tasks = cast(CureFormSet, self.cure_tasks)
        return tasks.cures if self.adopt and tasks.is_bound else []
