"""Prepare an empty installation; every other command does so by itself when it must."""

from argparse import ArgumentParser, Namespace

from lianheng.cli.speech import tell
from lianheng.instance import home

NAME = "init"
HELP = ("准备一套空的系统 (不含演示数据)", "prepare an empty instance, without demo data")


def add_arguments(parser: ArgumentParser) -> None:
    """None."""


def run(args: Namespace) -> int:
    """The instance was made ready before; what remains is the duty checklist with which everybody begins."""
    from lianheng.flows.duties import begin

    begin()
    root = home.current().root
    tell(f"已就绪: {root}", f"Ready: {root}")
    return 0
