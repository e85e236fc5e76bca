"""Draws measured curves as small charts in one SVG that is readable on light and dark pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

COLUMNS = 4
WIDTH, HEIGHT = 210, 118
LEFT, TOP, RIGHT, BOTTOM = 26, 24, 12, 20
"""Room around the chart itself, in each cell."""

STYLE = """\
svg { font: 11px system-ui, sans-serif; color: #1f2328; background: #ffffff; }
text { fill: currentColor; }
.quiet { fill: #59636e; font-size: 9px; }
.axis { stroke: #afb8c1; }
.budget { stroke: #bc4c00; stroke-dasharray: 4 3; }
.curve { stroke: #0969da; fill: none; stroke-width: 1.5; }
.point { fill: #0969da; }
.page { fill: #ffffff; }
@media (prefers-color-scheme: dark) {
  svg { color: #e6edf3; background: #0d1117; }
  .quiet { fill: #9198a1; }
  .axis { stroke: #3d444d; }
  .budget { stroke: #f0883e; }
  .curve { stroke: #58a6ff; }
  .point { fill: #58a6ff; }
  .page { fill: #0d1117; }
}
"""


@dataclass(frozen=True, slots=True)
class Curve:
    """One chart: sizes in bytes with the seconds measured for each."""

    name: str
    points: tuple[tuple[int, float], ...]


def draw(curves: Sequence[Curve], budget: float) -> str:
    """The charts, all to one scale, each with a line at the budget in seconds."""
    high = max([budget * 1.2, *(seconds for curve in curves for _, seconds in curve.points)])
    wide = max((size for curve in curves for size, _ in curve.points), default=1)
    rows = -(-len(curves) // COLUMNS)
    width, height = COLUMNS * WIDTH, rows * HEIGHT + 40
    head = f"Processor time by size of the text; dashed: {budget:g} s"
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{escape(head)}">',
        f"<style>\n{STYLE}</style>",
        f'<rect class="page" width="{width}" height="{height}"/>',
        f'<text x="{LEFT}" y="22">{escape(head)}</text>',
    ]
    for number, curve in enumerate(curves):
        x, y = number % COLUMNS * WIDTH, number // COLUMNS * HEIGHT + 34
        lines.append(f'<g transform="translate({x} {y})">')
        lines += _chart(curve, budget, high, wide)
        lines.append("</g>")
    return "\n".join([*lines, "</svg>"]) + "\n"


def _chart(curve: Curve, budget: float, high: float, wide: int) -> Iterator[str]:
    across, down = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def at(size: float, seconds: float) -> tuple[float, float]:
        return LEFT + size / wide * across, TOP + down - seconds / high * down

    left, bottom = at(0, 0)
    right, limit = at(wide, budget)
    yield f'<text x="{LEFT}" y="14">{escape(curve.name)}</text>'
    yield f'<path class="axis" fill="none" d="M{left:.1f} {TOP} V{bottom:.1f} H{right:.1f}"/>'
    yield f'<path class="budget" d="M{left:.1f} {limit:.1f} H{right:.1f}"/>'
    yield _label(LEFT - 4, limit + 3, f"{budget:g} s")
    yield _label(LEFT - 4, bottom, "0")
    yield _label(right, bottom + 12, f"{wide / 1e6:g} MB")
    places = [at(size, seconds) for size, seconds in curve.points]
    told = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    yield f'<polyline class="curve" points="{told}"/>'
    for (x, y), (size, seconds) in zip(places, curve.points, strict=True):
        title = f"<title>{size:,} bytes: {seconds:.2f} s</title>"
        yield f'<circle class="point" cx="{x:.1f}" cy="{y:.1f}" r="2.5">{title}</circle>'


def _label(x: float, y: float, text: str) -> str:
    return f'<text class="quiet" text-anchor="end" x="{x:.1f}" y="{y:.1f}">{text}</text>'
