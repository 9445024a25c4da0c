"""The list of talks: its columns, filters and order; whoever sees a talk here may open it."""

from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from lianheng.kernel.due import Due
from lianheng.ui.parts import light, pill
from lianheng.ui.shown import written
from lianheng.ui.table import Column, Filter, Table

from .terms import TalkColumn, TalkKind, TalkListed, TalkWord


def _url(row: Any) -> str:
    return reverse("talks:talk", args=[row.pk])


def _title(row: Any) -> str:
    return f"{row.get_kind_display()}: {row.person or TalkWord.NOBODY.label}"


def _moment(row: Any) -> Any:
    return row.held_at or row.planned_at or TalkWord.OPEN.label


def _at(row: Any) -> Any:
    """When it was held, or is to be held and how near that is."""
    if row.held_at or not row.planned_at or row.light == Due.NONE:
        return _moment(row)
    return format_html("<span>{}&ensp;{}</span>", written(row.planned_at), light(row.light, row.days_left))


def _about(rows: Any, said: str) -> Any:
    return rows.about(said)


TALKS = Table(
    "talks",
    columns=(
        Column(TalkColumn.TALK, value=_title, link=_url),
        Column(TalkColumn.UNIT, sort="unit__position"),
        Column(TalkColumn.LED_BY, value=lambda row: row.led_by or TalkWord.OPEN.label, keep=True),
        Column(TalkColumn.AT, value=_at, plain=_moment, sort="planned_at", keep=True),
        Column(TalkColumn.STATE, value=lambda row: pill(row.state, row.get_state_display()), keep=True),
        Column(TalkColumn.SECOND, hide=True, keep=True),
        Column(TalkColumn.RECORDER, hide=True, keep=True),
        Column(TalkColumn.PLACE, hide=True),
        Column(TalkColumn.BECAUSE, hide=True),
        Column(TalkColumn.OPENED_AT, sort="opened_at", hide=True, keep=True),
        Column(TalkColumn.CLOSED_AT, sort="closed_at", hide=True, keep=True),
    ),
    filters=(
        Filter(TalkColumn.KIND, choices=TalkKind.choices),
        Filter(TalkColumn.SEARCH, kind="text", apply=_about),
    ),
    order=("planned_at", "-opened_at"),
    size=20,
)


def listed_talks(state: TalkListed) -> Table:
    """Those under way, the nearest first; the settled ones, the latest first."""
    return TALKS if state == TalkListed.OPEN else replace(TALKS, order=("-opened_at",))
