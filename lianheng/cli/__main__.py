"""lianheng: one command line for the operator."""

import sys
from argparse import ArgumentParser, Namespace

from lianheng.instance.cluster import ServerFailed
from lianheng.instance.home import Misconfigured
from lianheng.kernel.verdict import Refused

from .commands import COMMANDS
from .ready import instance, prepare
from .speech import Failed, say


def parser() -> ArgumentParser:
    """Every command and its arguments."""
    whole = ArgumentParser(
        prog="lianheng",
        description=say("廉衡: 区纪委监委工作平台", "Lianheng: the district commission at work"),
    )
    chosen = whole.add_subparsers(metavar=say("命令", "command"), required=True)
    for command in COMMANDS:
        one = chosen.add_parser(command.NAME, help=say(*command.HELP), description=say(*command.HELP))
        command.add_arguments(one)
        one.set_defaults(command=command)
    return whole


def main(argv: list[str] | None = None) -> int:
    """Run one command; 0 when it did what was asked, 1 when it could not, 2 when it was not understood."""
    args = parser().parse_args(argv)
    try:
        return _run(args)
    except (Failed, Misconfigured, Refused, ServerFailed) as refusal:
        print(f"lianheng: {refusal}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1


def _run(args: Namespace) -> int:
    if getattr(args.command, "BARE", False):
        return args.command.run(args)
    with instance() as where:
        prepare(where)
        from django.db import connections

        try:
            return args.command.run(args)
        finally:
            connections.close_all()


if __name__ == "__main__":
    sys.exit(main())
