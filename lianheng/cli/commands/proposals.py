"""What the ladder proposes."""

from argparse import ArgumentParser, Namespace

from lianheng.cli.arguments import add_json
from lianheng.cli.results import print_json, print_table, written

NAME = "proposals"
HELP = ("研判建议", "what the ladder of consequences proposes")


def add_arguments(parser: ArgumentParser) -> None:
    """How to print."""
    add_json(parser)


def run(args: Namespace) -> int:
    """Print the proposals."""
    from lianheng.flows.month_end.reading import proposals

    found = proposals()
    if args.json:
        print_json(found)
    else:
        print_table(
            (row["kind"], row["unit"], written(row["person"]), " ".join(row["periods"]), row["state"])
            for row in found
        )
    return 0
