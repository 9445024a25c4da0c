"""An action: lock, check, change, record, in one transaction and in somebody's name."""

import ast

from .tree import Function, Source, called, none, of_kind

RECORDER = "journal"
CONSEQUENCES = {"notices.tell"}
PRIVATE = {"notices.read", "notices.read_all"}
RECORDING = {"record", "record_all"}


def _actions() -> list[tuple[Source, Function]]:
    """The verbs at each package's door: all of `actions.py`, or what `actions/__init__.py` names.

    A lock is none: it changes nothing, and somebody else's transaction holds it.
    """
    files = [source for source in of_kind("actions") if source.package != RECORDER]
    doors = {(source.package, name) for source in files for name in _doors(source)}
    verbs = [(source, each) for source in files for each in source.public_functions()]
    found = [(source, each) for source, each in verbs if (source.package, each.name) in doors]
    assert len(found) > 25
    return [(source, each) for source, each in found if not each.name.startswith("lock_")]


def _doors(source: Source) -> set[str]:
    if source.path.stem == "actions":
        return {each.name for each in source.public_functions()}
    if source.path.parts[-2:] == ("actions", "__init__.py"):
        return {name.rpartition(".")[2] for _, name in source.imports()}
    return set()


def test_every_action_is_done_by_somebody():
    none(
        source.at(each)
        for source, each in _actions()
        if f"{source.package}.{each.name}" not in CONSEQUENCES
        and "by" not in [argument.arg for argument in each.args.kwonlyargs]
    )


def test_every_action_is_one_transaction():
    none(
        source.at(each)
        for source, each in _actions()
        if not any("atomic" in ast.unparse(decorator) for decorator in each.decorator_list)
    )


def test_every_action_records_what_happened():
    """But what concerns only oneself is no event, and a notice is told because of one."""
    none(
        source.at(each)
        for source, each in _actions()
        if f"{source.package}.{each.name}" not in PRIVATE | CONSEQUENCES and not _records(source, each)
    )


def _records(source: Source, action: Function) -> bool:
    """The action records, or a function or method of its file that it calls does."""
    here = {each.name: {name.rpartition(".")[2] for name in called(each)} for each in source.functions()}
    reached, news = {action.name}, {action.name}
    while news:
        news = {name for one in news for name in here[one] if name in here} - reached
        reached |= news
    return any(RECORDING & here[name] for name in reached)
