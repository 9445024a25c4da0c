"""Export a list as a workbook; units, people and tasks can be imported again."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from lianheng.cli.arguments import period
from lianheng.cli.speech import Failed, say, tell

NAME = "export"
HELP = ("导出名单、得分或排名为 .xlsx", "export a list, scores or a ranking as .xlsx")
KINDS = ("units", "people", "tasks", "scores", "ranking")
OF_A_PERIOD = ("scores", "ranking")


def add_arguments(parser: ArgumentParser) -> None:
    """What, to which file, of which period."""
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("file", type=Path, metavar="FILE.xlsx")
    parser.add_argument("--period", type=period, metavar="PERIOD", help="2026-10, 2026Q3, 2026")


def run(args: Namespace) -> int:
    """Write the workbook beside its place, then move it there: half a file is no file."""
    from lianheng.flows.imports.exporting import export
    from lianheng.organisation.actor import SYSTEM
    from lianheng.organisation.middleware import acting_as

    if args.kind in OF_A_PERIOD and args.period is None:
        raise Failed(say("请用 --period 写明期间, 如 2026-10", "--period is needed, such as 2026-10"))
    if args.kind == "scores" and args.period.length != 1:
        raise Failed(say("得分按月导出", "scores are exported by the month"))
    draft = args.file.with_name(f".{args.file.name}.part")
    try:
        with acting_as(SYSTEM) as actor, draft.open("wb") as out:
            rows = export(args.kind, out, by=actor, period=args.period)
        draft.replace(args.file)
    except OSError as problem:
        raise Failed(f"{args.file}: {problem.strerror}") from problem
    finally:
        draft.unlink(missing_ok=True)
    tell(f"{args.file}: {rows} 行", f"{args.file}: {rows} rows")
    return 0
