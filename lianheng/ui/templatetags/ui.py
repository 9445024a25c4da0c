"""The components as template tags; `/ui/` shows every one of them."""

import secrets
from collections.abc import Iterable
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, HiddenInput, RadioSelect
from django.template.base import Node, Parser, Token
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString

from lianheng.kernel.verdict import Verdict
from lianheng.ui import drawing, parts

register = template.Library()
register.simple_tag(parts.icon)
register.simple_tag(parts.light)
register.simple_tag(parts.pill)
register.simple_tag(parts.points)
register.simple_tag(drawing.sparkline)
register.simple_tag(drawing.trend)
register.simple_tag(drawing.columns)
register.filter(parts.plain_number)


@register.filter
def at(known: dict[str, object], key: str) -> object:
    """What is known under this key; the key itself when nothing is."""
    return known.get(key, key)


class FormToken(CsrfTokenNode):
    """In every form that sends: Django's token, and a number under which it is done once."""

    def render(self, context: Context) -> str:
        """Two hidden fields."""
        token = super().render(context)
        return format_html('{}<input type="hidden" name="once" value="{}">', token, secrets.token_urlsafe(12))


@register.tag
def csrf_token(parser: Parser, token: Token) -> FormToken:
    """Stands in for Django's own tag, so that no form can be written without its number."""
    return FormToken()


class Again(Node):
    """Shows a block of the page a second time."""

    def __init__(self, name: str, plain: bool) -> None:
        self.name, self.plain = name, plain

    def render(self, context: Context) -> str:
        """The block's most derived content, as text when it stands in a title."""
        assert context.render_context is not None
        blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
        block = blocks.get_block(self.name) if blocks else None
        said = block.render(context) if block else ""
        return " ".join(strip_tags(said).split()) if self.plain else said


@register.tag
def again(parser: Parser, token: Token) -> Again:
    """`{% again title %}`: the block once more; `{% again title plain %}`: without its markup."""
    _, name, *plain = token.split_contents()
    return Again(name.strip("\"'"), bool(plain))


@register.simple_block_tag
def panel(
    content: str,
    title: str = "",
    url: str = "",
    more: str = "",
    count: object = "",
    flush: bool = False,
    tone: str = "",
    id: str = "",
) -> SafeString:
    """A titled part of a page; `flush` when a table stands in it without margin."""
    said = {"content": content, "title": title, "url": url, "more": more, "count": count}
    return render_to_string("ui/panel.html", said | {"flush": flush, "tone": tone, "id": id})


@register.simple_block_tag
def why(content: str, label: str = "") -> SafeString:
    """The grounds of a number, a date, a light or a refusal, opened in place."""
    return render_to_string("ui/why.html", {"content": content, "label": label})


@register.simple_block_tag
def note(content: str, tone: str = "info") -> SafeString:
    """A remark that the reader must not miss: info, green, amber or red."""
    return render_to_string("ui/note.html", {"content": content, "tone": tone})


@register.inclusion_tag("ui/nothing.html")
def nothing(title: str, help: str = "", url: str = "", label: str = "") -> dict[str, Any]:
    """Why it is empty here, and what to do."""
    return {"title": title, "help": help, "url": url, "label": label}


@register.inclusion_tag("ui/stages.html")
def stages(now: int, *names: str) -> dict[str, Any]:
    """Steps in a row, the present one marked; the first is number 1."""
    return {"stages": [{"number": i, "name": name} for i, name in enumerate(names, start=1)], "now": now}


@register.inclusion_tag("ui/gauge.html")
def gauge(value: object, maximum: object, label: str = "", unit: str = "", tone: str = "") -> dict[str, Any]:
    """How much of a limit is used, in words and as a bar."""
    return {"value": value, "maximum": maximum, "label": label, "unit": unit, "tone": tone}


