"""What is typed when a post is handed over."""

from collections.abc import Callable
from typing import Any

from django import forms

from lianheng.organisation.forms import PersonChoice


class RisksForm(forms.Form):
    """What the successor should look out for."""

    risks = forms.CharField(
        label="风险和提示",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="接手的人应当注意什么: 快到期的、难办的、答应过的。没有的写“无”",
    )


class InsteadForm(forms.Form):
    """Why the leaver does not sign himself."""

    because = forms.CharField(
        label="本人不能签字的原因", max_length=300, help_text="如 已离任、去世、失去联系"
    )
    risks = forms.CharField(
        label="风险和提示", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class SuccessorForm(forms.Form):
    """Who takes over."""

    successor = PersonChoice("接收人", help_text="填人员编号, 或不重名的姓名; 岗位空缺的, 可先由同事接收")

    def __init__(self, *said: Any, find: Callable[[str], Any], **more: Any) -> None:
        super().__init__(*said, **more)
        self.fields["successor"].find = find  # type: ignore[attr-defined]


class CancelForm(forms.Form):
    """Why nothing is handed over."""

    because = forms.CharField(label="取消的原因", max_length=300, help_text="如 免职有误, 已重新任职")
