"""Django's own commands, for developers."""

import os
from argparse import REMAINDER, ArgumentParser, Namespace

from lianheng.cli.ready import instance

NAME = "manage"
HELP = ("运行 Django 管理命令 (供开发使用)", "run a command of Django (for developers)")
BARE = True


def add_arguments(parser: ArgumentParser) -> None:
    """Whatever follows is Django's."""
    parser.add_argument("rest", nargs=REMAINDER, metavar="...")


def run(args: Namespace) -> int:
    """Hand over to Django while the database answers; tables are made by its migrate only."""
    from django.core.management import execute_from_command_line

    from lianheng.instance import roles

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    with instance() as where:
        if where.is_embedded:
            roles.prepare(where)
        execute_from_command_line(["lianheng manage", *args.rest])
    return 0
