"""The smallest parts of a page as markup: light, pill, points, icon; for templates and table cells alike."""

from decimal import Decimal
from functools import lru_cache

from django.templatetags.static import static
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from .terms import Word

# Which colour a light's code shows; the word always stands beside it.
LIGHTS = {
    "done": "green",
    "late": "amber",
    "calm": "calm",
    "near": "amber",
    "overdue": "red",
    "none": "none",
    "green": "green",
    "amber": "amber",
    "yellow": "amber",
    "red": "red",
}
# Which colour a state's code shows, over all departments; a code not named here is plain.
TONES = {
    "accepted": "green",
    "adopted": "green",
    "published": "green",
    "confirmed": "green",
    "excellent": "green",
    "qualified": "green",
    "upheld": "green",
    "granted": "green",
    "done": "green",
    "live": "green",
    "ready": "green",
    "writing": "blue",
    "waiting": "plain",
    "submitted": "blue",
    "tallied": "blue",
    "prepared": "blue",
    "opened": "blue",
    "running": "blue",
    "drafted": "blue",
    "filed": "blue",
    "reported": "blue",
    "asked": "blue",
    "signed": "blue",
    "taken_over": "blue",
    "approved": "green",
    "closed": "green",
    "issued": "blue",
    "open": "blue",
    "near": "amber",
    "basic": "amber",
    "proposed": "amber",
    "late": "amber",
    "returned": "amber",
    "demo": "amber",
    "lapsed": "red",
    "failed": "red",
    "falsified": "red",
    "not_done": "red",
    "overdue": "red",
}


def icon(name: str, size: int = 18) -> SafeString:
    """One icon of the sprite; decoration only, the word stands beside it."""
    return format_html(
        '<svg class="icon" width="{0}" height="{0}" aria-hidden="true" focusable="false">'
        '<use href="{1}#{2}"></use></svg>',
        size,
        static("vendor/icons.svg"),
        name,
    )


def _says(code: str, days: int | None) -> str:
    if days is None:
        return str(Word(code).label) if code in Word.values else ""
    if code == Word.NEAR and not days:
        return str(Word.TODAY.label)
    if code in (Word.NEAR, Word.OVERDUE):
        return str(Word(f"{code}_days").label).format(days=abs(days))
    return str(Word(code).label) if code in Word.values else ""


def light(code: object, days: int | None = None, word: object = "") -> SafeString:
    """Green, amber, red or none, always with a word; `days` are those left, or those past when negative."""
    key = str(getattr(code, "value", code) or "none")
    said = word or _says(key, days) or getattr(code, "label", "") or key
    return _light(LIGHTS.get(key, "none"), str(said))


@lru_cache(maxsize=512)
def _light(colour: str, said: str) -> SafeString:
    return format_html('<span class="light is-{}"><i></i>{}</span>', colour, said)


def pill(state: object, label: object = "", tone: str = "") -> SafeString:
    """A state as a word with a quiet colour."""
    key = str(getattr(state, "value", state) or "")
    said = label or getattr(state, "label", "") or key
    return _pill(tone or TONES.get(key, "plain"), str(said))


@lru_cache(maxsize=512)
def _pill(tone: str, said: str) -> SafeString:
    return format_html('<span class="pill is-{}">{}</span>', tone, said)


def plain_number(number: object) -> str:
    """A number without the noughts that say nothing: 92.00 is 92, -0.50 is -0.5."""
    if not isinstance(number, Decimal):
        return str(number)
    said = format(number, "f")
    return said.rstrip("0").rstrip(".") if "." in said else said


def points(number: object) -> SafeString:
    """Points of an entry, with their sign."""
    if number is None or number == "":
        return SafeString("–")
    value = number if isinstance(number, Decimal) else Decimal(str(number))
    kind = "minus" if value < 0 else "plus" if value > 0 else "zero"
    sign = "+" if value > 0 else ""
    return format_html('<span class="points is-{}">{}{}</span>', kind, sign, plain_number(value))


def link(url: str, text: object) -> SafeString:
    """A link, or the text alone when there is nowhere to go."""
    return format_html('<a href="{}">{}</a>', url, text) if url else escape(text)
