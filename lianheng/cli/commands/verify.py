"""Verify that neither the journal nor the ledger was altered."""

from argparse import ArgumentParser, Namespace

from lianheng.cli.speech import say, tell

NAME = "verify"
HELP = ("核验日志与台账未被改动", "verify that neither journal nor ledger was altered")

SAID = {
    "guard_missing": ("只增表的保护缺失:", "an append-only table is unguarded:"),
    "event_altered": ("日志记录被改动:", "a journal event was altered:"),
    "number_differs": ("已公布的数字与记录不符:", "a published number is not borne out:"),
}


def add_arguments(parser: ArgumentParser) -> None:
    """None."""


def run(args: Namespace) -> int:
    """Print whatever is wrong; exit 1 when anything is."""
    from lianheng.flows.integrity import findings

    found = list(findings())
    for finding in found:
        print(say(*SAID[finding.code]), finding.about)
    tell(f"发现问题 {len(found)} 处", f"{len(found)} findings")
    return 1 if found else 0
