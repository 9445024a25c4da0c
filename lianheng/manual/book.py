"""The book: `docs/manual/*.md`, read once; its README is the table of contents."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from markdown_it import MarkdownIt
from markdown_it.token import Token

from lianheng.instance.home import CHECKOUT

FOLDER = CHECKOUT / "docs" / "manual"
IMAGES = FOLDER / "images"
CONTENTS = "README"
NO_ANCHOR = re.compile(r"[^\w\s-]|_")
# Without HTML: whatever is written in a chapter is text.
READER = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True)
class Section:
    """What stands under one heading."""

    title: str
    anchor: str
    level: int
    tokens: tuple[Token, ...]

    @cached_property
    def text(self) -> str:
        """What it says, without its marks."""
        return "\n".join(said for token in self.tokens if (said := _plain(token)))

    @cached_property
    def links(self) -> tuple[str, ...]:
        """Where its text leads."""
        return tuple(str(each.attrs["href"]) for each in inside(self.tokens) if each.type == "link_open")

    @cached_property
    def places(self) -> frozenset[str]:
        """The lines of the menu that it speaks of, as it writes them."""
        return frozenset(bold for token in self.tokens for bold in _bold(token))


@dataclass(frozen=True)
class Chapter:
    """One file of the book."""

    code: str
    tokens: tuple[Token, ...]

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The chapter's parts in order; the first holds the chapter's own title."""
        starts = [i for i, token in enumerate(self.tokens) if token.type == "heading_open"]
        ends = [*starts[1:], len(self.tokens)]
        return tuple(_section(self.tokens[a:b]) for a, b in zip(starts, ends, strict=True))

    @property
    def title(self) -> str:
        """What it is called."""
        return self.sections[0].title

    @property
    def images(self) -> list[str]:
        """The pictures that it shows."""
        return [str(each.attrs["src"]) for each in inside(self.tokens) if each.type == "image"]


@dataclass(frozen=True)
class Part:
    """Chapters that belong together, as the table of contents has them."""

    title: str
    chapters: tuple[Chapter, ...]


@cache
def chapter(code: str) -> Chapter:
    """The chapter with that code."""
    return Chapter(code, tuple(READER.parse((FOLDER / f"{code}.md").read_text(encoding="utf-8"))))


@cache
def parts() -> tuple[Part, ...]:
    """The table of contents: each heading of the README, and the chapters linked below it."""
    found = []
    for section in chapter(CONTENTS).sections:
        chapters = tuple(chapter(to.removesuffix(".md")) for to in section.links if to.endswith(".md"))
        if chapters:
            found.append(Part(section.title, chapters))
    return tuple(found)


def chapters() -> dict[str, Chapter]:
    """Every chapter by its code, in order."""
    return {each.code: each for part in parts() for each in part.chapters}


def inside(tokens: tuple[Token, ...]) -> Iterator[Token]:
    """What stands inside the lines of these blocks."""
    return (child for token in tokens for child in token.children or ())


def anchor_of(title: str) -> str:
    """The name of a heading in an address, as it is made elsewhere too."""
    return "-".join(NO_ANCHOR.sub("", title).lower().split())


def _section(tokens: tuple[Token, ...]) -> Section:
    title = _plain(tokens[1])
    return Section(title, anchor_of(title), int(tokens[0].tag[1:]), tokens)


def _plain(token: Token) -> str:
    return "".join(child.content or " " * (child.type == "softbreak") for child in token.children or ())


def _bold(token: Token) -> Iterator[str]:
    children = token.children or []
    for at, child in enumerate(children[:-1]):
        if child.type == "strong_open":
            yield children[at + 1].content
