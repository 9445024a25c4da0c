"""Tally a month: post its entries and open the objection window."""

from argparse import ArgumentParser, Namespace

from lianheng.cli.arguments import acting_person, add_month
from lianheng.cli.speech import tell

NAME = "tally"
HELP = ("统计某月得分, 开始异议期", "post a month's entries and open the objection window")


def add_arguments(parser: ArgumentParser) -> None:
    """The month, and who tallies it."""
    add_month(parser)
    parser.add_argument("--as", dest="person", metavar="PERSON", help="人员编号 / person number")


def run(args: Namespace) -> int:
    """Tally; a month already tallied stays as it is."""
    from lianheng.flows.month_end import tally
    from lianheng.organisation.middleware import acting_as

    actor = acting_person(args.person)
    with acting_as(actor):
        month = tally(args.month, by=actor)
    until = month.objections_until
    tell(
        f"{month.period.label}: {month.get_state_display()}, 异议期至 {until}",
        f"{month.period}: {month.state}, objections until {until}",
    )
    return 0
