"""The whole loop by the command line, on an installation that did not exist a moment ago."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TOWNS = [f"T{number}" for number in range(1, 10)]
UNITS = [
    ["单位编码", "单位名称", "上级编码", "类别", "成立日期", "驻地"],
    ["JW", "测试区纪委监委", "", "区纪委监委", "", ""],
    ["DFS", "党风政风监督室", "JW", "内设室", "", ""],
    *([code, f"{code}镇纪委", "JW", "乡镇", "2026-06-15" if code == "T9" else "", ""] for code in TOWNS),
]
PEOPLE = [
    ["人员编号", "姓名", "单位编码", "岗位", "任职时间", "角色"],
    ["P1", "王书记", "JW", "书记", "2020-01-01", "书记/主任"],
    ["P2", "张评", "JW", "考核专员", "2020-01-01", "scorer"],
    ["H1", "镇书记", "T1", "纪委书记", "2021-03-01", "基层负责人;基层干部"],
]
MONTHS = ("2026-07", "2026-08", "2026-09")
TASKS = [
    ["月份", "下达室编码", "任务名称", "接收范围", "截止日期", "权重", "证明方式", "关键任务"],
    *([month, "DFS", "三务公开", "全部", f"{month}-20", "2", "材料", "否"] for month in MONTHS),
    *([month, "DFS", "信访月报", "乡镇", f"{month}-25", "1", "材料", "是"] for month in MONTHS),
]
OUTCOMES = [
    ["月份", "任务名称", "单位编码", "完成日期", "退回次数", "免除", "免除理由", "缺材料", "弄虚作假"],
    *(
        [month, title, code, *_]
        for month in MONTHS
        for title, day in (("三务公开", 20), ("信访月报", 25))
        for code in TOWNS
        for _ in [
            {
                "T1": ["", "0", "否", "", "否", "否"],
                "T2": [f"{month}-{day + 1}", "1", "否", "", "是", "否"],
                "T3": ["", "0", "是", "防汛", "否", "否"],
            }.get(code, [f"{month}-{day}", "0", "否", "", "否", "否"])
        ]
    ),
]


class Installation:
    """An empty folder in which the command line works."""

    def __init__(self, home: Path) -> None:
        self.folder = home
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE")}
        self.environment = {**kept, "LIANHENG_HOME": str(home / "home"), "LC_ALL": "zh_CN.UTF-8"}

    def __call__(self, *args: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "lianheng.cli", *args]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=180)

    def json(self, *args: str):
        """What the command prints, which must be JSON alone; it must succeed."""
        done = self(*args, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def listed(self, name: str, rows: list[list[str]]) -> str:
        """A file with these rows."""
        path = self.folder / f"{name}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as opened:
            csv.writer(opened).writerows(rows)
        return str(path)

    def taken(self, kind: str, rows: list[list[str]]):
        """The counts of an import."""
        return self.json("import", kind, self.listed(kind, rows))


@pytest.fixture(scope="module")
def lianheng(tmp_path_factory) -> Installation:
    """An installation into which the past quarter was taken over from paper."""
    made = Installation(tmp_path_factory.mktemp("fresh"))
    for kind, rows in (("units", UNITS), ("people", PEOPLE), ("tasks", TASKS), ("outcomes", OUTCOMES)):
        counts = made.taken(kind, rows)
        assert counts == {
            "rows": len(rows) - 1,
            "created": len(rows) - 1,
            "updated": 0,
            "unchanged": 0,
            "errors": [],
        }
    return made


@pytest.fixture(scope="module")
def published(lianheng) -> Installation:
    """The same, with the quarter published."""
    for month in MONTHS:
        assert lianheng("tally", month, "--as", "P2").returncode == 0
    assert {row["unit"]: row["rank"] for row in lianheng.json("ranking", "2026Q3", "--draft")}["T1"] == 6
    refused = lianheng("publish", MONTHS[0], "--as", "P2", "--taken-over", "补录")
    assert refused.returncode == 1
    assert "书记" in refused.stderr
    for month in MONTHS:
        assert lianheng("publish", month, "--as", "P1", "--taken-over", "由纸质台账补录").returncode == 0
    return lianheng


def test_scores_show_every_line_and_say_when_a_unit_was_not_scored(published):
    scores = {row["unit"]: row for row in published.json("scores", "2026-08")}
    lines = [(line["code"], line["points"]) for line in scores["T1"]["entries"]]
    assert scores["T1"]["score"] == "85.00"
    assert lines == [("not_done", -10), ("not_done", -5)]
    assert scores["T2"]["score"] == "85.00"
    assert scores["T3"]["score"] is None
    assert {line["code"] for line in scores["T3"]["entries"]} == {"exempt"}
    assert scores["T4"] == {"unit": "T4", "score": "100.00", "entries": []}


def test_the_quarter_is_ranked_and_observed_or_unscored_units_have_no_place(published):
    ranking = {row["unit"]: row for row in published.json("ranking", "2026Q3")}
    first = {"class": "乡镇", "unit": "T1", "score": "85.00", "rank": 6, "bottom_three": False}
    assert ranking["T1"] == first
    assert ranking["T3"]["rank"] is None
    assert ranking["T9"]["rank"] is None


def test_a_key_task_missed_is_proposed_for_a_remark(published):
    found = published.json("proposals")
    assert [each["periods"] for each in found] == [["2026-07"], ["2026-08"], ["2026-09"]]
    assert found[0] == {
        "kind": "remark", "unit": "T1", "person": None, "periods": ["2026-07"], "state": "open",
    }  # fmt: skip


def test_what_was_published_is_borne_out_by_the_records(published):
    assert published("replay", "--from", "2026-07", "--to", "2026-09").returncode == 0
    assert published("verify").returncode == 0


def test_the_same_file_twice_changes_nothing(lianheng):
    for kind, rows in (("units", UNITS), ("people", PEOPLE), ("tasks", TASKS), ("outcomes", OUTCOMES)):
        counts = lianheng.taken(kind, rows)
        assert (counts["created"], counts["updated"], counts["unchanged"]) == (0, 0, len(rows) - 1)


def test_a_bad_list_names_every_error_and_nothing_of_it_is_imported(lianheng):
    bad = [
        UNITS[0],
        ["N1", "新镇纪委", "无此单位", "乡镇", "", ""],
        ["N2", "", "JW", "火星", "昨天", ""],
        ["N3", "好镇", "JW", "乡镇", "", ""],
    ]
    done = lianheng("import", "units", lianheng.listed("bad", bad), "--json")
    assert done.returncode == 1
    found = {(error["row"], error["column"]) for error in json.loads(done.stdout)["errors"]}
    assert found == {(2, "上级编码"), (3, "单位名称"), (3, "类别"), (3, "成立日期")}
    assert all(error["reason"] for error in json.loads(done.stdout)["errors"])
    assert "N3" not in {row["unit"] for row in lianheng.json("scores", "2026-10")}


def test_a_rehearsal_imports_nothing(lianheng):
    more = [UNITS[0], ["N9", "新镇纪委", "JW", "乡镇", "", ""]]
    path = lianheng.listed("more", more)
    assert lianheng.json("import", "units", path, "--dry-run")["created"] == 1
    assert lianheng.json("import", "units", path, "--dry-run")["created"] == 1


@pytest.mark.parametrize(
    "command",
    [
        ["tally", "2026-13"],
        ["tally", "2031-01", "--as", "P2"],
        ["tally", "2026-10", "--as", "NOBODY"],
        ["publish", "2026-10", "--as", "P1"],
        ["ranking", "2026-10"],
        ["import", "units", "no-such-file.csv"],
        ["replay", "--from", "gestern"],
    ],
)
def test_what_cannot_be_done_says_so_and_fails(lianheng, command):
    done = lianheng(*command)
    assert done.returncode != 0
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_a_new_installation_has_its_duty_checklist_at_once_and_once(tmp_path):
    made = Installation(tmp_path)
    for _ in range(2):
        assert made("init").returncode == 0
    counted = (
        "from lianheng.checklists.models import DutyChecklist as D; "
        "print([(d.version, d.items.count(), d.adopted_at is not None) for d in D.objects.all()])"
    )
    assert "[(1, 26, True)]" in made("manage", "shell", "-v", "0", "-c", counted).stdout
