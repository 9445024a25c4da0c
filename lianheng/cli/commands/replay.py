"""Recompute every published number from the records."""

from argparse import ArgumentParser, Namespace

from lianheng.cli.arguments import month
from lianheng.cli.speech import tell

NAME = "replay"
HELP = ("由原始记录重新计算已公布的数字", "recompute every published number; exit 1 when one differs")


def add_arguments(parser: ArgumentParser) -> None:
    """From which month to which."""
    parser.add_argument("--from", dest="first", type=month, metavar="YYYY-MM")
    parser.add_argument("--to", dest="last", type=month, metavar="YYYY-MM")


def run(args: Namespace) -> int:
    """Print each difference; none is the answer one hopes for."""
    from django.db import transaction

    from lianheng.flows.month_end import replay
    from lianheng.flows.month_end.reading import unit_codes

    with transaction.atomic():
        found = list(replay(args.first, args.last))
        codes = unit_codes({each.unit_id for each in found})
    for each in found:
        print(f"{each.period} {codes[each.unit_id]} {each.what}:", each.published, "->", each.recomputed)
    tell(f"差异 {len(found)} 处", f"{len(found)} differences")
    return 1 if found else 0
