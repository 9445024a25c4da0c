"""Import a list: units, people, tasks, outcomes or divisions; all of it, or nothing."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from lianheng.cli.arguments import add_json
from lianheng.cli.results import print_json
from lianheng.cli.speech import Failed, say, tell

if TYPE_CHECKING:
    from lianheng.flows.imports.running import Result

NAME = "import"
HELP = (
    "导入名单 (.xlsx 或 .csv), 有一处错误就全部不导入",
    "import a list (.xlsx or .csv): all of it, or nothing",
)
KINDS = ("divisions", "units", "people", "tasks", "outcomes")
SHOWN = 200


def add_arguments(parser: ArgumentParser) -> None:
    """What list, which file, and whether only to try."""
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--dry-run", action="store_true", help=say("只检查, 不导入", "check only"))
    add_json(parser)


def run(args: Namespace) -> int:
    """Import; 1 when anything is wrong, and then nothing was imported."""
    from lianheng.flows.imports import divisions, running
    from lianheng.flows.imports.importers import IMPORTERS
    from lianheng.organisation.actor import SYSTEM
    from lianheng.organisation.middleware import acting_as

    try:
        content = args.file.read_bytes()
    except OSError as problem:
        raise Failed(f"{args.file}: {problem.strerror}") from problem
    with acting_as(SYSTEM) as actor:
        if args.kind == "divisions":
            result = divisions.run(content, args.file.name, by=actor, is_rehearsal=args.dry_run)
        else:
            importer = IMPORTERS[args.kind]
            result = running.run(content, args.file.name, importer, by=actor, is_rehearsal=args.dry_run)
    if args.json:
        print_json(result.as_json())
    _tell(result, is_rehearsal=args.dry_run, is_json=args.json)
    return 1 if result.errors else 0


def _tell(result: "Result", *, is_rehearsal: bool, is_json: bool) -> None:
    if result.ignored:
        names = ", ".join(result.ignored)
        tell(f"略过的列: {names}", f"Columns ignored: {names}")
    if result.notes:
        notes = ", ".join(map(str, result.notes))
        tell(f"略过的说明行: {notes}", f"Rows of remarks passed over: {notes}")
    for one in [] if is_json else result.errors[:SHOWN]:
        _tell_error(one.row, one.field, one.reason)
    if result.errors:
        rows = len({one.row for one in result.errors})
        tell(
            f"{len(result.errors)} 处错误, 涉及 {rows} 行; 没有导入任何一行",
            f"{len(result.errors)} errors in {rows} rows; nothing was imported",
        )
        return
    numbers = (result.rows, result.created, result.updated, result.unchanged)
    chinese = "{} 行: 新增 {}, 更新 {}, 没有变化 {}".format(*numbers)
    english = "{} rows: {} created, {} updated, {} unchanged".format(*numbers)
    tell(chinese + (" (只检查)" if is_rehearsal else ""), english + (" (check only)" if is_rehearsal else ""))


def _tell_error(row: int, column: str, reason: str) -> None:
    """Row 0 is the file itself."""
    chinese, english = (f"第 {row} 行", f"row {row}") if row else ("文件", "file")
    tell(
        " ".join(filter(None, (chinese, column))) + f": {reason}",
        f"{english} {column}".strip() + f": {reason}",
    )
