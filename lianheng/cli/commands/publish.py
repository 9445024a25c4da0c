"""Publish a month: rank it, freeze it, propose what follows."""

from argparse import ArgumentParser, Namespace

from lianheng.cli.arguments import acting_person, add_month
from lianheng.cli.speech import tell

NAME = "publish"
HELP = ("公布某月成绩", "publish a month: its ledger is closed for good")


def add_arguments(parser: ArgumentParser) -> None:
    """The month, who publishes it, and why at once when it was taken over from paper."""
    add_month(parser)
    parser.add_argument(
        "--as", dest="person", metavar="PERSON", required=True, help="人员编号 / person number"
    )
    parser.add_argument(
        "--taken-over",
        dest="because",
        metavar="REASON",
        default="",
        help="补录月份不待异议期满的理由 / why a month taken over from paper is published at once",
    )


def run(args: Namespace) -> int:
    """Publish; a month already published stays as it is."""
    from lianheng.flows.month_end import publish
    from lianheng.organisation.middleware import acting_as

    actor = acting_person(args.person)
    with acting_as(actor):
        month = publish(args.month, by=actor, because=args.because)
    tell(f"{month.period.label}: {month.get_state_display()}", f"{month.period}: {month.state}")
    return 0
