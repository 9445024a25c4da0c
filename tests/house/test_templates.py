"""Pages: everything served by ourselves, nothing inline, nothing left over."""

import re

import pytest
from django.template.loader import get_template

from .tree import ROOT, none, sources, templates

INLINE = {
    "a style element": r"<style\b",
    "an inline style": r"\sstyle\s*=",
    "an inline script": r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>",
    "an event attribute": r"\son[a-z]+\s*=",
    "an htmx expression": r"hx-on|hx-vars|hx-vals\s*=\s*['\"]js:|hx-trigger\s*=\s*\"[^\"]*\[",
    "a javascript address": r"javascript:",
    "an address elsewhere": r"(?:src|href|action)\s*=\s*['\"](?:https?:)?//",
    "unescaped text": r"\|\s*safe\b|autoescape\s+off",
}


@pytest.mark.parametrize("what", INLINE)
def test_no_template_has(what):
    found = templates()
    assert len(found) > 15
    pattern = re.compile(INLINE[what], re.IGNORECASE)
    none(
        f"{path.relative_to(ROOT)}:{number} {line.strip()}"
        for path in found
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    )


def test_every_template_is_used():
    found = {_name(path): path for path in templates()}
    assert len(found) > 15
    words = [path.read_text(encoding="utf-8") for path in found.values()]
    words += [source.text for source in sources()]
    asked = {name for text in words for name in re.findall(r"[\"']([\w/.-]+\.html)(?:#[\w-]+)?[\"']", text)}
    answering = {"403.html", "404.html", "500.html", "403_csrf.html"}
    unused = {name for name in found if name not in asked | answering and not _overrides_a_library(name)}
    assert unused == set()


def test_every_template_can_be_read():
    for path in templates():
        get_template(_name(path))


def test_every_form_that_posts_carries_its_token():
    forms = [
        (path, form)
        for path in templates()
        for form in re.findall(
            r"<form\b[^>]*post.*?</form>", path.read_text(encoding="utf-8"), re.DOTALL | re.IGNORECASE
        )
    ]
    assert len(forms) > 5
    none([str(path.relative_to(ROOT)) for path, form in forms if "csrf_token" not in form])


def _name(path) -> str:
    return path.as_posix().rpartition("/templates/")[2]


def _overrides_a_library(name: str) -> bool:
    return name.split("/")[0] in {"account", "allauth", "mfa", "socialaccount", "usersessions"}
