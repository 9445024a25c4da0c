"""A version of the scheme as it is typed: from when, for whom, points, limits, the items of the year."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.http import QueryDict

from lianheng.assessment.terms import EntryCode, Grade, LimitName, YearItemKind
from lianheng.kernel.period import Period

ITEMS = "items"
TYPED = (EntryCode.NOT_DONE, EntryCode.LATE, EntryCode.RETURNED, EntryCode.EVIDENCE_MISSING)
GRADES = (Grade.EXCELLENT, Grade.QUALIFIED, Grade.BASIC)
KINDS = [choice for choice in YearItemKind.choices if choice[0] != YearItemKind.BONUS]


def _number(label: str, *, required: bool = True, most: int | None = None) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=required, min_value=0, max_value=most, max_digits=9, decimal_places=2
    )


class ItemForm(forms.Form):
    """One item of the year; a row without a name is left out."""

    code = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    part_code = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    part = forms.CharField(label="部分", max_length=40, required=False)
    name = forms.CharField(label="计分项", max_length=40, required=False)
    points = _number("满分", required=False)
    by = forms.ChoiceField(label="计分方式", choices=KINDS, required=False)
    measure = forms.ChoiceField(label="指标", required=False)
    target = _number("目标", required=False)
    proportional = forms.BooleanField(label="未达标按比例", required=False)
    per_case = _number("每次扣", required=False)
    floor = _number("最低", required=False)

    def __init__(self, *args: Any, measures: Iterable[tuple[str, str]], **said: Any) -> None:
        super().__init__(*args, **said)
        cast(forms.ChoiceField, self.fields["measure"]).choices = [("", "–"), *measures]

    def clean(self) -> None:
        """An item has a part and points."""
        typed = self.cleaned_data
        for name in ("part", "points") if typed.get("name") else ():
            if not typed.get(name) and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])


ItemForms = forms.formset_factory(ItemForm, extra=3, max_num=40)


class DraftForm(forms.Form):
    """A version as it is drafted, or what a file says of one."""

    peer_class = forms.ChoiceField(label="考核分组", required=False)
    from_month = forms.ChoiceField(label="自何月起")
    bonus = _number("加分上限", most=5)
    reason = forms.CharField(
        label="说明", max_length=300, widget=forms.Textarea(attrs={"rows": 3}), help_text="为什么改, 改什么"
    )
    count_reason = forms.CharField(
        label="以数量计分的理由",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="以信访或案件数量计分的才填; 须由起草人以外的书记/主任采用",
    )

    def __init__(
        self,
        posted: QueryDict | None = None,
        *,
        standard: Mapping[str, Any],
        said: Mapping[str, Any],
        classes: Iterable[str],
        months: Iterable[Period],
        measures: Iterable[tuple[str, str]],
    ) -> None:
        super().__init__(posted, initial=_initial(standard) | dict(said))
        cast(forms.ChoiceField, self.fields["peer_class"]).choices = [
            ("", "通用"),
            *((c, c) for c in classes),
        ]
        cast(forms.ChoiceField, self.fields["from_month"]).choices = [(str(m), m.label) for m in months]
        for code in TYPED:
            self.fields[f"points_{code.value}"] = forms.DecimalField(
                label=code.label, max_value=0, max_digits=5, decimal_places=2
            )
        for limit in LimitName:
            self.fields[f"limit_{limit.value}"] = _number(limit.label, most=100)
        for grade in GRADES:
            self.fields[f"grade_{grade.value}"] = _number(grade.label, most=100)
        told = {"measures": list(measures)}
        self.items = ItemForms(posted, initial=_items(standard["year"]), form_kwargs=told, prefix=ITEMS)

    def is_valid(self) -> bool:
        """The whole makes a version."""
        return super().is_valid() and self.items.is_valid()

    @property
    def rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Points, limits and grades as they stand in rows."""
        return [
            ("points", [self[f"points_{code.value}"] for code in TYPED]),
            ("limits", [self[f"limit_{limit.value}"] for limit in LimitName]),
            ("grades", [self[f"grade_{grade.value}"] for grade in GRADES]),
        ]

    @property
    def standard(self) -> dict[str, Any]:
        """What was typed, as a file would say it."""
        typed = self.cleaned_data
        return {
            "peer_class": typed["peer_class"],
            "points": {code.value: str(typed[f"points_{code.value}"]) for code in TYPED},
            "limits": {limit.value: str(typed[f"limit_{limit.value}"]) for limit in LimitName},
            "year": {
                "parts": _parts([form.cleaned_data for form in self.items.forms]),
                "bonus": str(typed["bonus"]),
                "grades": {grade.value: str(typed[f"grade_{grade.value}"]) for grade in GRADES},
            },
        }


def _initial(standard: Mapping[str, Any]) -> dict[str, Any]:
    found = {f"points_{code.value}": standard["points"][code.value] for code in TYPED}
    found |= {f"limit_{limit.value}": standard["limits"][limit.value] for limit in LimitName}
    found |= {f"grade_{grade.value}": standard["year"]["grades"][grade.value] for grade in GRADES}
    return found | {"bonus": standard["year"].get("bonus", "0")}


def _items(year: Mapping[str, Any]) -> list[dict[str, Any]]:
    plain = {"target": "100", "per_case": "1", "floor": "0", "proportional": True}
    return [
        plain | item | {"part": part["name"], "part_code": part["code"]}
        for part in year["parts"]
        for item in part["items"]
    ]


def _parts(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows under the name of their part; what is new gets a code of its own."""
    parts: dict[str, dict[str, Any]] = {}
    for at, row in enumerate((row for row in rows if row.get("name")), 1):
        part = parts.setdefault(
            row["part"], {"code": row["part_code"] or f"part-{at}", "name": row["part"], "items": []}
        )
        part["items"].append(_item(row, at))
    return list(parts.values())


def _item(row: dict[str, Any], at: int) -> dict[str, Any]:
    said = {"code": row["code"] or f"item-{at}", "name": row["name"], "by": row["by"]}
    numbers = {
        name: str(row[name]) for name in ("points", "target", "per_case", "floor") if row[name] is not None
    }
    return said | numbers | {"measure": row["measure"], "proportional": row["proportional"]}


class SchemeFileForm(forms.Form):
    """A version written in a file."""

    file = forms.FileField(label="方案文件", help_text="JSON 格式, 与命令行 lianheng backtest 相同")


class TryForm(forms.Form):
    """The months on which a draft is tried."""

    first = forms.ChoiceField(label="自")
    last = forms.ChoiceField(label="至")

    def __init__(self, posted: QueryDict | None = None, *, months: list[Period]) -> None:
        ends = {"first": str(months[-12:][0]), "last": str(months[-1])} if months else {}
        super().__init__(posted, initial=ends)
        for name in ("first", "last"):
            cast(forms.ChoiceField, self.fields[name]).choices = [(str(m), m.label) for m in months]

    def clean(self) -> None:
        """The last month is not before the first."""
        typed = self.cleaned_data
        if typed.get("first") and typed.get("last") and typed["last"] < typed["first"]:
            self.add_error("last", "终止月份不能早于起始月份")

    @property
    def months(self) -> dict[str, Period]:
        """From which month to which."""
        return {name: Period.month(self.cleaned_data[name]) for name in ("first", "last")}


class DropForm(forms.Form):
    """Why a draft is not pursued."""

    why = forms.CharField(label="放弃的理由", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
