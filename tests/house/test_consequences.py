"""Consequences stand in one place, where a reader would look for them."""

import ast
from importlib import import_module

from django.apps import apps
from django.db.models import TextChoices

from .tree import all_sources, none, sources

HIDDEN = {"post_save", "pre_save", "post_delete", "pre_delete", "m2m_changed", "receiver", "Signal"}
HOOKS = {"save", "delete", "clean_fields", "full_clean", "refresh_from_db"}


def test_nothing_follows_from_a_signal():
    found = sources()
    assert len(found) > 80
    none(
        f"{source.name}:{line} {name}"
        for source in found
        for line, name in source.imports()
        if name.startswith("django") and ("signals" in name.split(".") or name.rpartition(".")[2] in HIDDEN)
    )


def test_no_verb_hides_in_saving_a_row():
    classes = [(source, each) for source in sources() if source.kind == "models" for each in source.classes()]
    assert len(classes) > 20
    none(
        f"{source.name} {each.name}.{method.name}"
        for source, each in classes
        for method in each.body
        if isinstance(method, ast.FunctionDef) and method.name in HOOKS
    )


def test_every_event_says_what_follows_from_it():
    from lianheng.flows.reactions import REACTIONS

    kinds = {str(kind) for each in _event_kinds() for kind in each}
    assert len(kinds) > 40
    keys = {str(kind) for kind in REACTIONS}
    assert {"says nothing": kinds - keys, "never happens": keys - kinds} == {
        "says nothing": set(),
        "never happens": set(),
    }


def test_every_event_is_recorded_by_somebody():
    recorded = " ".join(
        source.text for source in sources() if source.kind == "actions" or source.package == "flows"
    )
    named = [f"{each.__name__}.{kind.name}" for each in _event_kinds() for kind in each]
    assert len(named) > 40
    none([name for name in named if name not in recorded])


def test_the_name_of_an_event_begins_with_its_package():
    wrong = [
        kind
        for each in _event_kinds()
        for kind in each
        if kind.split(".")[0] != each.__module__.split(".")[1]
    ]
    none(wrong)


def test_nothing_is_pickled():
    none(
        f"{source.name}:{line} {name}"
        for source in all_sources()
        for line, name in source.imports()
        if name.split(".")[0] in {"pickle", "marshal", "shelve", "dill"}
    )


def _event_kinds() -> list[type[TextChoices]]:
    found = []
    for config in apps.get_app_configs():
        if config.name.startswith("lianheng."):
            try:
                terms = import_module(f"{config.name}.terms")
            except ModuleNotFoundError:
                continue
            found += [each for name, each in vars(terms).items() if name.endswith("Event")]
    return [each for each in found if issubclass(each, TextChoices)]
