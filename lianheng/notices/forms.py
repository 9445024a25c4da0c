"""What is typed about a channel outside."""

from collections.abc import Iterable
from typing import Any

from django import forms


class ChannelForm(forms.Form):
    """Through which gateway, to which address."""

    gateway = forms.ChoiceField(label="通道")
    address = forms.CharField(
        label="地址", max_length=100, help_text="您自己的邮箱、手机号或账号; 登记后须用收到的验证码确认"
    )

    def __init__(self, *said: Any, gateways: Iterable[str] = (), **more: Any) -> None:
        super().__init__(*said, **more)
        self.fields["gateway"].choices = [(each, each) for each in gateways]  # type: ignore[attr-defined]


class CodeForm(forms.Form):
    """The code that came back."""

    code = forms.CharField(label="验证码", max_length=6, min_length=6, help_text="一分钟内发到上面的地址")