@register.inclusion_tag("ui/stat.html")
def stat(value: object, label: str, unit: str = "", url: str = "", tone: str = "") -> dict[str, Any]:
    """One big number with its name and unit."""
    return {"value": value, "label": label, "unit": unit, "url": url, "tone": tone}


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField, bare: bool = False) -> dict[str, Any]:
    """A field of a form: label above, mark when required, help and error under it; bare: without."""
    widget = bound.field.widget
    many = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    box = isinstance(widget, CheckboxInput)
    looks = "" if many else "form-check-input" if box else "form-control"
    if not many and not box and getattr(widget, "input_type", "") == "select":
        looks = "form-select"
    wrong = " is-invalid" if bound.errors else ""
    css = f"{widget.attrs.get('class', '')} {looks}{wrong}".strip()
    attrs: dict[str, str | bool] = {"class": css} if css else {}
    if bare:
        attrs["placeholder"] = ""
    return {"field": bound, "control": bound.as_widget(attrs=attrs), "many": many, "box": box, "bare": bare}


@register.inclusion_tag("ui/fields.html")
def fields(form: BaseForm) -> dict[str, Any]:
    """All fields of a form, one under the other."""
    return {"form": form}


@register.inclusion_tag("ui/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """What is wrong with a form, summed at its top, each error a link to its field."""
    return {
        "form": form,
        "wrong": [bound for bound in form if bound.errors],
        "hidden": [bound for bound in form if bound.errors and isinstance(bound.field.widget, HiddenInput)],
    }


@register.inclusion_tag("ui/action_button.html", takes_context=True)
def action_button(
    context: Context,
    verdict: Verdict | None,
    label: str,
    url: str = "",
    tone: str = "",
    confirm: str = "",
    key: str = "",
    **hidden: object,
) -> dict[str, Any]:
    """A verb as a button of its own; when the verdict is no, disabled with the reason beside it."""
    return {
        "refused": verdict.why_not if verdict is not None and not verdict else None,
        "label": label,
        "url": url,
        "tone": tone,
        "confirm": confirm,
        "key": key,
        "hidden": hidden,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("ui/action_link.html")
def action_link(
    verdict: Verdict | None, label: str, url: str, tone: str = "", key: str = ""
) -> dict[str, Any]:
    """A link that looks like a button; when the verdict is no, disabled with the reason beside it."""
    refused = verdict.why_not if verdict is not None and not verdict else None
    return {"refused": refused, "label": label, "url": url, "tone": tone, "key": key}


@register.inclusion_tag("ui/related.html", takes_context=True)
def related(context: Context, ref: object, label: str = "") -> dict[str, Any]:
    """What other departments keep about a record, as far as the reader may see it; a context says what."""
    find = context.get("related")
    return {"links": find(ref) if find else (), "label": label}


@register.inclusion_tag("ui/submit.html")
def submit(verdict: Verdict | None, label: str, tone: str = "primary", key: str = "") -> dict[str, Any]:
    """The submit button of a form that stands around it; when the verdict is no, disabled with the reason."""
    refused = verdict.why_not if verdict is not None and not verdict else None
    return {"refused": refused, "label": label, "tone": tone, "key": key}


@register.simple_tag
def menu(frame: Any) -> SafeString:
    """The main menu; drawn once and shown at the side or, on a narrow screen, in the bar."""
    return render_to_string("ui/menu.html", {"frame": frame})


@register.filter
def is_current(group: Any) -> bool:
    """Whether the page that is open stands in this group of the menu."""
    return any(_of(item, "active") for item in _of(group, "items") or ())


@register.filter
def fits_open(menu: Iterable[Any]) -> bool:
    """Whether the whole menu can stand open on an office screen."""
    lengths = [len(_of(group, "items") or ()) for group in menu or ()]
    return sum(lengths) <= 14


def _of(thing: Any, name: str) -> Any:
    return thing.get(name) if isinstance(thing, dict) else getattr(thing, name, None)


@register.filter
def undo_url(message: Any) -> str:
    """Where to undo what a message tells of: `extra_tags="undo:/somewhere/"`."""
    _, found, url = (getattr(message, "extra_tags", "") or "").partition("undo:")
    return url.split(" ")[0] if found else ""
