"""A reliability diagram, drawn as SVG."""

from collections.abc import Sequence
from html import escape

from legation.forecast.calibration import Bin, expected_error

SIZE, EDGE = 320, 56
"""Of the square between 0 and 1, and of the space around it, in SVG's units."""


def reliability_svg(bins: Sequence[Bin], title: str) -> str:
    """What was said against what came: a dot for each bin, its area by its share of the cases. On the diagonal
    probabilities hold."""
    cases = sum(b.cases for b in bins) or 1
    side = SIZE + 2 * EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" font-family="sans-serif" '
        f'font-size="11" role="img"><title>{escape(title)}</title>',
        f'<rect width="{side}" height="{side}" fill="#fff"/>',
        f'<text x="{EDGE}" y="22" font-size="13">{escape(title)}</text>',
        f'<text x="{EDGE}" y="40" fill="#555">{cases:,} cases, expected calibration error '
        f"{expected_error(list(bins)):.3f}</text>",
    ]
    for tenth in range(0, 11, 2):
        x, y = _at(tenth / 10, tenth / 10)
        parts += [
            f'<path d="M{x} {EDGE}V{EDGE + SIZE}M{EDGE} {y}H{EDGE + SIZE}" stroke="#ddd"/>',
            f'<text x="{x}" y="{EDGE + SIZE + 16}" text-anchor="middle">{tenth / 10:.1f}</text>',
            f'<text x="{EDGE - 6}" y="{y + 4}" text-anchor="end">{tenth / 10:.1f}</text>',
        ]
    parts.append(f'<path d="M{EDGE} {EDGE + SIZE}L{EDGE + SIZE} {EDGE}" stroke="#999" stroke-dasharray="4 3"/>')
    points = [_at(b.said, b.came) for b in bins]
    if points:
        line = "L".join(f"{x} {y}" for x, y in points)
        parts.append(f'<path d="M{line}" fill="none" stroke="#1f5a99"/>')
    for (x, y), b in zip(points, bins, strict=True):
        radius = 2 + 10 * (b.cases / cases) ** 0.5
        parts.append(
            f'<circle cx="{x}" cy="{y}" r="{radius:.1f}" fill="#1f5a99" fill-opacity=".6">'
            f"<title>said {b.said:.3f}, came {b.came:.3f}, {b.cases:,} cases</title></circle>"
        )
    middle = EDGE + SIZE // 2
    parts += [
        f'<text x="{middle}" y="{EDGE + SIZE + 36}" text-anchor="middle">said</text>',
        f'<text x="14" y="{middle}" text-anchor="middle" transform="rotate(-90 14 {middle})">came</text>',
        "</svg>\n",
    ]
    return "\n".join(parts)


def _at(x: float, y: float) -> tuple[float, float]:
    return round(EDGE + x * SIZE, 1), round(EDGE + (1 - y) * SIZE, 1)
