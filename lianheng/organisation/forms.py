"""The shape of what is typed about units, people and their roles; who may do it is asked elsewhere."""

from collections.abc import Callable, Iterable
from typing import Any

from allauth.account.forms import ChangePasswordForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms

from lianheng.kernel import clock

from . import attempts
from .request import address_of
from .terms import AbsenceKind, Factor, OrganisationReason, Role, Sex, UnitKind

Find = Callable[[str], Any]
NAMES_LIST = "unit-names"
PEOPLE_LIST = "person-names"


class Day(forms.DateInput):
    """A day, picked from a calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class UnitChoice(forms.CharField):
    """A unit, named by its code or by its full name while a list helps."""

    def __init__(self, label: str, **said: Any) -> None:
        widget = forms.TextInput(attrs={"list": NAMES_LIST, "autocomplete": "off"})
        super().__init__(label=label, max_length=100, widget=widget, **said)
        self.find: Find | None = None

    def clean(self, value: str) -> Any:
        """The unit itself."""
        said = super().clean(value)
        if not said:
            return None
        found = self.find(said) if self.find else None
        if found is None:
            raise forms.ValidationError(OrganisationReason.UNKNOWN_UNIT.label)
        return found


class NamesUnits(forms.Form):
    """A form in which units are named; `find` looks one up with the eyes of whoever types."""

    def __init__(self, *said: Any, find: Find, **more: Any) -> None:
        super().__init__(*said, **more)
        for field in self.fields.values():
            if isinstance(field, UnitChoice):
                field.find = find


class UnitForm(NamesUnits):
    """What is known of a unit."""

    code = forms.CharField(label="单位编码", max_length=30, help_text="全区唯一, 导入导出时以它为准")
    name = forms.CharField(label="单位名称", max_length=100)
    short_name = forms.CharField(label="简称", max_length=40, required=False, help_text="列表和图表中显示")
    kind = forms.ChoiceField(label="类别", choices=UnitKind.choices)
    superior = UnitChoice("上级单位", required=False, help_text="填编码或名称; 只有区纪委监委不填")
    peer_class = forms.CharField(
        label="考核分组",
        max_length=40,
        required=False,
        help_text="同组之间排名; 新单位不填则按类别, 其他单位不填则不参加排名",
    )
    position = forms.IntegerField(label="建制顺序", initial=0, min_value=0, max_value=999_999)
    founded_on = forms.DateField(
        label="成立日期", required=False, widget=Day(), help_text="成立不满三个月的单位只观察, 不排名"
    )
    is_larger = forms.BooleanField(label="规模较大", required=False)
    hosts = forms.CharField(
        label="驻在单位编码", max_length=600, required=False, help_text="派驻组填写, 多个用分号隔开"
    )

    def clean_hosts(self) -> list[Any]:
        """The host units that a dispatched group covers."""
        find = self.fields["superior"].find  # type: ignore[attr-defined]
        codes = [code.strip() for code in self.cleaned_data["hosts"].replace("；", ";").split(";")]
        found = {code: find(code) for code in codes if code}
        if unknown := [code for code, unit in found.items() if unit is None]:
            raise forms.ValidationError(f"{OrganisationReason.UNKNOWN_UNIT.label}: {'; '.join(unknown)}")
        return list(found.values())


class ClosureForm(forms.Form):
    """From which day on a unit is no more."""

    on = forms.DateField(label="撤销日期", widget=Day(), help_text="自当日起不再存在, 历史成绩保留")


class PersonForm(forms.Form):
    """What the roster says of a person."""

    number = forms.CharField(label="人员编号", max_length=30, help_text="全区唯一, 也是登录名")
    name = forms.CharField(label="姓名", max_length=60)
    sex = forms.ChoiceField(label="性别", choices=[("", "未填"), *Sex.choices], required=False)
    born_on = forms.DateField(label="出生年月", required=False, widget=Day())
    political_status = forms.CharField(label="政治面貌", max_length=20, required=False)
    education = forms.CharField(label="学历", max_length=20, required=False)
    speciality = forms.CharField(label="所学专业", max_length=60, required=False)
    works_since = forms.DateField(label="参加工作时间", required=False, widget=Day())
    in_discipline_since = forms.DateField(label="从事纪检工作时间", required=False, widget=Day())
    is_supervisor = forms.BooleanField(label="监察官", required=False)


class AppointmentForm(NamesUnits):
    """A post that a person takes up, and the one given up for it."""

    unit = UnitChoice("单位", help_text="填编码或名称")
    post = forms.CharField(
        label="岗位", max_length=60, help_text="如 纪委书记、纪检干事; 没有的岗位随任职设立"
    )
    from_on = forms.DateField(label="任职时间", widget=Day())
    is_dedicated = forms.BooleanField(label="专职", required=False, initial=True)
    instead_of = forms.TypedChoiceField(
        label="同时免去",
        coerce=int,
        empty_value=None,
        required=False,
        help_text="原任职到前一日为止; 在原单位的角色随之收回",
    )

    def __init__(self, *said: Any, held: Iterable[tuple[int, Any]] = (), **more: Any) -> None:
        super().__init__(*said, initial={"from_on": clock.today()}, **more)
        posts = [(number, f"{each.post.unit} {each.post}") for number, each in held]
        self.fields["instead_of"].choices = [("", "不免去其他任职"), *posts]  # type: ignore[attr-defined]


class ReliefForm(forms.Form):
    """The last day in a post."""

    on = forms.DateField(label="免职时间", widget=Day(), help_text="当日仍在任, 次日起不再任职")


class GrantForm(NamesUnits):
    """A role, for which unit, for how long, and why."""

    role = forms.ChoiceField(
        label="角色", choices=Role.choices, help_text="三员的角色, 以及已有书记时的书记角色, 提交后由书记批准"
    )
    unit = UnitChoice("单位", help_text="角色对该单位及其下级有效; 填编码或名称")
    from_on = forms.DateField(label="起始日期", widget=Day())
    to_on = forms.DateField(
        label="截止日期",
        required=False,
        widget=Day(),
        help_text="不填的随任职结束; 没有本系统内任职的、挂职借调的必填, 最长一年",
    )
    reason = forms.CharField(label="原因", max_length=300, help_text="如 任命文号、分工调整、借调函")


class ReasonForm(forms.Form):
    """Why something is asked for."""

    reason = forms.CharField(label="原因", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class PersonChoice(forms.CharField):
    """A person, named by number, or by a name that nobody else bears."""

    def __init__(self, label: str, **said: Any) -> None:
        widget = forms.TextInput(attrs={"list": PEOPLE_LIST, "autocomplete": "off"})
        super().__init__(label=label, max_length=60, widget=widget, **said)
        self.find: Find | None = None

    def clean(self, value: str) -> Any:
        """The person himself."""
        said = super().clean(value)
        found = self.find(said) if said and self.find else None
        if said and found is None:
            raise forms.ValidationError(OrganisationReason.UNKNOWN_PERSON.label)
        return found


class AbsenceForm(forms.Form):
    """Why and how long somebody is away."""

    kind = forms.ChoiceField(label="事由", choices=AbsenceKind.choices)
    from_on = forms.DateField(label="离岗日期", widget=Day(), help_text="第一个不在岗的日子")
    to_on = forms.DateField(
        label="返岗前一日", required=False, widget=Day(), help_text="最后一个不在岗的日子; 未定的可不填"
    )
    reason = forms.CharField(
        label="说明",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="可不填。只有本人、单位负责人和考核办能看到",
    )


class ReturnForm(forms.Form):
    """Back at work earlier."""

    back_on = forms.DateField(label="返岗日期", widget=Day(), help_text="当日起在岗")


class DelegationForm(forms.Form):
    """Which role is lent to whom, from when to when, and why."""

    lent = forms.ChoiceField(label="委托的角色", help_text="代理人在期限内以被代理人的名义办理, 到期自动结束")
    substitute = PersonChoice("代理人", help_text="填人员编号, 或不重名的姓名; 须在任")
    from_on = forms.DateField(label="起始日期", widget=Day())
    to_on = forms.DateField(label="截止日期", widget=Day(), help_text="当日仍有效, 最长一年")
    reason = forms.CharField(label="原因", max_length=300, help_text="如 病假、培训、公出")

    def __init__(self, *said: Any, find: Find, lendable: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*said, **more)
        self.fields["lent"].choices = list(lendable)  # type: ignore[attr-defined]
        self.fields["substitute"].find = find  # type: ignore[attr-defined]

    def clean_lent(self) -> tuple[str, int]:
        """The role and the number of the unit."""
        role, _, unit_id = self.cleaned_data["lent"].partition(":")
        return role, int(unit_id)


class ConsentForm(forms.Form):
    """What is said on a delegation when it is decided."""

    answer = forms.CharField(
        label="意见",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="不批准的须写明原因",
    )


class SavedViewForm(forms.Form):
    """A list under a name."""

    name = forms.CharField(label="名称", max_length=30)
    path = forms.CharField(label="列表", max_length=60)
    query = forms.CharField(label="条件", max_length=1000, required=False)
    is_shared = forms.BooleanField(label="供本单位共用", required=False)
    is_start = forms.BooleanField(label="打开本列表时先显示", required=False)


class ViewChangeForm(forms.Form):
    """Another name for a view, and for whom it is."""

    name = forms.CharField(label="名称", max_length=30)
    is_shared = forms.BooleanField(
        label="供本单位共用", required=False, help_text="同事只看到名称和条件, 行仍按各自权限显示"
    )
    is_start = forms.BooleanField(
        label="打开本列表时先显示", required=False, help_text="每个列表一个; 随时可点“全部”看完整列表"
    )


class _Counted(BaseAuthenticateForm):
    """A code of six digits, or one of the recovery codes."""

    code = forms.CharField(
        label="验证码",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        help_text="验证器上的 6 位数字; 手机不在身边时填一个恢复码",
    )

    def clean_code(self) -> str:
        """The code, good for once; after too many wrong ones nothing is tried any more."""
        name, address = self.user.username, address_of(context.request)
        if attempts.must_wait(name, address):
            raise forms.ValidationError(OrganisationReason.TOO_MANY_FAILURES.label)
        try:
            said: str = super().clean_code()
        except forms.ValidationError:
            attempts.failed(name, address)
            raise
        if self.authenticator.type == Factor.TOTP and not attempts.is_first_use(self.user.pk, said):
            attempts.failed(name, address)
            raise forms.ValidationError(OrganisationReason.CODE_USED.label)
        return said


class CodeForm(_Counted, AuthenticateForm):
    """A code besides the password."""


class CodeAgainForm(_Counted, ReauthenticateForm):
    """A code from whoever is in already, before something weighty."""


class OwnPasswordForm(ChangePasswordForm):
    """Another password for the one that is known; who guesses at it waits as at the door."""

    def clean_oldpassword(self) -> str:
        """The password of before, asked for as often as at the door."""
        name, address = self.user.username, address_of(context.request)
        if attempts.must_wait(name, address):
            raise forms.ValidationError(OrganisationReason.TOO_MANY_FAILURES.label)
        try:
            said: str = super().clean_oldpassword()
        except forms.ValidationError:
            attempts.failed(name, address)
            raise
        return said


class FirstCodeForm(ActivateTOTPForm):
    """The first code shows that the app was set up as it should; it signs nobody in afterwards."""

    code = forms.CharField(
        label="验证码",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        help_text="验证器上的 6 位数字",
    )

    def clean_code(self) -> str:
        """The code, used from now on."""
        said: str = super().clean_code()
        if not attempts.is_first_use(self.user.pk, said):
            raise forms.ValidationError(OrganisationReason.CODE_USED.label)
        return said


class _Readable:
    """What a browser says of a passkey may be anything; what cannot be read is no passkey."""

    def full_clean(self) -> None:
        """Read, or refused with a word."""
        try:
            super().full_clean()  # type: ignore[misc]
        except (KeyError, TypeError, ValueError, AttributeError):
            self.cleaned_data: dict[str, Any] = {}
            self.add_error(None, OrganisationReason.NOT_A_PASSKEY.label)  # type: ignore[attr-defined]


class PasskeySignInForm(_Readable, LoginWebAuthnForm):
    """A passkey alone, opened by a finger or a PIN."""


class PasskeyStepForm(_Readable, AuthenticateWebAuthnForm):
    """A passkey after the password."""


class PasskeyAgainForm(_Readable, ReauthenticateWebAuthnForm):
    """A passkey before something weighty."""


class PasskeyForm(_Readable, AddWebAuthnForm):
    """A passkey under a name; it alone is enough to sign in, as it asks for a finger or a PIN."""

    name = forms.CharField(label="名称", max_length=30, required=False, help_text="如 办公电脑、手机")
    passwordless = forms.BooleanField(label="可单独用于登录", required=False, initial=True)


class PasskeyNameForm(EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(label="名称", max_length=30)


class ResetForm(forms.Form):
    """Why a lost factor is to be reset."""

    reason = forms.CharField(
        label="原因",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="写明本人何时、以何种方式提出, 以及如何核实是本人",
    )


class ResetDecisionForm(forms.Form):
    """What the other administrator says."""

    answer = forms.CharField(
        label="意见",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="同意前须自行核实是本人提出; 不同意的须写明原因",
    )
