"""Numbers by day or month -> a small SVG, drawn on the server so that it is there without JavaScript. Colours come from the style sheet by class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from markupsafe import Markup

from chancery.schema.time import Interval, When

#: units of the drawing: of all of it, and of a bar at most
WIDTH, WIDEST = 960, 22.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it stands for, its height, and where it leads."""

    label: str
    value: float
    link: str | None = None
    tone: str = "event"


@dataclass(frozen=True, slots=True)
class Mark:
    """A value with its bounds on a day; null is an open end."""

    day: str
    low: float | None
    high: float | None
    label: str
    link: str | None = None
    stage: int = 0


def strip(bars: Sequence[Bar], *, height: int = 72, title: str = "") -> Markup:
    """Bars side by side, from a common line; those below zero hang from it."""
    if not bars:
        return Markup("")
    top, low = max(0.0, *(b.value for b in bars)), min(0.0, *(b.value for b in bars))
    span = (top - low) or 1.0
    step = WIDTH / len(bars)
    zero = height * top / span
    parts = [f'<svg class="chart" viewBox="0 0 {WIDTH} {height + 16}" role="{_role(bars)}" aria-label="{escape(title)}">', f"<title>{escape(title)}</title>"]
    for i, b in enumerate(bars):
        size = abs(b.value) / span * height
        if not size:
            continue
        y = zero - size if b.value > 0 else zero
        tip = f"{escape(b.label)}: {b.value:g}"
        wide = min(max(1.0, step - 1), WIDEST)
        box = f'x="{i * step + (step - wide) / 2:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{max(1.0, size):.1f}"'
        shape = f'<rect class="{escape(b.tone)}" {box}><title>{tip}</title></rect>'
        parts.append(f'<a href="{escape(b.link)}" aria-label="{tip}">{shape}</a>' if b.link else shape)
    parts.append(f'<line class="axis" x1="0" x2="{WIDTH}" y1="{zero:.1f}" y2="{zero:.1f}"/>')
    for i in sorted({0, len(bars) // 2, len(bars) - 1}):
        anchor = "start" if i == 0 else "end" if i == len(bars) - 1 and len(bars) > 1 else "middle"
        x = 0 if anchor == "start" else WIDTH if anchor == "end" else (i + 0.5) * step
        parts.append(f'<text x="{x:.0f}" y="{height + 13}" text-anchor="{anchor}">{escape(bars[i].label)}</text>')
    return Markup("".join([*parts, "</svg>"]))


def series(marks: Sequence[Mark], *, height: int = 120, title: str = "") -> Markup:
    """Values with their bounds over time; an open end fades out as a dashed line."""
    dated = sorted((m for m in marks if m.day and (m.low is not None or m.high is not None)), key=lambda m: m.day)
    if len(dated) < 2:
        return Markup("")
    first, last = date.fromisoformat(dated[0].day), date.fromisoformat(dated[-1].day)
    days = max(1, (last - first).days)
    top = max(v for m in dated for v in (m.low, m.high) if v is not None) * 1.08 or 1.0
    left, right = 64, 16

    def x(m: Mark) -> float:
        return left + (date.fromisoformat(m.day) - first).days / days * (WIDTH - left - right)

    def y(value: float) -> float:
        return height - value / top * (height - 8)

    parts = [f'<svg class="chart" viewBox="0 0 {WIDTH} {height + 18}" role="{_role(dated)}" aria-label="{escape(title)}">', f"<title>{escape(title)}</title>"]
    for v in (0, top / 1.08):
        parts.append(f'<line class="axis" x1="{left}" x2="{WIDTH}" y1="{y(v):.1f}" y2="{y(v):.1f}"/>')
        parts.append(f'<text x="{left - 6}" y="{y(v) + 4:.1f}" text-anchor="end">{v:,.0f}</text>')
    for m in dated:
        at, low, high = x(m), m.low, m.high
        tip = f"<title>{escape(m.label)}</title>"
        ends = (y(low if low is not None else 0), y(high if high is not None else top))
        dash = "" if low is not None and high is not None else ' stroke-dasharray="3 3"'
        middle = y(low if low is not None else high or 0)
        shape = f'<line class="figure" x1="{at:.1f}" x2="{at:.1f}" y1="{ends[0]:.1f}" y2="{ends[1]:.1f}"{dash}/>'
        shape += f'<circle class="figure" cx="{at:.1f}" cy="{middle:.1f}" r="4">{tip}</circle>'
        parts.append(f'<a href="{escape(m.link)}" aria-label="{escape(m.label)}">{shape}</a>' if m.link else shape)
    parts.append(f'<text x="{left}" y="{height + 15}">{first}</text><text x="{WIDTH - right}" y="{height + 15}" text-anchor="end">{last}</text>')
    return Markup("".join([*parts, "</svg>"]))


def _role(parts: Sequence[Bar | Mark]) -> str:
    """A drawing with links is a group of them, any other a picture."""
    return "group" if any(p.link for p in parts) else "img"


def days_of(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    """Counts by ISO day -> runs of equal length that cover them all, at most 120: first day, last day, count."""
    if not counts:
        return []
    first, last = date.fromisoformat(min(counts)), date.fromisoformat(max(counts))
    step = max(1, -(-((last - first).days + 1) // 120))
    runs = []
    begin = first
    while begin <= last:
        end = begin + timedelta(days=step - 1)
        inside = sum(counts.get((begin + timedelta(days=i)).isoformat(), 0) for i in range(step))
        runs.append((begin.isoformat(), end.isoformat(), inside))
        begin = end + timedelta(days=1)
    return runs


def first_day(when: When) -> str | None:
    """The first ISO day of a date that is a day or begins with one; null for months, weeks and years."""
    value = when.start or when.end if isinstance(when, Interval) else when
    return value if value and len(value) == 10 and value[4] == value[7] == "-" else None


__all__ = ["Bar", "Mark", "days_of", "first_day", "series", "strip"]
