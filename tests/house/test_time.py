"""Time has one port, and every moment knows its zone."""

import ast

from .tree import Source, none, sources

CLOCK = "lianheng/kernel/clock.py"
PORTS = {"timezone.now", "datetime.now", "datetime.utcnow", "datetime.today", "date.today"}
TICKING = {"time.time", "localtime", "time.localtime"}


def test_nobody_asks_the_machine_what_time_it_is_but_the_clock():
    others = [source for source in sources() if source.name != CLOCK]
    assert len(others) > 80
    none(
        f"{source.name}:{node.lineno} {ast.unparse(node.func)}"
        for source in others
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in _taboo(source)
    )


def test_no_moment_is_without_its_zone():
    made = [
        (source, node)
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"datetime", "datetime.combine", "datetime.now"}
    ]
    assert len(made) > 1
    none([f"{source.name}:{node.lineno}" for source, node in made if not _has_zone(node)])


def _taboo(source: Source) -> set[str]:
    """The ground floor knows no authority: there the age of a signature is counted in real seconds."""
    return PORTS if source.package == "instance" else PORTS | TICKING


def _has_zone(call: ast.Call) -> bool:
    enough = {"datetime": 8, "datetime.combine": 3, "datetime.now": 1}[ast.unparse(call.func)]
    return len(call.args) >= enough or any(word.arg in {"tzinfo", "tz"} for word in call.keywords)
