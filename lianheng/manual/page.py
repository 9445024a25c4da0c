"""A chapter as a page: its links lead to chapters and screens, its pictures come from beside it."""

from collections.abc import Callable, Sequence

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it.token import Token

from .book import READER, anchor_of

WALK, IMAGE, CHAPTER = "walk:", "images/", ".md"
Find = Callable[[str], str]


def nowhere(name: str) -> str:
    """Leads to no screen."""
    return ""


def shown(tokens: Sequence[Token], *, menu: Find = nowhere, step: Find = nowhere) -> SafeString:
    """These blocks as markup; `menu` and `step` say where a name of the text leads.

    The reader escapes whatever it finds, and nothing else is added unescaped.
    """
    copies = [_copied(token, menu, step) for token in tokens]
    for at, token in enumerate(copies):
        if token.type == "heading_open":
            token.attrSet("id", anchor_of("".join(each.content for each in copies[at + 1].children or ())))
        elif token.type == "table_open":
            token.attrSet("class", "data")
    return mark_safe(READER.renderer.render(copies, READER.options, {}))  # nosec B308 B703 # see above


def _copied(token: Token, menu: Find, step: Find) -> Token:
    """A block may be shown to many, so that what is changed for one is a copy."""
    copy = token.copy(attrs=dict(token.attrs))
    if token.children:
        copy.children = _linked([each.copy(attrs=dict(each.attrs)) for each in token.children], menu, step)
    return copy


def _linked(children: list[Token], menu: Find, step: Find) -> list[Token]:
    for at, token in enumerate(children):
        if token.type == "link_open":
            token.attrSet("href", _address(str(token.attrs["href"]), step))
        elif token.type == "image":
            token.attrSet("src", _picture(str(token.attrs["src"])))
            token.attrSet("loading", "lazy")
        elif token.type == "strong_open" and (url := menu(children[at + 1].content)):
            _lead(token, children[at + 2], url)
    return [token for token in children if token.attrs.get("href") != ""]


def _lead(opened: Token, closed: Token, url: str) -> None:
    """Bold that names a line of the menu leads there."""
    opened.type, opened.tag, opened.attrs = "link_open", "a", {"href": url, "class": "place"}
    closed.type, closed.tag = "link_close", "a"


def _address(href: str, step: Find) -> str:
    if href.startswith(WALK):
        return step(href.removeprefix(WALK))
    code, _, anchor = href.partition("#")
    if not code.endswith(CHAPTER):
        return href
    url = reverse("manual:chapter", args=[code.removesuffix(CHAPTER)])
    return f"{url}#{anchor}" if anchor else url


def _picture(src: str) -> str:
    return reverse("manual:image", args=[src.removeprefix(IMAGE).removesuffix(".png")])
