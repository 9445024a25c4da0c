"""What is typed about duties: what was done, which post answers, how an item is worded, since when."""

from collections.abc import Sequence
from typing import Any

from django import forms

from lianheng.checklists.asked import Done, Wording
from lianheng.checklists.terms import (
    MONTH_WORD,
    DutyArea,
    DutyFrequency,
    DutyMeasure,
    DutyReason,
    Proof,
)
from lianheng.files.forms import FilesField
from lianheng.kernel.measure import known
from lianheng.kernel.period import Period
from lianheng.kernel.ref import Ref

from .shapes import Choices, Day, MonthField, prose

NO_POST, NO_MEASURE = ("", "(没有确定)"), ("", "(不用指标)")


class DutyRecordForm(forms.Form):
    """What was done about a duty."""

    done_on = forms.DateField(
        label="完成日期", widget=Day, help_text="实际完成的那一天; 是否逾期以登记时服务器时间为准"
    )
    text = forms.CharField(
        label="履职情况",
        required=False,
        max_length=20_000,
        widget=prose(6),
        help_text="做了什么、谁参加、发现什么问题、怎样处理; 不写举报人和线索内容",
    )
    uploads = FilesField(
        label="材料", required=False, help_text="PDF、Word、Excel、图片等, 可一次选多个, 每个不超过 50 MB"
    )
    cited = forms.MultipleChoiceField(
        label="引用已有记录",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="本单位已通过的任务、履职记录和交过的文件",
    )

    def __init__(
        self, *args: Any, records: Choices, proof: str = "", has_files: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._proof, self._has_files = proof, has_files
        self.fields["cited"].choices = records  # type: ignore[attr-defined]
        if not records:
            del self.fields["cited"]

    def clean(self) -> dict[str, Any]:
        """Something shows what was done, and of the kind that the item asks for."""
        said = super().clean() or self.cleaned_data
        shown = bool(said.get("uploads") or said.get("cited") or self._has_files)
        if self.errors:
            return said
        if self._proof == Proof.RECORD and not shown:
            self.add_error(None, DutyReason.RECORD_MISSING.label)
        elif not (shown or said.get("text", "").strip()):
            self.add_error(None, DutyReason.NOTHING_SAID.label)
        return said

    @property
    def refs(self) -> list[Ref]:
        """The records that are cited."""
        return [Ref.parse(said) for said in self.cleaned_data.get("cited", ())]

    def done(self, key: str, month: Period) -> Done:
        """What was done, as an action takes it."""
        said = self.cleaned_data
        return Done(key=key, month=month, done_on=said["done_on"], text=said["text"])


class RegisterForm(forms.Form):
    """What was done about several duties, written down at once; what stays empty is not recorded."""

    done_on = forms.DateField(
        label="完成日期", widget=Day, help_text="填写的各项共用这一日期; 不同日的请分次登记"
    )

    def __init__(self, *args: Any, items: Sequence[tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._keys = [key for key, _, _ in items]
        for key, title, help_text in items:
            self.fields[key] = forms.CharField(
                label=title, required=False, max_length=20_000, widget=prose(2), help_text=help_text
            )

    def clean(self) -> dict[str, Any]:
        """At least one of them."""
        said = super().clean() or self.cleaned_data
        if not any(said.get(key, "").strip() for key in self._keys):
            self.add_error(None, "请至少填写一项; 不填的条目不登记")
        return said

    def done(self, month: Period) -> list[Done]:
        """What was written, item by item."""
        said = self.cleaned_data
        return [Done(key, month, said["done_on"], said[key]) for key in self._keys if said[key].strip()]


class AssignmentForm(forms.Form):
    """Which post answers for which item."""

    def __init__(
        self, *args: Any, items: Sequence[tuple[str, str, str]], posts: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for key, title, help_text in items:
            self.fields[key] = forms.ChoiceField(
                label=title,
                required=False,
                choices=[NO_POST, *posts],
                help_text=help_text,
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    @property
    def posts(self) -> dict[str, int | None]:
        """The post of each item, or none."""
        return {key: int(said) if said else None for key, said in self.cleaned_data.items()}


def _measures() -> Choices:
    """What can prove an item: every measure with a good side, those of duties themselves excepted."""
    found = [each for each in known().values() if each.may_prove and each.code not in DutyMeasure.values]
    return [NO_MEASURE, *((each.code, f"{each.title} ({each.unit_of_count})") for each in found)]


class WordingForm(forms.Form):
    """How an item of the duty checklist is worded."""

    area = forms.ChoiceField(label="领域", choices=DutyArea.choices)
    title = forms.CharField(label="条目", max_length=100, help_text="一句话写清做什么")
    requirement = forms.CharField(label="要求", max_length=300, required=False, widget=prose(3))
    frequency = forms.ChoiceField(label="频次", choices=DutyFrequency.choices)
    months = forms.TypedMultipleChoiceField(
        label="到期月份",
        required=False,
        coerce=int,
        choices=[(str(month), MONTH_WORD.format(month=month)) for month in range(1, 13)],
        widget=forms.CheckboxSelectMultiple,
        help_text="每月的全选, 每季度每季一个月, 每半年上下半年各一个月, 每年一个月, 按需的不选",
    )
    day = forms.IntegerField(
        label="到期日", min_value=1, max_value=31, initial=25, help_text="当月没有这一天的, 为月末"
    )
    minutes = forms.IntegerField(label="预计用时 (分钟)", min_value=1, max_value=10_000, initial=30)
    proof = forms.ChoiceField(
        label="证明方式",
        choices=Proof.choices,
        initial=Proof.MATERIAL,
        widget=forms.RadioSelect,
        help_text="材料: 写明情况或附文件; 记录: 引用系统内已有记录; 自动: 指标达到目标即认定, 不须登记",
    )
    measure = forms.ChoiceField(label="指标", required=False, choices=_measures)
    target = forms.DecimalField(
        label="目标",
        required=False,
        max_digits=12,
        decimal_places=2,
        help_text="越多越好的指标不低于此数, 越少越好的不高于此数, 即为完成",
    )
    basis = forms.CharField(label="依据", max_length=200, required=False)
    is_unverified = forms.BooleanField(label="依据待核", required=False, help_text="条文尚未核对原文的勾选")

    def __init__(self, *args: Any, is_new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["area"]
        kept = self.initial.get("measure")
        known = [code for code, _ in self.fields["measure"].choices]  # type: ignore[attr-defined]
        if kept and kept not in known:
            self.fields["measure"].choices = [*_measures(), (kept, kept)]  # type: ignore[attr-defined]

    def wording(self, *, key: str = "", area: str = "") -> Wording:
        """The item as it is worded; a measure counts only where it proves."""
        said = dict(self.cleaned_data)
        if said["proof"] != Proof.MEASURE:
            said |= {"measure": "", "target": None}
        said["months"] = tuple(sorted(said["months"]))
        return Wording(**({"area": area} | said), key=key)


class AdoptionForm(forms.Form):
    """From which month a new version counts, and why it is made."""

    from_month = MonthField(label="自何月起生效", help_text="只能自以后的月份起; 此前到期的仍按原版本")
    reason = forms.CharField(label="说明", max_length=300, widget=prose(3), help_text="为什么改, 依据什么")
