"""A list shows what its address asks for, page by page, with as many queries for many rows as for few."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.http import QueryDict
from django.template.loader import render_to_string

from lianheng.ui.parts import light, pill
from lianheng.ui.rows import Rows
from lianheng.ui.sheet import plain, sheet_of
from lianheng.ui.shown import FARTHEST, PRINTED
from lianheng.ui.table import Column, Filter, Table

LIST = Table(
    "rights",
    columns=(
        Column("name", "名称", link=lambda row: f"/rights/{row.pk}/", sort="name"),
        Column("codename", "代码", sort="codename"),
        Column("id", "编号", align="end", sort="id", total="id"),
        Column("app", "类别", value="content_type.app_label", hide=True),
    ),
    filters=(
        Filter("q", "名称", lookup=("name__icontains", "codename__icontains"), kind="text"),
        Filter("kind", "类别", lookup="content_type__model", choices=[("a", "甲"), ("b", "乙")]),
        Filter("on", "日期", lookup="name", kind="date", more=True),
    ),
    order=("name",),
    size=10,
)


@pytest.fixture
def rights(db):
    """Twenty-five things of two kinds."""
    kinds = [ContentType.objects.create(app_label="sample", model=model) for model in "ab"]
    Permission.objects.bulk_create(
        Permission(name=f"right {n:02}", codename=f"code{99 - n}", content_type=kinds[n % 2])
        for n in range(25)
    )
    return Permission.objects.filter(content_type__in=kinds).select_related("content_type")


def read(query, rows, **more):
    return LIST.read(QueryDict(query), rows, path="/rights/", **more)


def names(shown):
    return [row.name for row in shown.rows]


def page(shown):
    return render_to_string("ui/table.html", {"table": shown, "nothing_title": "还没有"})


def test_a_word_narrows_the_list_over_all_its_fields(rights):
    assert names(read("q=right 07", rights)) == ["right 07"]
    assert names(read("q=code99", rights)) == ["right 00"]


def test_a_choice_that_is_not_offered_is_as_if_not_said(rights):
    assert len(read("kind=a", rights).all_rows) == 13
    assert len(read("kind=zz", rights).all_rows) == 25


@pytest.mark.parametrize(
    "said", ["q=%00", "on=31-12", "page=x", "page=-3", "page=²", "sort=--", "columns=,", "page=999999999"]
)
def test_nonsense_in_the_address_breaks_nothing(rights, said):
    assert page(read(said, rights))


def test_rows_come_in_the_order_asked_for_and_the_header_turns_it(rights):
    shown = read("sort=codename", rights)
    assert names(shown)[0] == "right 24"
    assert shown.heads[1] == {
        "column": LIST.columns[1],
        "url": "/rights/?sort=-codename",
        "sorted": "ascending",
    }
    assert names(read("sort=-codename", rights))[0] == "right 00"


def test_nobody_orders_by_a_field_that_is_not_offered(rights):
    assert names(read("sort=content_type__model", rights)) == names(read("", rights))


def test_the_first_column_cannot_be_left_out(rights):
    assert [c.code for c in read("columns=app", rights).columns] == ["name", "app"]
    assert [c.code for c in read("columns=id&columns=app", rights).columns] == ["name", "id", "app"]
    assert [c.code for c in read("", rights).columns] == ["name", "codename", "id"]


def test_pages_follow_each_other_without_gap(rights):
    first, second, third = (read(f"page={number}", rights) for number in (1, 2, 3))
    assert len(names(first)) + len(names(second)) + len(names(third)) == 25
    assert first.pager["next"] == "/rights/?page=2"
    assert not first.pager["previous"]
    assert second.pager["previous"] == "/rights/"
    assert not third.pager["next"]
    assert '<td class="ordinal">11</td>' in page(second)


def test_a_page_too_far_away_says_to_narrow_the_list(rights):
    assert read(f"page={FARTHEST + 7}", rights).number == FARTHEST


def test_a_filter_set_is_shown_as_a_chip_that_takes_it_away(rights):
    chips = read("kind=a&q=right&sort=id&page=2", rights).chips
    assert [(chip["label"], chip["text"]) for chip in chips] == [("名称", "right"), ("类别", "甲")]
    assert chips[1]["url"] == "/rights/?q=right&sort=id"


def test_empty_fields_of_the_form_leave_no_trace_in_addresses(rights):
    assert read("q=&kind=&sort=id", rights).query_string == "sort=id"


def test_the_sum_counts_all_pages(rights):
    total = read("", rights).totals[2]["value"]
    assert total == sum(row.id for row in rights)


def test_more_rows_ask_for_no_more_queries(rights, django_assert_num_queries):
    with django_assert_num_queries(2):
        page(read("columns=id,app", rights))
    with django_assert_num_queries(2):
        page(read("columns=id,app&q=right 0", rights))


def test_what_stands_in_a_cell_cannot_become_markup(db):
    Group.objects.create(name="<script>alert(1)</script>")
    table = Table("groups", columns=(Column("name", "名称"),))
    body = table.read(QueryDict(""), Group.objects.all()).body
    assert "<script>" not in body
    assert "&lt;script&gt;" in body


def test_an_empty_list_says_why_and_what_to_do(rights):
    assert "清除筛选" in page(read("q=nothing", rights))
    assert "还没有" in page(read("", rights.none()))


def test_the_print_sheet_has_all_rows_and_no_tools(rights):
    shown = read("print=1", rights)
    said = page(shown)
    assert shown.base == "ui/print.html"
    assert len(shown.rows) == 25
    assert "查询" not in said


@pytest.mark.parametrize("few", [True, False], ids=["looked up", "read"])
def test_the_print_sheet_says_how_many_of_how_many_and_where_all_of_them_are(rights, monkeypatch, few):
    monkeypatch.setattr("lianheng.ui.shown.PRINTED", 10)
    source = Rows(list(rights)) if few else rights
    shown = LIST.read(QueryDict("print=1&columns=codename"), source, path="/rights/", export="/downloads/")
    said = page(shown)
    assert len(shown.rows) == 10
    assert "共 25 行, 只打印前 10 行" in said
    assert 'href="/downloads/"' in said


def test_a_list_of_thousands_is_printed_whole():
    many = Rows([SimpleNamespace(pk=n, name=f"{n:05}", codename="", id=n) for n in range(PRINTED)])
    shown = LIST.read(QueryDict("print=1"), many)
    assert len(shown.rows) == shown.whole == 5000
    assert not shown.has_more


def test_a_saved_view_is_a_tab_that_knows_when_it_is_open(rights):
    views = read("kind=a", rights, views=[("甲类", "kind=a"), ("乙类", "kind=b")]).views
    assert [(view["label"], view["active"]) for view in views] == [
        ("全部", False),
        ("甲类", True),
        ("乙类", False),
    ]


def test_an_export_asks_for_exactly_what_is_shown(rights):
    shown = read("kind=b&sort=-id&page=2&columns=name,id", rights, export="/downloads/")
    assert shown.export_query == "kind=b&sort=-id&columns=name,id"
    assert len(shown.all_rows) == 12
    assert 'action="/downloads/"' in page(shown)


def test_an_export_says_what_the_page_shows_without_being_asked(rights):
    assert read("kind=b", rights, pinned={"month": "2026-10"}).export_query == "kind=b&month=2026-10"
    said = read("month=2026-09", rights, pinned={"month": "2026-10"})
    assert said.export_query == "month=2026-09"


def test_whoever_starts_with_a_view_of_his_own_still_reaches_the_whole_list(rights):
    shown = read("kind=a", rights, views=[("甲类", "kind=a")], has_start=True)
    assert shown.views[0]["url"] == "/rights/?view=all"
    assert shown.chips[0]["url"] == "/rights/?view=all"
    assert read("view=all", rights, has_start=True).query_string == ""


def test_a_sheet_holds_the_rows_of_the_screen_as_plain_values(rights):
    sheet = sheet_of(read("kind=a&sort=-id&columns=name,id,app", rights), "权限")
    rows = list(sheet.rows())
    assert rows == [
        [row.name, row.id, "sample"] for row in rights.filter(name__regex="[02468]$").order_by("-id")
    ]
    assert [column.title for column in sheet.columns] == ["名称", "编号", "类别"]
    assert sheet.conditions == [("类别", "甲")]


def test_markup_becomes_words_in_a_sheet():
    assert plain(light("near", 2)) == "临近 2 天"
    assert plain(pill("x", "<b>")) == "<b>"
    assert plain(None) is None


def test_rows_that_were_worked_out_are_ordered_narrowed_and_looked_up_by_the_page():
    looked_up: list[int] = []

    def dress(part):
        looked_up.extend(each.n for each in part)
        return part

    found = [SimpleNamespace(n=n, of=SimpleNamespace(score=score)) for n, score in enumerate([5, None, 9, 7])]
    rows = Rows(found, dress).order_by("-of__score", "pk")
    assert [each.n for each in rows[:2]] == [2, 3]
    assert looked_up == [2, 3]
    assert [each.n for each in rows.order_by("of__score").iterator()] == [0, 3, 2, 1]
    assert len(rows.narrow(lambda each: each.n > 1)) == 2
