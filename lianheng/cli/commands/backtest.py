"""Try another scheme on past months."""

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from lianheng.cli.arguments import add_json, month
from lianheng.cli.results import print_json, print_table, written
from lianheng.cli.speech import Failed, say, tell

NAME = "backtest"
HELP = (
    "用另一套考核方案回测以往月份, 不写入任何数据",
    "try another scheme on past months; nothing is written",
)
SHAPE = """SCHEME.json (what is left out stays as it is in force / 省略的键沿用现行方案):

  {"peer_class": "",                      "" = 通用 / every class without a scheme of its own
   "points": {"not_done": "-5", "late": "-2", "returned": "-2", "evidence_missing": "-1"},
   "limits": {"month": "80", "quarter": "80"},
   "year":   {"parts": [{"code", "name", "items": [
                 {"code", "name", "points": "50", "by": "months"},
                 {"code", "name", "points": "6", "by": "target", "measure": "package.code",
                  "target": "100", "proportional": true},
                 {"code", "name", "points": "10", "by": "per_case", "measure": "package.code",
                  "per_case": "1", "floor": "0"},
                 {"code", "name", "points": "10", "by": "evaluation"}]}],
              "bonus": "5",
              "grades": {"excellent": "90", "qualified": "80", "basic": "70"}}}

The points of all items come to 100 / 各项满分合计 100. More: docs/how-to/backtest.md
"""


def add_arguments(parser: ArgumentParser) -> None:
    """The scheme, and from which month to which."""
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.epilog = SHAPE
    parser.add_argument("scheme", type=Path, metavar="SCHEME.json")
    parser.add_argument("--from", dest="first", type=month, metavar="YYYY-MM", required=True)
    parser.add_argument("--to", dest="last", type=month, metavar="YYYY-MM", required=True)
    add_json(parser)


def run(args: Namespace) -> int:
    """Print what would be otherwise."""
    from django.db import transaction

    from lianheng.flows.backtest import backtest, read_scheme
    from lianheng.flows.backtest.running import named

    text = _read(args.scheme)
    with transaction.atomic():
        tried = read_scheme(text, args.last)
        found = backtest(tried, args.first, args.last, _report)
        result = found.as_json(named(found), only_moved=not args.json)
    if args.json:
        print_json(result)
    else:
        _print(result)
    return 0


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise Failed(say(f"无法读取 {path}: {wrong}", f"cannot read {path}: {wrong}")) from None


def _report(done: int) -> None:
    tell(f"已回测 {done} 个月", f"{done} months tried")


def _print(result: dict[str, Any]) -> None:
    for unit in result["units"]:
        print_table(
            (
                unit["class"],
                unit["unit"],
                each["period"],
                f"{written(each['old'])} -> {written(each['new'])}",
                _places(each),
                " ".join(f"{line['code']} {line['old']} -> {line['new']}" for line in each["changes"]),
            )
            for kind in ("months", "quarters", "years")
            for each in unit[kind]
        )
    for word, found in result["proposals"].items():
        print_table((word, each["period"], each["unit"], each["kind"]) for each in found)
    moved, units = result["counted"]["moved"], result["counted"]["units"]
    tell(f"{units} 个单位中 {moved} 个有变化", f"{moved} of {units} units would be otherwise")


def _places(each: dict[str, Any]) -> str:
    if "old_grade" in each:
        return f"{written(each['old_grade'])} -> {written(each['new_grade'])}"
    bottom = ("*" if each["old_bottom_three"] else "", "*" if each["new_bottom_three"] else "")
    return f"{written(each['old_rank'])}{bottom[0]} -> {written(each['new_rank'])}{bottom[1]}"
