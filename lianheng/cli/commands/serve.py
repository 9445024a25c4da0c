"""The whole product on one machine: database, worker, web."""

from argparse import ArgumentParser, Namespace

NAME = "serve"
HELP = ("启动全部服务: 数据库, 后台任务, 网站", "run the whole product: database, worker, web")
BARE = True


def add_arguments(parser: ArgumentParser) -> None:
    """Where to listen."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)


def run(args: Namespace) -> int:
    """Serve until told to stop."""
    from lianheng.instance.serve import serve

    return serve(args.host, args.port)
