"""Small drawings made on the server as SVG: a sparkline, a trend with its values, a distribution."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .parts import plain_number

Number = int | float | Decimal | None
Point = tuple[str, Number]


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a value stands between the floor and the ceiling of a drawing."""

    low: float
    high: float
    top: int
    bottom: int

    @classmethod
    def over(cls, values: Sequence[Number], top: int, bottom: int, low: Number, high: Number) -> "Scale":
        """The scale on which all these values have room."""
        known = [float(value) for value in values if value is not None] or [0.0]
        floor = min(known) if low is None else float(low)
        ceiling = max(known) if high is None else float(high)
        return cls(floor, ceiling if ceiling > floor else floor + 1, top, bottom)

    def y(self, value: Number) -> int:
        """The height of this value, from above."""
        share = (float(value or 0) - self.low) / (self.high - self.low)
        return round(self.bottom - max(0.0, min(1.0, share)) * (self.bottom - self.top))


def _runs(points: Sequence[tuple[int, int] | None]) -> list[str]:
    """Lines between neighbours; a month without value is a gap, never a nought."""
    runs: list[list[str]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(f"{point[0]},{point[1]}")
    return [" ".join(run) for run in runs if len(run) > 1]


def _lines(points: Sequence[tuple[int, int] | None]) -> SafeString:
    return format_html_join("", '<polyline class="line" points="{}"/>', [(run,) for run in _runs(points)])


def sparkline(
    values: Sequence[Number], label: str = "", low: Number = None, high: Number = None
) -> SafeString:
    """A line as small as a word, its last value marked."""
    scale = Scale.over(values, 4, 24, low, high)
    step = 116 / max(1, len(values) - 1)
    spots = [None if v is None else (round(2 + i * step), scale.y(v)) for i, v in enumerate(values)]
    known = [spot for spot in spots if spot]
    dot = format_html('<circle class="dot" cx="{}" cy="{}" r="2.5"/>', *known[-1]) if known else ""
    return format_html(
        '<svg class="sparkline" viewBox="0 0 122 28" width="122" height="28" role="img" aria-label="{}">'
        "{}{}</svg>",
        label or ", ".join("–" if v is None else plain_number(v) for v in values),
        _lines(spots),
        dot,
    )


def trend(points: Sequence[Point], label: str = "", low: Number = None, high: Number = None) -> SafeString:
    """Months or quarters in a row, each with its value written at it; a gap where there is none."""
    scale = Scale.over([value for _, value in points], 24, 92, low, high)
    step = 456 / max(1, len(points) - 1)
    spots = [None if v is None else (round(32 + i * step), scale.y(v)) for i, (_, v) in enumerate(points)]
    marks = format_html_join(
        "",
        '<circle class="dot" cx="{0}" cy="{1}" r="3"/><text class="value" x="{0}" y="{2}">{3}</text>',
        [(s[0], s[1], s[1] - 8, plain_number(p[1])) for s, p in zip(spots, points, strict=True) if s],
    )
    names = format_html_join(
        "",
        '<text class="name" x="{}" y="114">{}</text>',
        [(round(32 + i * step), name) for i, (name, _) in enumerate(points)],
    )
    return format_html(
        '<svg class="chart" viewBox="0 0 520 122" role="img" aria-label="{}">'
        '<line class="rule" x1="16" y1="98" x2="504" y2="98"/>{}{}{}</svg>',
        label,
        _lines(spots),
        marks,
        names,
    )


def columns(points: Sequence[Point], mark: str = "", label: str = "") -> SafeString:
    """How often each value occurs; `mark` names the one to stand out."""
    scale = Scale.over([value for _, value in points], 20, 92, 0, None)
    step = 488 / max(1, len(points))
    width = round(min(44, step * 0.7))
    drawn = format_html_join(
        "",
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/><text class="value" x="{}" y="{}">{}</text>'
        '<text class="name" x="{}" y="112">{}</text>',
        [
            (
                "column is-marked" if name == mark else "column",
                round(16 + (i + 0.5) * step - width / 2),
                scale.y(value),
                width,
                92 - scale.y(value),
                round(16 + (i + 0.5) * step),
                scale.y(value) - 5,
                plain_number(value) if value else "",
                round(16 + (i + 0.5) * step),
                name,
            )
            for i, (name, value) in enumerate(points)
        ],
    )
    return format_html(
        '<svg class="chart" viewBox="0 0 520 122" role="img" aria-label="{}">'
        '<line class="rule" x1="16" y1="92" x2="504" y2="92"/>{}</svg>',
        label,
        drawn,
    )
