"""A district with a year behind it, made through the same actions that people use."""

from argparse import ArgumentParser, Namespace

from lianheng.cli.speech import tell

NAME = "demo"
HELP = ("装入演练数据: 一个有一年工作记录的区", "a district with a year behind it, to try things out")


def add_arguments(parser: ArgumentParser) -> None:
    """None."""


def run(args: Namespace) -> int:
    """Live the year, or what a broken-off run left of it; done once, it changes nothing."""
    from lianheng.flows.demo import PASSWORD, examples, live

    live(
        report=lambda month: tell(
            f"演练数据: {month or '建立机构和人员'}", f"Drill: {month or 'units and people'}"
        )
    )
    tell(f"密码均为 {PASSWORD}", f"The password of each is {PASSWORD}")
    for role, number, name, unit in examples():
        print(f"{number:<14}{role:<8}{name}  {unit}")
    return 0
