"""Somebody who tries every way out of a text, in every field that a person can fill."""

import re
from html.parser import HTMLParser

from django.db import DatabaseError, models, transaction
from factory.django import DjangoModelFactory

from tests.house import access

# Ways out of text, of an attribute in either quotes, of a script, of a text area, of a comment.
WAYS_OUT = ('"><x-c{}>', "'><x-c{}>", "<x-c{}>", "</script><x-c{}>", "</textarea><x-c{}>", "--><x-c{}>")
WAYS_OUT += ('" onfocus=x-c{} "', "' onfocus=x-c{} '", "{{{{7*7}}}}<x-c{}>", "</title><x-c{}>")
LEADING = {"href", "src", "action", "formaction", "srcdoc", "data", "poster", "xlink:href"}
RUNNING = re.compile(r"\s*(?:javascript|vbscript|data):", re.IGNORECASE)
MARK = re.compile(r"x-c(\d+)")
# What the system writes itself, or reads again as a word of its own.
OURS = {"kind", "ref_kind", "cause_kind", "record_kind", "code", "path", "key", "measure", "scope", "period"}
OURS |= {"peer_class", "sort_key", "number", "password", "username", "page", "query", "list", "rights", "url"}
OURS |= {"sha256", "cleaned", "media_type", "digest", "led_to", "gateway", "address", "part", "trouble"}
OURS |= {"failure"}


class Hand:
    """Writes a way out into every field that a person can fill, in every row that a factory makes."""

    def __init__(self) -> None:
        self.fields: list[str] = []

    def make(self, write, model, said):
        """The row with everything filled; where that cannot be, with what was said; else as it was."""
        free = {field.name: field for field in model._meta.fields if _is_free(field)}
        for names in (set(free), {name for name in free if said.get(name)}, set()):
            words = {name: self.word(model, free[name]) for name in sorted(names)}
            try:
                with transaction.atomic():
                    return write(**said | {name: word for name, word in words.items() if word})
            except (DatabaseError, ValueError):
                continue
        raise AssertionError(f"{model} cannot be made")

    def word(self, model, field) -> str:
        """A way out with the number of the field, which is found again on the page."""
        name = f"{model._meta.label}.{field.name}"
        if name not in self.fields:
            self.fields.append(name)
        number = self.fields.index(name)
        longest = field.max_length or 1000
        fitting = [way for way in WAYS_OUT if len(way.format(number)) <= longest]
        return fitting[number % len(fitting)].format(number) if fitting else ""


def _is_free(field) -> bool:
    is_text = isinstance(field, models.CharField | models.TextField)
    return is_text and not field.choices and not field.unique and field.name not in OURS


class Page(HTMLParser):
    """Notes what the page is made of that it should not be made of."""

    def __init__(self, said: str) -> None:
        super().__init__()
        self.wrong, self.shown = [], set()
        self.feed(said)

    def handle_starttag(self, tag, attrs):
        """An element, or an attribute, that somebody typed."""
        if MARK.fullmatch(tag):
            self.wrong.append(tag)
        for name, value in attrs:
            if name.startswith("on") or (name in LEADING and RUNNING.match(value or "")):
                self.wrong.append(f"{tag} {name}={value}")
            self.shown |= set(MARK.findall(value or ""))

    def handle_data(self, data):
        """Text that somebody typed is shown as text."""
        self.shown |= set(MARK.findall(data))


def written(monkeypatch, tmp_path) -> tuple[Hand, access.World]:
    """The district of the house tests, written by that hand."""
    monkeypatch.setenv("LIANHENG_HOME", str(tmp_path))
    hand, write = Hand(), DjangoModelFactory._create.__func__

    def create(factory, model, *args, **kwargs):
        return hand.make(lambda **said: write(factory, model, *args, **said), model, kwargs)

    monkeypatch.setattr(DjangoModelFactory, "_create", classmethod(create))
    return hand, access.world()
