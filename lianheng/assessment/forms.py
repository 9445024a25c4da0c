"""The shape of what is typed in the assessment; who may do it is asked elsewhere."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.http import QueryDict

from lianheng.files.forms import FilesField

from .terms import (
    AssessmentReason,
    BallotChoice,
    BallotForm,
    DocumentedMove,
    GroupKind,
    LegalGround,
    ObjectionMove,
    ProposalMove,
)

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


class YearAnswerForm(forms.Form):
    """How an objection to an item of the year is answered; the button pressed says which way."""

    outcome = forms.ChoiceField(label="结论", choices=ObjectionMove.choices)
    answer = forms.CharField(
        label="答复",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="写明核实的情况和依据, 将原文送达该单位",
    )
    points = forms.DecimalField(
        label="更正后该项得分",
        required=False,
        min_value=Decimal(0),
        max_digits=6,
        decimal_places=2,
        help_text="予以更正的填写, 不超过该项满分, 更正后总分不低于原得分",
    )

    @property
    def uphold(self) -> bool:
        """The objection is well founded."""
        return self.cleaned_data["outcome"] == ObjectionMove.UPHOLD

    def clean(self) -> None:
        """Whoever corrects says to how many points."""
        typed = self.cleaned_data
        is_missing = typed.get("points") is None and "points" not in self.errors
        if typed.get("outcome") == ObjectionMove.UPHOLD and is_missing:
            self.add_error("points", self.fields["points"].error_messages["required"])


class DocumentedDecisionForm(forms.Form):
    """A second person confirms or declines; the button pressed says which."""

    outcome = forms.ChoiceField(label="结论", choices=DocumentedMove.choices)
    answer = forms.CharField(
        label="复核理由",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="确认或不予认定都须写明理由, 该单位可以看到",
    )

    @property
    def confirm(self) -> bool:
        """It stands."""
        return self.cleaned_data["outcome"] == DocumentedMove.CONFIRM


DEFAULT_QUESTION = "总体评价"
DEFAULT_GROUPS = {
    "weight_commission": 40,
    "weight_offices": 30,
    "weight_own_staff": 20,
    "slips_own_staff": 10,
}


class RoundForm(forms.Form):
    """An evaluation as it is planned; each group has a weight, and some have slips."""

    title = forms.CharField(label="名称", max_length=100)
    year = forms.IntegerField(label="年份", min_value=2000, max_value=2999)
    classes = forms.MultipleChoiceField(label="测评对象", widget=forms.CheckboxSelectMultiple)
    form = forms.ChoiceField(label="填写方式", choices=BallotForm.choices)
    questions = forms.CharField(
        label="测评内容",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="每行一题, 不超过五题; 题目越少, 越多人愿意认真填",
    )
    opens_on = forms.DateField(label="开始日期", widget=Day)
    closes_on = forms.DateField(label="截止日期", widget=Day)

    def __init__(self, posted: QueryDict | None = None, *, classes: Iterable[str], year: int) -> None:
        super().__init__(posted, initial={"year": year, "questions": DEFAULT_QUESTION, **DEFAULT_GROUPS})
        cast(forms.MultipleChoiceField, self.fields["classes"]).choices = [(each, each) for each in classes]
        for kind in GroupKind:
            self.fields[f"weight_{kind.value}"] = forms.DecimalField(
                label=f"{kind.label}权重", min_value=0, max_value=100, decimal_places=2, required=False
            )
        for kind in (GroupKind.OWN_STAFF, GroupKind.HOST):
            self.fields[f"slips_{kind.value}"] = forms.IntegerField(
                label=f"{kind.label}每单位测评码", min_value=1, max_value=200, required=False
            )
        self.fields[f"weight_{GroupKind.HOST.value}"].help_text = "仅作参考, 不超过三成"

    def clean_questions(self) -> list[str]:
        """One question a line, and not many."""
        lines = [line.strip()[:60] for line in self.cleaned_data["questions"].splitlines() if line.strip()]
        if not 1 <= len(lines) <= 5:
            raise forms.ValidationError("请写一至五题")
        return lines

    def clean(self) -> None:
        """The last day is not before the first; somebody votes; slips are counted out."""
        typed = self.cleaned_data
        if typed.get("opens_on") and typed.get("closes_on") and typed["closes_on"] < typed["opens_on"]:
            self.add_error("closes_on", "截止日期不能早于开始日期")
        weighed = [kind for kind in GroupKind if typed.get(f"weight_{kind.value}")]
        if not self.errors and not weighed:
            self.add_error(f"weight_{GroupKind.COMMISSION.value}", "至少一组须有权重")
        for kind in weighed:
            name = f"slips_{kind.value}"
            if name in self.fields and not typed.get(name) and name not in self.errors:
                self.add_error(name, "请填写发给每个单位的测评码数")

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """Each group with its weight and, where it has them, its slips."""
        names = ("weight_", "slips_")
        return [
            [self[name + kind.value] for name in names if name + kind.value in self.fields]
            for kind in GroupKind
        ]

    @property
    def groups(self) -> list[tuple[str, Decimal, int]]:
        """Kind, weight and slips of each group that takes part."""
        typed = self.cleaned_data
        return [
            (kind.value, typed[f"weight_{kind.value}"], typed.get(f"slips_{kind.value}") or 0)
            for kind in GroupKind
            if typed.get(f"weight_{kind.value}")
        ]

    @property
    def facts(self) -> dict[str, Any]:
        """Everything but the groups."""
        names = ("title", "year", "classes", "form", "questions", "opens_on", "closes_on")
        return {name: self.cleaned_data[name] for name in names}


class CodeForm(forms.Form):
    """The code on a slip."""

    code = forms.CharField(
        label="测评码",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text="测评条上的十位字母和数字, 不分大小写",
    )


class BallotPaper(forms.Form):
    """The questions of a round about each unit; whoever does not know a unit leaves it empty."""

    def __init__(
        self,
        posted: Mapping[str, Any] | None = None,
        *,
        units: Sequence[tuple[int, str]],
        questions: Sequence[str],
        form: str,
    ) -> None:
        super().__init__(posted)
        self.units, self.questions = units, questions
        for unit_id, _ in units:
            for at, question in enumerate(questions):
                self.fields[self._name(unit_id, at)] = _question(question, form)

    @staticmethod
    def _name(unit_id: int, at: int) -> str:
        return f"u{unit_id}q{at}"

    @property
    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Each unit with its questions."""
        numbers = range(len(self.questions))
        return [(name, [self[self._name(unit_id, at)] for at in numbers]) for unit_id, name in self.units]

    def clean(self) -> None:
        """A unit is answered for wholly or not at all, and at least one is."""
        for unit_id, _ in self.units:
            said = self._said(unit_id)
            missing = [at for at, answer in enumerate(said) if answer == ""]
            if missing and len(missing) < len(said):
                self.add_error(self._name(unit_id, missing[0]), AssessmentReason.BALLOT_INCOMPLETE.label)
        if not self.errors and not self.answers:
            self.add_error(None, AssessmentReason.BALLOT_EMPTY.label)

    def _said(self, unit_id: int) -> list[str]:
        values = (self.cleaned_data.get(self._name(unit_id, at)) for at in range(len(self.questions)))
        return ["" if value is None else str(value) for value in values]

    @property
    def answers(self) -> dict[int, list[str]]:
        """What was said of each unit that was answered for."""
        said = {unit_id: self._said(unit_id) for unit_id, _ in self.units}
        return {unit_id: answers for unit_id, answers in said.items() if all(answers)}

    @property
    def summary(self) -> list[tuple[str, list[str]]]:
        """What was said, in words, before it is cast."""
        words = dict(BallotChoice.choices)
        names = dict(self.units)
        return [
            (names[unit_id], [words.get(each, each) for each in said])
            for unit_id, said in self.answers.items()
        ]


def _question(question: str, form: str) -> forms.Field:
    if form == BallotForm.POINTS:
        return forms.IntegerField(label=question, min_value=0, max_value=100, required=False)
    return forms.ChoiceField(
        label=question, choices=BallotChoice.choices, widget=forms.RadioSelect, required=False
    )
