"""Every component says its word, gives its reason, and asks for nothing that the browser refuses to run."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.template import engines
from django.test import RequestFactory

from lianheng.kernel.verdict import YES, no
from lianheng.ui import drawing, parts
from lianheng.ui.forms import SampleForm
from lianheng.ui.terms import SampleReason

ROOT = Path(__file__).resolve().parents[2] / "lianheng"


def drawn(source, **context):
    return engines["django"].from_string(source).render(context, RequestFactory().get("/"))


@pytest.mark.parametrize(
    ("code", "days", "says"),
    [
        ("done", None, "按时"),
        ("near", 2, "临近 2 天"),
        ("near", 0, "今日截止"),
        ("overdue", -3, "逾期 3 天"),
        ("overdue", None, "逾期"),
        ("none", None, "不计"),
    ],
)
def test_a_light_never_stands_without_its_word(code, days, says):
    assert says in parts.light(code, days)


def test_points_carry_their_sign_and_no_idle_noughts():
    assert ">-5<" in parts.points(Decimal("-5.00"))
    assert ">+2.5<" in parts.points(Decimal("2.50"))
    assert ">100<" in drawn("{% stat number '得分' %}", number=Decimal("100.00")).replace("</", "<")


def test_a_refused_verb_is_disabled_and_says_why_where_all_can_read_it():
    said = drawn("{% action_button verdict '提交' '/submit/' %}", verdict=no(SampleReason.TOO_LATE))
    assert "disabled" in said
    assert f">{SampleReason.TOO_LATE.label}<" in said
    assert "<form" not in said


def test_an_allowed_verb_posts_with_its_hidden_fields():
    said = drawn("{% action_button verdict '提交' '/submit/' tone='primary' task=7 %}", verdict=YES)
    assert 'action="/submit/"' in said
    assert 'name="task" value="7"' in said
    assert "csrfmiddlewaretoken" in said


def test_what_goes_out_to_others_is_said_before_it_goes():
    said = drawn("{% action_button yes '下达' '/issue/' confirm='将通知 20 个单位' %}", yes=YES)
    assert said.index("将通知 20 个单位") < said.index('type="submit"')


def test_a_form_sums_its_errors_and_repeats_them_at_the_field():
    said = drawn(
        "{% form_errors form %}{% fields form %}", form=SampleForm({"title": "", "text": "写好的内容"})
    )
    assert 'href="#field-title"' in said
    assert 'id="field-title"' in said
    assert "写好的内容" in said
    assert "必填" in said


def test_a_block_of_a_page_can_stand_in_its_title_and_its_headline():
    said = drawn('{% extends "ui/bare.html" %}{% block title %}<b>月度</b>清单{% endblock %}')
    assert "<h1><b>月度</b>清单</h1>" in said


def test_a_month_without_score_is_a_gap_and_not_a_nought():
    said = drawing.trend([("1月", 90), ("2月", 92), ("3月", None), ("4月", 95), ("5月", 96)])
    assert said.count("<polyline") == 2
    assert said.count("<circle") == 4


def test_a_menu_group_stands_open_when_its_page_is_open():
    menu = [{"label": "清单", "icon": "home", "items": [{"label": "月度", "url": "/", "active": True}]}]
    long = [{"label": str(n), "url": "/"} for n in range(20)]
    many = [*menu, {"label": "考核", "icon": "scale", "items": long}]
    said = drawn('{% include "ui/menu.html" %}', frame={"menu": many})
    assert said.count("<details") == 2
    assert said.count(" open>") == 1


def templates():
    return sorted(ROOT.glob("*/templates/**/*.html"))


FORBIDDEN = re.compile(
    r"<style|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=|javascript:|hx-on|hx-vals=.js:|hx-trigger=\"[^\"]*\[",
    re.I,
)


def test_no_template_asks_the_browser_for_what_it_must_refuse():
    assert len(templates()) > 30
    found = [
        f"{path.name}: {hit.group()}" for path in templates() for hit in FORBIDDEN.finditer(path.read_text())
    ]
    assert found == []


def test_every_template_can_be_read():
    for path in templates():
        engines["django"].get_template(path.as_posix().rpartition("/templates/")[2])


def test_every_icon_used_is_drawn_into_the_sprite():
    listed = set((ROOT.parent / "scripts" / "icons.txt").read_text().split())
    used = {name for path in templates() for name in re.findall(r"{% icon \"([a-z-]+)\"", path.read_text())}
    assert used
    assert used <= listed


def test_every_colour_is_a_variable_so_that_both_themes_have_it():
    sheets = [
        p
        for p in (ROOT / "ui/static/ui/css").glob("*.css")
        if p.name not in ("base.css", "dark.css", "print.css")
    ]
    assert len(sheets) > 8
    assert [p.name for p in sheets if re.search(r"#[0-9a-fA-F]{3,8}\b", p.read_text())] == []


def luminance(colour):
    parts_ = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts_]
    return sum(share * p for share, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


PAIRS = [
    *[
        (ink, ground)
        for ink in ("ink", "ink-2", "ink-3")
        for ground in ("paper", "surface", "sunken", "hover")
    ],
    *[(c, f"{c}-wash") for c in ("green", "amber", "red", "blue")],
    *[(c, "surface") for c in ("green", "amber", "red", "link", "brand-ink")],
    *[("ink", f"heat-{n}") for n in range(1, 6)],
    ("ink-2", "grey-wash"),
    ("on-brand", "brand"),
    ("on-brand", "brand-deep"),
    ("brand-ink", "chosen"),
    ("link", "paper"),
]


@pytest.mark.parametrize("theme", ["base", "dark"])
def test_every_text_can_be_read_on_its_ground(theme):
    css = (ROOT / f"ui/static/ui/css/{theme}.css").read_text()
    colour = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})", css))
    poor = []
    for ink, ground in PAIRS:
        high, low = sorted((luminance(colour[ink]), luminance(colour[ground])), reverse=True)
        if (high + 0.05) / (low + 0.05) < 4.5:
            poor.append((ink, ground, round((high + 0.05) / (low + 0.05), 2)))
    assert poor == []
