"""The source of the house as the house tests read it: files, their syntax trees, their functions."""

import ast
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT = ROOT / "lianheng"
NOT_OURS = {"node_modules", "static-built", "var", "__pycache__"}
FILES = {"urls", "views", "forms", "actions", "queries", "sweeps", "measures", "policy", "models", "rules"}
FILES |= {"terms"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file of the house."""

    path: Path

    @property
    def name(self) -> str:
        """Where it is, as seen from the top of the checkout."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def package(self) -> str:
        """The room that it belongs to, or nothing for a file outside the product."""
        parts = self.path.relative_to(ROOT).parts
        return parts[1] if parts[0] == "lianheng" and len(parts) > 2 else ""

    @property
    def kind(self) -> str:
        """Which of the few files of a package it is: `actions/deciding.py` is of the kind actions."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts[2:]
        return next((part for part in parts[:2] if part in FILES), "")

    @property
    def text(self) -> str:
        """What it says."""
        return _text(self.path)

    @property
    def tree(self) -> ast.Module:
        """What it says, as a syntax tree."""
        return _parsed(self.path)

    def at(self, node: Function | ast.ClassDef) -> str:
        """Where somebody has to look."""
        return f"{self.name}:{node.lineno} {node.name}"

    def functions(self) -> Iterator[Function]:
        """Every function and method, however deep."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def public_functions(self) -> Iterator[Function]:
        """The functions that others may call."""
        return (node for node in self.tree.body if isinstance(node, Function) and node.name[0] != "_")

    def classes(self) -> Iterator[ast.ClassDef]:
        """The classes at the top of the file."""
        return (node for node in self.tree.body if isinstance(node, ast.ClassDef))

    def imports(self) -> Iterator[tuple[int, str]]:
        """Line and full dotted name of everything imported at run time, relative imports resolved."""
        for node in _walk_at_run_time(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = self._base(node)
                yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)

    def _base(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        here = self.path.relative_to(ROOT).with_suffix("").parts[: -node.level]
        return ".".join([*here, *([node.module] if node.module else [])])


def _walk_at_run_time(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from _walk_at_run_time(child)


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(_text(path), str(path))


@cache
def committed() -> tuple[Path, ...]:
    """Every file of the checkout that is ours; told by the folders, so that it works without git."""
    found = []
    for folder, below, names in os.walk(ROOT):
        below[:] = sorted(name for name in below if _is_ours(name))
        found += [Path(folder, name) for name in sorted(names)]
    return tuple(path for path in found if path.suffix != ".pyc")


def _is_ours(folder: str) -> bool:
    return folder == ".ci" or not (folder[0] == "." or folder in NOT_OURS or folder.endswith(".egg-info"))


def sources(*, migrations: bool = False) -> list[Source]:
    """The Python files of the product and its configuration."""
    tops = ("lianheng", "config")
    found = [path for path in committed() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in tops]
    return [Source(path) for path in found if migrations or "migrations" not in path.parts]


def all_sources() -> list[Source]:
    """Every Python file that we wrote, tests, scripts and benchmarks too."""
    return [Source(p) for p in committed() if p.suffix == ".py" and "migrations" not in p.parts]


def of_kind(*kinds: str) -> list[Source]:
    """The files of these kinds in every package."""
    return [source for source in sources() if source.kind in kinds]


def templates() -> list[Path]:
    """Every template."""
    return [path for path in committed() if path.suffix == ".html" and PRODUCT in path.parents]


def called(node: ast.AST) -> Iterator[str]:
    """The names of everything called inside, as written."""
    return (ast.unparse(each.func) for each in ast.walk(node) if isinstance(each, ast.Call))


def length(function: Function) -> int:
    """How many lines a function has, its decorators left out."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def none(wrong: Iterable[object]) -> None:
    """Nothing is wrong; or else all of it, one a line."""
    found = sorted(str(one) for one in wrong)
    assert not found, f"{len(found)} to mend\n" + "\n".join(found)
