"""An action: lock, check, change, record, in one transaction and in somebody's name."""

import ast

from .tree import Function, Source, called, none, of_kind

RECORDER = "journal"
RECORDING = {"record", "record_all"}


def _actions() -> list[tuple[Source, Function]]:
    found = [(source, each) for source in of_kind("actions") for each in source.public_functions()]
    assert len(found) > 12
    return [(source, each) for source, each in found if source.package != RECORDER]


def test_every_action_is_done_by_somebody():
    none(
        [
            source.at(each)
            for source, each in _actions()
            if "by" not in [argument.arg for argument in each.args.kwonlyargs]
        ]
    )


def test_every_action_is_one_transaction():
    none(
        [
            source.at(each)
            for source, each in _actions()
            if not any("atomic" in ast.unparse(decorator) for decorator in each.decorator_list)
        ]
    )


def test_every_action_records_what_happened():
    none([source.at(each) for source, each in _actions() if not _records(source, each)])


def test_no_action_takes_more_than_it_names():
    """A starred argument would let anything into a row."""
    none([f"{source.name} {each.name}" for source, each in _actions() if each.args.kwarg])


def _records(source: Source, action: Function) -> bool:
    """The action records, or a function of its file that it calls does."""
    here = {each.name: set(called(each)) for each in source.tree.body if isinstance(each, Function)}
    reached, news = {action.name}, {action.name}
    while news:
        news = {name for one in news for name in here[one] if name in here} - reached
        reached |= news
    return any(RECORDING & here[name] for name in reached)
