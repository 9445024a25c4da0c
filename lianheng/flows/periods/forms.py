"""What is typed when a month is published."""

from django import forms
from django.http import QueryDict


class PublicationForm(forms.Form):
    """Why a month taken over from paper does not wait for its objection window."""

    because = forms.CharField(
        label="不待异议期满的理由",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="补录月份由书记/主任公布, 理由随该月留存",
    )

    def __init__(self, posted: QueryDict | None = None, *, needs_reason: bool = False) -> None:
        super().__init__(posted)
        self.fields["because"].required = needs_reason
