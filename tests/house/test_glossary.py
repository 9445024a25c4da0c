"""One dictionary: what the authority says, what the code says, what the screen says."""

import re
from importlib import import_module
from typing import NamedTuple

import pytest
from django.apps import apps
from django.db.models import Model, TextChoices

from .tree import PRODUCT, ROOT, none

GLOSSARY = ROOT / "docs" / "glossary.md"


class Row(NamedTuple):
    """A word of the dictionary."""

    chinese: str
    english: str
    code: str
    basis: str


@pytest.fixture(scope="module")
def rows() -> dict[str, Row]:
    """The rows that name something in the code, by that name."""
    lines = GLOSSARY.read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    found = [Row(*each) for each in cells if each[2].startswith("`")]
    assert len(found) > 150
    names = [row.code.strip("`") for row in found]
    none({f"{name} stands twice" for name in names if names.count(name) > 1})
    return dict(zip(names, found, strict=True))


def test_every_package_stands_in_the_glossary(rows):
    packages = {path.parent.name for path in PRODUCT.glob("*/__init__.py")}
    assert len(packages) > 10
    none(packages - rows.keys())


def test_every_model_stands_in_the_glossary(rows):
    models = {_name(model): model for model in apps.get_models() if model.__module__.startswith("lianheng.")}
    assert len(models) > 20
    none(models.keys() - rows.keys())


def test_every_class_of_words_stands_in_the_glossary(rows):
    files = [*PRODUCT.glob("*/terms.py"), *PRODUCT.glob("*/terms/__init__.py")]
    packages = {path.relative_to(PRODUCT).parts[0] for path in files}
    classes = {_name(each) for package in packages for each in _words_of(package)}
    assert len(classes) > 20
    none(classes - rows.keys())


def test_every_row_that_names_something_in_the_code_finds_it(rows):
    none(name for name in rows if _found(name) is None)


def test_the_screen_says_what_the_glossary_says(rows):
    said = {name: _said(name) for name in rows}
    assert sum(text is not None for text in said.values()) > 100
    none(
        f"{name}: the glossary says {rows[name].chinese}, the screen {text}"
        for name, text in said.items()
        if text is not None and text != rows[name].chinese
    )


def test_every_row_has_both_languages(rows):
    none(name for name, row in rows.items() if row.chinese.isascii() or not re.search("[a-z]", row.english))


def test_packages_stand_in_the_order_of_the_floors(rows):
    law = (ROOT / ".importlinter").read_text(encoding="utf-8").split("containers")[0]
    floors = [line for line in law.splitlines() if re.match(r" +\(?lianheng\.", line)]
    names = [re.findall(r"lianheng\.(\w+)", floor) for floor in floors]
    height = {package: -floor for floor, packages in enumerate(names) for package in packages}
    order = [name for name in rows if "." not in name]
    assert [height[name] for name in order] == sorted(height[name] for name in order)


def _name(thing: type) -> str:
    return f"{thing.__module__.split('.')[1]}.{thing.__name__}"


def _words_of(package: str) -> list[type[TextChoices]]:
    terms = import_module(f"lianheng.{package}.terms")
    classes = [each for each in vars(terms).values() if isinstance(each, type)]
    own = [each for each in classes if f"{each.__module__}.".startswith(f"{terms.__name__}.")]
    return [each for each in own if issubclass(each, TextChoices)]


def _found(name: str) -> object | None:
    """What a row names: a package, a model, a class of words, one word, or anything by its full path."""
    package, *rest = name.split(".")
    if not rest:
        return package if (PRODUCT / package).is_dir() else None
    for module in (f"{package}.models", f"{package}.terms", ".".join([package, *rest[:-1]])):
        try:
            thing: object | None = import_module(f"lianheng.{module}")
        except ModuleNotFoundError:
            continue
        for part in rest if module.count(".") == 1 and module.endswith(("models", "terms")) else rest[-1:]:
            thing = getattr(thing, part, None)
        if thing is not None:
            return thing
    return None


def _said(name: str) -> str | None:
    """What people read where the code uses this name."""
    thing = _found(name)
    if isinstance(thing, TextChoices):
        return str(thing.label)
    if isinstance(thing, type) and issubclass(thing, Model):
        return str(thing._meta.verbose_name)
    if isinstance(thing, str) and apps.is_installed(f"lianheng.{thing}"):
        return str(apps.get_app_config(thing).verbose_name)
    return None
