"""The scores of a month with every entry."""

from argparse import ArgumentParser, Namespace

from lianheng.cli.arguments import add_json, add_month
from lianheng.cli.results import print_json, print_table, written

NAME = "scores"
HELP = ("某月各单位得分及每项记录", "every unit's score of a month, with its entries")


def add_arguments(parser: ArgumentParser) -> None:
    """The month."""
    add_month(parser)
    add_json(parser)


def run(args: Namespace) -> int:
    """Print the scores."""
    from lianheng.flows.month_end.reading import scores

    found = scores(args.month)
    if args.json:
        print_json(found)
    else:
        print_table((row["unit"], written(row["score"]), str(len(row["entries"]))) for row in found)
    return 0
