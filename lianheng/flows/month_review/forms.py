"""What is typed into a month-end review."""

from django import forms

from lianheng.assessment.terms import ReviewSection

LONGEST = 2000


class WordingForm(forms.Form):
    """How a sentence is worded, and why a number in it may differ."""

    text = forms.CharField(
        label="文字",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="只写单位, 不写人名; 数字应与依据一致",
    )
    explanation = forms.CharField(
        label="数字说明",
        max_length=300,
        required=False,
        help_text="数字与指标不同, 或没有指标可依的, 写明来源和理由; 没有则不填",
    )


class SentenceForm(WordingForm):
    """A sentence of one's own."""

    section = forms.ChoiceField(label="放入", choices=ReviewSection.choices)
    field_order = ("section", "text", "explanation")


class RevisionForm(forms.Form):
    """Why a signed review is changed."""

    because = forms.CharField(
        label="另出新版的理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="原版保留不动; 新版写明替代哪一版和理由, 重新签发后生效",
    )


class MoveForm(forms.Form):
    """Which way a sentence is moved."""

    up = forms.TypedChoiceField(choices=(("1", "上移"), ("0", "下移")), coerce=lambda said: said == "1")


class LeaveOutForm(forms.Form):
    """Whether a sentence is left out or taken in again."""

    leave_out = forms.TypedChoiceField(
        choices=(("1", "不采用"), ("0", "恢复")), coerce=lambda said: said == "1"
    )
