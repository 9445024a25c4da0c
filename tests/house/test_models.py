"""Tables: nothing disappears with something else; every table can be named and made up for a test."""

from importlib import import_module

from django.apps import apps
from django.db import models

from .tree import ROOT, none, sources

# Rows of these come only from the journal's own action, with what it seals.
SEALED = {"journal.Event", "journal.Pending"}


def _models() -> list[type[models.Model]]:
    found = [model for model in apps.get_models() if model.__module__.startswith("lianheng.")]
    assert len(found) > 20
    return found


def _names(found: list[type[models.Model]]) -> set[str]:
    return {model._meta.label for model in found}


def test_nothing_disappears_with_something_else():
    keys = [
        field
        for model in _models()
        for field in model._meta.get_fields()
        if field.many_to_one or field.one_to_one
    ]
    ours = [key for key in keys if key.concrete and not key.auto_created]
    assert len(ours) > 30
    none([str(key) for key in ours if key.remote_field.on_delete is not models.PROTECT])


def test_every_model_and_field_has_its_chinese_name():
    nameless = [model._meta.label for model in _models() if model._meta.verbose_name.isascii()]
    fields = [field for model in _models() for field in model._meta.fields if not field.primary_key]
    assert len(fields) > 100
    plain = [str(field) for field in fields if str(field.verbose_name).isascii() and field.name != "password"]
    assert (nameless, plain) == ([], [])


def test_what_is_shown_to_people_has_its_order():
    """Without one, the same page twice could show two different things."""
    shown = [model for model in _models() if hasattr(model._default_manager.all(), "visible_to")]
    assert len(shown) >= 5
    none(model._meta.label for model in shown if not model._meta.ordering)


def test_every_model_can_be_made_up_for_a_test():
    made = {
        value._meta.model._meta.label
        for path in sorted((ROOT / "tests" / "factories").glob("*.py"))
        for value in vars(import_module(f"tests.factories.{path.stem}")).values()
        if getattr(value, "_meta", None)
        and getattr(value._meta, "model", None)
        and hasattr(value, "create_batch")
    }
    assert len(made) > 15
    assert _names(_models()) - SEALED - made == set()


def test_migrations_import_no_code_of_the_product():
    """What a migration did must not change when the code does."""
    found = [source for source in sources(migrations=True) if "/migrations/" in source.name]
    assert len(found) > 8
    none(
        f"{source.name}:{line} {name}"
        for source in found
        for line, name in source.imports()
        if name.startswith("lianheng.") and not name.startswith("lianheng.organisation.models.AccountManager")
    )
