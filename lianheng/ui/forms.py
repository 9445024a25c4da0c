"""The samples of the gallery: a form and a table."""

from django import forms
from django.contrib.auth.models import Permission
from django.db.models import QuerySet

from .table import Column, Filter, Table


class SampleForm(forms.Form):
    """Every kind of field once."""

    title = forms.CharField(label="任务名称", max_length=40, help_text="一句话说清要做什么, 不超过 40 字。")
    due_on = forms.DateField(
        label="截止日期", widget=forms.DateInput(attrs={"type": "date"}), help_text="须在当月之内。"
    )
    proof = forms.ChoiceField(
        label="证明方式",
        choices=[("material", "材料"), ("record", "记录"), ("measure", "自动")],
        widget=forms.RadioSelect,
    )
    weight = forms.ChoiceField(label="权重", choices=[("1", "1"), ("2", "2"), ("3", "3")], required=False)
    text = forms.CharField(label="任务要求", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    is_key = forms.BooleanField(label="关键任务", required=False)


SAMPLE_TABLE = Table(
    "sample",
    columns=(
        Column("name", "名称", link=lambda row: f"/ui/?q={row.codename}", sort="name"),
        Column("codename", "代码", sort="codename", keep=True),
        Column("kind", "类别", value="content_type.app_label", sort="content_type__app_label"),
        Column("id", "编号", sort="id", align="end", total="id", unit="号"),
        Column("content_type_id", "类别编号", align="end", hide=True),
    ),
    filters=(
        Filter("q", "名称或代码", lookup=("name__icontains", "codename__icontains"), kind="text"),
        Filter("content_type__app_label", "类别", choices=[("auth", "账号"), ("sessions", "会话")]),
        Filter("id", "编号", choices=[("1", "1"), ("2", "2")], more=True),
    ),
    order=("name",),
    size=12,
)


def sample_rows() -> QuerySet[Permission]:
    """Rows that every installation has."""
    return Permission.objects.select_related("content_type")
