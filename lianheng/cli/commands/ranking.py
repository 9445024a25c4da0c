"""The ranking of a month, a quarter or a year."""

from argparse import ArgumentParser, Namespace

from lianheng.cli.arguments import add_json, add_period
from lianheng.cli.results import print_json, print_table, written

NAME = "ranking"
HELP = ("月度、季度或年度排名", "places of a month, a quarter or a year")


def add_arguments(parser: ArgumentParser) -> None:
    """The period, and whether tallied but unpublished months count."""
    add_period(parser)
    parser.add_argument(
        "--draft", action="store_true", help="草案: 计入已统计未公布的月份 / rank unpublished months too"
    )
    add_json(parser)


def run(args: Namespace) -> int:
    """Print the ranking."""
    from lianheng.flows.month_end.reading import ranking

    found = ranking(args.period, draft=args.draft)
    if args.json:
        print_json(found)
    else:
        print_table(
            (
                row["class"],
                row["unit"],
                written(row["score"]),
                written(row["rank"]),
                "*" if row["bottom_three"] else "",
            )
            for row in found
        )
    return 0
