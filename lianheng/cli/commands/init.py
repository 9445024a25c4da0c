"""Prepare an empty installation, and make its three administrators; other commands prepare by themselves."""

import sys
from argparse import ArgumentParser, Namespace

from lianheng.cli.speech import Failed, say, tell
from lianheng.instance import home

NAME = "init"
HELP = (
    "准备一套空的系统 (不含演示数据), 设立三员",
    "prepare an empty instance, without demo data, and its three administrators",
)
ADMINISTRATORS = {
    "system_admin": ("系统管理员", "the system administrator"),
    "security_admin": ("安全管理员", "the security administrator"),
    "audit_admin": ("审计管理员", "the audit administrator"),
}


def add_arguments(parser: ArgumentParser) -> None:
    """The commission and the three administrators; what is missing is asked at the terminal."""
    said = say("单位编码和名称", "code and name")
    parser.add_argument("--commission", nargs=2, metavar=("CODE", "NAME"), help=said)
    for role, words in ADMINISTRATORS.items():
        said = say(f"{words[0]}的人员编号和姓名", f"number and name of {words[1]}")
        parser.add_argument(f"--{role.replace('_', '-')}", nargs=2, metavar=("NUMBER", "NAME"), help=said)
    said = say("只准备数据库", "prepare the database only")
    parser.add_argument("--tables", action="store_true", help=said)


def run(args: Namespace) -> int:
    """Tables are ready by now: the duty checklist, then the administrators, before anybody can sign in."""
    from lianheng.flows import first_run
    from lianheng.flows.duties import begin

    begin()
    root = home.current().root
    tell(f"已就绪: {root}", f"Ready: {root}")
    given = {role: getattr(args, role) for role in ADMINISTRATORS}
    if not first_run.is_due():
        if any(given.values()):
            raise Failed(say("三员已经设立, 不能再次设立", "there are administrators already"))
        return 0
    if args.tables or not (any(given.values()) or sys.stdin.isatty()):
        tell("尚未设立三员, 没有人能登录: lianheng init", "Nobody can sign in yet; run: lianheng init")
        return 0
    if not sys.stdout.isatty():
        raise Failed(
            say("一次性密码只在终端上显示, 请在终端上运行", "passwords are shown at a terminal only")
        )
    return _establish(given, args.commission)


def _establish(given: dict[str, list[str] | None], commission: list[str] | None) -> int:
    """What is missing is asked for; then each password is shown this once, and kept nowhere."""
    from lianheng.flows import first_run
    from lianheng.organisation.terms import Role

    if commission is None and first_run.needs_commission():
        commission = _asked(say("区纪委监委的单位编码", "code of the commission"), say("名称", "name"))
    people: dict[Role, tuple[str, str]] = {}
    for role, words in ADMINISTRATORS.items():
        who = say(*words)
        said = given[role] or _asked(f"{who} {say('人员编号', 'number')}", say("姓名", "name"))
        people[Role(role)] = (said[0], said[1])
    made = first_run.establish(people, (commission[0], commission[1]) if commission else None)
    for each in made:
        print(f"{each.role}\t{each.number}\t{each.name}\t{each.password}")
    tell(
        "以上一次性密码只显示这一次, 请分别当面交给三人; 首次登录须修改。",
        "Each password is shown this once: hand it to its owner, who must change it when signing in.",
    )
    return 0


def _asked(*questions: str) -> list[str]:
    """Each answered at the terminal, and not with nothing."""
    answers = []
    for question in questions:
        print(f"{question}: ", end="", file=sys.stderr, flush=True)
        answer = sys.stdin.readline().strip()
        if not answer:
            raise Failed(say("没有填写, 什么也没有改变", "nothing was said, and nothing was changed"))
        answers.append(answer)
    return answers
