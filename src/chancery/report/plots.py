"""Holdings -> plots as SVG: how dense the days were, who stood how towards whom, how figures moved. The same dossier gives the same bytes.

Colours are those of the page that shows them: black is its ink, the four quads its own.
"""

from __future__ import annotations

import io
import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import Any

from chancery.report.brief.sections import staged
from chancery.report.export.coding import HAPPENED, coded
from chancery.report.export.holdings import Holdings

#: quad -> name, and the colour that stands for it while matplotlib draws
QUADS = {1: ("verbal cooperation", "#6fa8dc"), 2: ("material cooperation", "#2f6fa8"), 3: ("verbal conflict", "#e2a458"), 4: ("material conflict", "#b5442f")}
#: width and height in inches of the two sorts of plot
WIDE, ROW = (7.2, 1.9), 0.3
#: dyads and series shown, longest span of days with a bar each
DYADS, SERIES, DAYS = 8, 4, 62
_SALT = "chancery"
_LEGEND: dict[str, Any] = {
    "loc": "lower left", "bbox_to_anchor": (-0.01, 1.0), "ncols": 4, "frameon": False, "fontsize": 8, "handlelength": 1, "columnspacing": 1.2,
}  # fmt: skip


def timeline(held: Holdings, *, since: str = "") -> str:
    """Events a day (a week, where the days are many), stacked by quad; empty where fewer than two days have one."""
    counts: dict[date, Counter[int]] = defaultdict(Counter)
    earliest = _earliest(held)
    for thing in held.things("event"):
        row = thing.row
        at = _day(row.date) or row.reported
        if row.modality in HAPPENED and at and (not row.latest or at <= row.latest) and at >= earliest:
            counts[date.fromisoformat(at)][row.quad] += 1
    if len(counts) < 2:
        return ""
    first, last = min(counts), max(counts)
    step = 1 if (last - first).days <= DAYS else 7 if (last - first).days <= 7 * DAYS else 30
    bins = [first + timedelta(days=i) for i in range(0, (last - first).days + 1, step)]
    figure, axes = _figure(*WIDE)
    bottom = [0] * len(bins)
    for quad, (name, colour) in QUADS.items():
        heights = [sum(counts[b + timedelta(days=d)][quad] for d in range(step) if b + timedelta(days=d) in counts) for b in bins]
        if any(heights):
            axes.bar(range(len(bins)), heights, bottom=bottom, color=colour, width=0.78, label=name)
            bottom = [a + b for a, b in zip(bottom, heights, strict=True)]
    if since and first < date.fromisoformat(since) <= last:
        axes.axvline((date.fromisoformat(since) - first).days / step - 0.5, color="#777777", linewidth=0.8, linestyle=(0, (3, 3)))
    every = max(1, -(-len(bins) // 9))
    axes.set_xticks(range(0, len(bins), every), [f"{b.day} {b:%b}" for b in bins[::every]])
    axes.yaxis.get_major_locator().set_params(integer=True, nbins=4)
    axes.legend(**_LEGEND)
    return _svg(figure, f"Events from {first} to {last}, by quad")


def dyads(held: Holdings) -> str:
    """For the pairs with the most events: how many of each quad. Conflict to the left, cooperation to the right; empty without a pair."""
    counts: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    for event in coded(held):
        if event.derived:
            continue
        sources, targets = ({a.state.name if a.state else a.party.code or a.party.name for a in side} for side in (event.sources, event.targets))
        pairs = {(a, b) for a in sources for b in sources if a < b} if event.mutual else {(a, b) for a in sources for b in targets if a != b}
        for pair in sorted(pairs):
            counts[pair][event.quad] += 1
    shown = sorted(counts, key=lambda p: (-sum(counts[p].values()), p))[:DYADS]
    shown = [p for p in shown if sum(counts[p].values()) > 1]
    if not shown:
        return ""
    figure, axes = _figure(WIDE[0], 0.75 + ROW * len(shown))
    for i, pair in enumerate(reversed(shown)):
        for side, quads in ((1, (2, 1)), (-1, (4, 3))):
            at = 0
            for quad in quads:
                n = counts[pair][quad]
                if n:
                    axes.barh(i, side * n, left=side * at, color=QUADS[quad][1], height=0.62, label=QUADS[quad][0])
                    at += n
    axes.axvline(0, color="#000000", linewidth=0.8)
    axes.set_yticks(range(len(shown)), [f"{_short(a)} → {_short(b)}" for a, b in reversed(shown)])
    most = max(max(c[1] + c[2], c[3] + c[4]) for p, c in counts.items() if p in shown)
    axes.set_xlim(-most - 0.5, most + 0.5)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.xaxis.set_major_formatter(lambda value, _: f"{abs(value):.0f}")
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    handles, labels = axes.get_legend_handles_labels()
    seen = dict(zip(labels, handles, strict=True))
    order = [n for n, _ in QUADS.values() if n in seen]
    axes.legend([seen[n] for n in order], order, **_LEGEND)
    return _svg(figure, "Events of each pair: conflict to the left, cooperation to the right")


def series(held: Holdings) -> str:
    """Figures that were revised, each in a panel: the bounds of each stage on the day of its report; empty without one."""
    found = [t for t in held.things("figure") if t.row.revised and (t.row.counted or t.row.unit)]
    found = sorted(found, key=lambda t: (-len(t.row.points), t.row.id))[:SERIES]
    panels = [(t, points) for t in found if len(points := _points(t)) > 1]
    if not panels:
        return ""
    from matplotlib.figure import Figure

    _settings()
    figure = Figure(figsize=(WIDE[0], 1.7 * -(-len(panels) // 2) if len(panels) > 1 else 1.9), layout="constrained")
    grid: Any = figure.subplots(-(-len(panels) // 2), min(2, len(panels)), squeeze=False)
    for axes, (thing, points) in zip(grid.flat, panels, strict=False):
        _bare(axes)
        days = [date.fromisoformat(p[0]) for p in points]
        numbers = [(d - days[0]).days for d in days]
        middle = [((low if low is not None else high) + (high if high is not None else low)) / 2 for _, low, high in points]  # type: ignore[operator]
        axes.plot(numbers, middle, color="#b5442f", linewidth=1.4, drawstyle="steps-post", marker="o", markersize=4)
        for n, (_, low, high), y in zip(numbers, points, middle, strict=True):
            mark = f"{low:,.10g}+" if high is None else f"≤{high:,.10g}" if low is None else f"{low:,.10g}" if low == high else f"{low:,.10g}–{high:,.10g}"
            axes.annotate(mark, (n, y), textcoords="offset points", xytext=(0, 6), ha="center", fontsize=8)
        axes.set_title(_short(" ".join(p for p in (thing.row.unit, thing.row.counted) if p), 44), loc="left", fontsize=9)
        axes.set_xticks(numbers, [f"{d.day} {d:%b}" for d in days])
        axes.margins(0.12, 0.35)
        axes.set_ylim(bottom=0)
        axes.yaxis.get_major_locator().set_params(nbins=3)
    for axes in list(grid.flat)[len(panels) :]:
        axes.set_visible(False)
    return _svg(figure, "Figures as they were revised")


def _points(thing: Any) -> list[tuple[str, float | None, float | None]]:
    """Day of report, low and high of each stage."""
    found = ((t.source.published, t.mention.low, t.mention.high) for t in staged(thing))
    return [(day, low, high) for day, low, high in found if day and (low is not None or high is not None)]


def _day(value: Any) -> str | None:
    from chancery.dossier.rows import days

    first, last = days(value)
    return first or last


def _earliest(held: Holdings) -> str:
    """The day from which a plot begins: a month before the first report, or where what is recent begins; older events are background."""
    published = [a.published for a in held.listed if a.published]
    first = (date.fromisoformat(published[0]) - timedelta(days=30)).isoformat() if published else ""
    return max(first, held.recent or "")


def _short(text: str, longest: int = 24) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _settings() -> None:
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams.update({
        "svg.hashsalt": _SALT, "svg.fonttype": "none", "font.family": "sans-serif", "font.sans-serif": ["DejaVu Sans"], "font.size": 8.5,
        "axes.linewidth": 0.6, "axes.unicode_minus": True,
    })  # fmt: skip


def _figure(width: float, height: float) -> tuple[Any, Any]:
    from matplotlib.figure import Figure

    _settings()
    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.subplots()
    _bare(axes)
    return figure, axes


def _bare(axes: Any) -> None:
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=2.5, width=0.6)


def _svg(figure: Any, title: str) -> str:
    """The figure without a date and without colours of its own for paper and ink, so that it fits light and dark; `title` is for who cannot see it."""
    out = io.StringIO()
    figure.savefig(out, format="svg", transparent=True, metadata={"Date": None})
    svg = out.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r' (width|height)="[\d.]+pt"', "", svg, count=2)
    svg = svg.replace("#000000", "currentColor").replace("'DejaVu Sans'", "system-ui, 'Segoe UI', Roboto, 'DejaVu Sans'")
    svg = re.sub(r"(<text [^>]*style=\")", r"\1fill: currentColor; ", svg)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{title}" ', 1).strip()
