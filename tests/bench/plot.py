"""The measured speeds as a picture: a group of bars for each paper, an SVG written by hand."""

from __future__ import annotations

import math
from html import escape

WIDTH, BAR, GAP, LEFT, TOP = 860, 18, 26, 190, 40
SCALE = 90  # pixels for each power of ten
COLOURS = {"ours": "#1f6f43", "floor": "#b9c7be"}
OTHER = "#8a8f98"


def svg(found: dict[str, dict[str, dict[str, float]]]) -> str:
    """Papers a second, on a logarithmic scale; the ratio to ours beside each bar."""
    lines, y = [], TOP
    for paper, results in found.items():
        lines.append(f'<text x="8" y="{y + 13}" class="head">{escape(paper)}</text>')
        for engine, run in results.items():
            lines += bar(y, engine, 1 / run["each"], run["each"] / results["ours"]["each"])
            y += BAR + 4
        y += GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" width="{WIDTH}" height="{y}">'
        "<style>text{font:13px sans-serif}.head{font-weight:bold}.value{fill:#444}</style>"
        f'<rect width="{WIDTH}" height="{y}" fill="#fff"/>'
        f'<text x="8" y="20" class="head">papers a second (logarithmic)</text>{"".join(lines)}</svg>\n'
    )


def bar(y: int, engine: str, speed: float, times: float) -> list[str]:
    width = max(2.0, SCALE * math.log10(max(speed, 1)))
    value = f"{speed:,.0f}" + ("" if engine in COLOURS else f"   ours × {times:.1f}")
    return [
        f'<text x="{LEFT - 8}" y="{y + 13}" text-anchor="end">{escape(engine)}</text>',
        f'<rect x="{LEFT}" y="{y}" width="{width:.1f}" height="{BAR}" fill="{COLOURS.get(engine, OTHER)}"/>',
        f'<text x="{LEFT + width + 8:.1f}" y="{y + 13}" class="value">{value}</text>',
    ]
