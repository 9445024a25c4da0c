"""The shape of what is typed about talks; who may do it is asked elsewhere."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from .terms import Stance, TalkReason

if TYPE_CHECKING:
    from lianheng.organisation.models import Person

PROMISES = "promises"
Promise = tuple[str, date]
People = Mapping[str, "QuerySet[Person]"]


class Day(forms.DateInput):
    """A day, picked from a calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class Moment(forms.DateTimeInput):
    """A day and an hour, picked."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class PersonField(forms.ModelChoiceField):
    """Somebody with the post that he holds."""

    def label_from_instance(self, obj: Any) -> str:
        """The name, and the post."""
        posts = [f"{each.post.unit} {each.post.name}" for each in obj.in_office]
        return f"{obj.name} ({', '.join(posts)})" if posts else obj.name


class Deed(forms.Form):
    """Something done about a talk, on a page of its own: what it is called, what it leads to."""

    heading = purpose = button = ""

    @property
    def typed(self) -> dict[str, Any]:
        """What was typed, as an action takes it."""
        return self.cleaned_data


class PlanForm(Deed):
    """When, where and who takes part."""

    heading, button = "安排谈话", "确定安排"
    purpose = "谈话由两人以上进行; 确定后还须发出通知, 本人才知道。"
    person = PersonField(None, label="谈话对象", help_text="该单位负责人岗位空缺, 请从在任人员中选定")
    at = forms.DateTimeField(label="谈话时间", widget=Moment)
    place = forms.CharField(label="谈话地点", max_length=100)
    led_by = PersonField(None, label="主谈人", help_text="该单位的分管领导或书记/主任; 约谈由书记/主任主谈")
    second = PersonField(None, label="第二谈话人", help_text="区纪委监委在职人员")
    recorder = PersonField(None, label="记录人", help_text="可由第二谈话人兼任, 不能由主谈人兼任")

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("person", "led_by", "second", "recorder"):
            if name in people:
                self.fields[name].queryset = people[name]  # type: ignore[attr-defined]
            else:
                del self.fields[name]

    def clean(self) -> None:
        """Two who talk are two people, and who leads does not write it down."""
        said = self.cleaned_data
        for name in ("second", "recorder"):
            if said.get("led_by") and said.get(name) == said["led_by"]:
                self.add_error(name, TalkReason.TWO_TALKERS.label)


class NoticeForm(Deed):
    """The notice to the person concerned."""

    heading, button = "发出谈话通知", "发出通知"
    purpose = "通知发到本人的消息里, 本人何时阅读会记在这里; 参加谈话的人也会收到提醒。"
    notice = forms.CharField(
        label="通知内容", widget=forms.Textarea(attrs={"rows": 8}), help_text="可以修改; 发出后原样留存"
    )


class PostponementForm(Deed):
    """To which day a talk is put off, and why."""

    heading, button = "谈话延期", "延期"
    purpose = "延期后须重新发出通知; 原定时间和理由留存。"
    at = forms.DateTimeField(label="改到", widget=Moment)
    reason = forms.CharField(label="延期理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class CancellationForm(Deed):
    """Why a talk is cancelled."""

    heading, button = "取消谈话", "取消谈话"
    purpose = "取消后不能恢复, 理由留存; 已通知本人的, 会告知本人。"
    reason = forms.CharField(label="取消理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class PromiseForm(forms.Form):
    """What was promised, until when."""

    what = forms.CharField(label="承诺事项", max_length=200, required=False)
    due_on = forms.DateField(label="完成期限", widget=Day, required=False)

    def clean(self) -> None:
        """A promise without its day, or a day without its promise, is half a sentence."""
        typed = self.cleaned_data
        for name in ("what", "due_on"):
            if any(typed.values()) and name not in self.errors and not typed.get(name):
                self.add_error(name, self.fields[name].error_messages["required"])


class PromiseFormSet(forms.BaseFormSet):
    """What was promised in a talk; rows left empty are passed over."""

    @property
    def promises(self) -> list[Promise]:
        """Each promise with its day."""
        rows = (form.cleaned_data for form in self.forms)
        return [(row["what"], row["due_on"]) for row in rows if row.get("what")]


Promises = forms.formset_factory(PromiseForm, formset=PromiseFormSet, extra=3, max_num=8)


class RecordForm(Deed):
    """What was said, by whom it was promised, until when."""

    heading, button = "谈话记录", "保存记录, 交本人核对"
    purpose = "保存后由本人阅读、写下自己的意见并确认; 本人答复以前可以修改。"
    held_at = forms.DateTimeField(label="实际谈话时间", widget=Moment)
    said = forms.CharField(
        label="谈话记录",
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="问了什么, 说了什么, 提了什么要求",
    )
    taken_down = forms.CharField(
        label="本人陈述",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="谈话时记下的本人原话; 本人核对时还可以自己写",
    )

    def __init__(self, posted: QueryDict | None = None, **said: Any) -> None:
        promised = said.pop("promised", ())
        super().__init__(posted, **said)
        before = [{"what": what, "due_on": due_on} for what, due_on in promised]
        self.promise_rows = Promises(posted, initial=before, prefix=PROMISES)

    def is_valid(self) -> bool:
        """The record and what was promised in it."""
        return super().is_valid() and self.promise_rows.is_valid()

    @property
    def typed(self) -> dict[str, Any]:
        """The record, and what was promised with its day."""
        return self.cleaned_data | {"promises": cast(PromiseFormSet, self.promise_rows).promises}


class ConfirmationForm(Deed):
    """What the person concerned says to the record."""

    heading, button = "核对谈话记录", "核对并签名"
    purpose = "请先阅读记录。写下您自己的话; 不同意记录或认定的, 如实写明, 不影响您的权利。"
    stance = forms.ChoiceField(label="核对意见", choices=Stance.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="本人意见",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="您对谈话内容的意见、说明和打算; 有不同意见的必须写明",
    )


class RefusalForm(Deed):
    """That the person did not confirm, and what is known of why."""

    heading, button = "记明本人未确认", "记明"
    purpose = "本人有权不确认。如实记明情况即可, 不得要求本人必须签名; 本人以后仍可写下意见并确认。"
    refusal = forms.CharField(
        label="未确认的情况",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="何时请本人核对, 本人怎么说",
    )


class ClosureForm(Deed):
    """What became of it."""

    heading, button = "办结谈话", "办结"
    purpose = "办结后不能再改动。到期未兑现的承诺照实保留为未兑现。"
    closing = forms.CharField(
        label="跟进情况",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="承诺事项落实得如何, 是否还需关注",
    )


class ReportForm(Deed):
    """What was done about a promise."""

    heading, button = "报告承诺事项", "报告"
    purpose = "报告后由谈话人确认; 完成日期以报告时的服务器时间为准。"
    report = forms.CharField(label="完成情况", widget=forms.Textarea(attrs={"rows": 4}))


class ReturnForm(Deed):
    """Why a report comes back."""

    heading, button = "退回承诺事项", "退回"
    purpose = "写明还缺什么, 原文告知本人。"
    because = forms.CharField(label="退回原因", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
