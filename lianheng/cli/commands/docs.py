"""Draw every workflow table into docs/workflows/ and write who may do what, or check that both are true."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import lianheng
from lianheng.cli.speech import Failed, say, tell
from lianheng.instance.home import CHECKOUT
from lianheng.kernel.workflow import Workflow
from lianheng.manual import capabilities

NAME = "docs"
HELP = ("绘制流程图和权限表到 docs/", "draw the workflows and write who may do what, into docs/")
BARE = True

FOLDER = CHECKOUT / "docs" / "workflows"
CAPABILITIES = CHECKOUT / "docs" / "manual" / "capabilities.md"
SUFFIX = "_WORKFLOW"
INDEX = """# Workflows

Drawn by `lianheng docs` from the tables in the rules; `make check` holds them to it.

"""


def add_arguments(parser: ArgumentParser) -> None:
    """Whether to compare only."""
    said = say("只比较, 不写入", "compare only, write nothing")
    parser.add_argument("--check", action="store_true", help=said)


def run(args: Namespace) -> int:
    """Write the drawings; with --check, exit 1 and name those that differ from their tables."""
    if not FOLDER.parent.is_dir():
        raise Failed(say("只能在源码目录中使用", "only in a checkout, where docs/ is"))
    found = differences()
    if args.check:
        for path in found:
            tell(f"与规则不符, 请运行 lianheng docs: {path.name}", f"untrue, run lianheng docs: {path.name}")
        return 1 if found else 0
    write(found)
    return 0


def workflows() -> Iterator[tuple[str, str, Workflow]]:
    """Package, name and table of every workflow that the rules know."""
    for package in iter_modules(lianheng.__path__, "lianheng."):
        folder = Path(lianheng.__file__).parent / package.name.rpartition(".")[2]
        if not (folder / "rules.py").is_file() and not (folder / "rules").is_dir():
            continue
        for name, value in sorted(vars(import_module(f"{package.name}.rules")).items()):
            if isinstance(value, Workflow):
                yield folder.name, name, value


def drawings() -> dict[Path, str]:
    """What must stand in each file of the folder."""
    found = list(workflows())
    pages = {FOLDER / f"{_file(package, name)}.md": _page(package, name, it) for package, name, it in found}
    pages[CAPABILITIES] = capabilities.page()
    links = [f"- [{package}: {_words(name)}]({_file(package, name)}.md)" for package, name, _ in found]
    return {FOLDER / "README.md": INDEX + "\n".join(links) + "\n", **pages}


def differences() -> dict[Path, str | None]:
    """Files that are missing or untrue, and what each should say; none for one that should not be there."""
    wanted = drawings()
    found = [*FOLDER.glob("*.md"), *([CAPABILITIES] if CAPABILITIES.is_file() else [])]
    there = {path: path.read_text(encoding="utf-8") for path in found}
    stale: dict[Path, str | None] = dict.fromkeys(sorted(there.keys() - wanted.keys()))
    return {path: text for path, text in sorted(wanted.items()) if there.get(path) != text} | stale


def write(pages: dict[Path, str | None]) -> None:
    """Make the folder say what the rules say."""
    FOLDER.mkdir(exist_ok=True)
    for path, text in pages.items():
        if text is None:
            path.unlink()
        else:
            path.write_text(text, encoding="utf-8")


def _page(package: str, name: str, workflow: Workflow) -> str:
    said = f"Drawn by `lianheng docs` from `{name}` in the rules of `{package}`. Do not edit."
    return f"# {_words(name).capitalize()}\n\n{said}\n\n```mermaid\n{workflow.drawing()}```\n"


def _words(name: str) -> str:
    return name.removesuffix(SUFFIX).replace("_", " ").lower()


def _file(package: str, name: str) -> str:
    return f"{package}-{_words(name).replace(' ', '-')}"
