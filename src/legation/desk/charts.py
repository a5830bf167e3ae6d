"""Charts as SVG, made here: they need no script, can be saved, and each part leads to what it counts.

Colours stand in attributes, which a saved file keeps; on a page the style sheet has the last word.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from xml.etree import ElementTree as Tree

from legation.record.questions import Row
from legation.record.series import Period

COLOURS = {"vc": "#8fbfe0", "mc": "#1f6399", "vx": "#f0b27a", "mx": "#b8431c"}
INK, RULE = "#1b1b19", "#d8d5cc"
FONT = "Inter, Helvetica, Arial, sans-serif"
UP = (("mc", "material_cooperation"), ("vc", "verbal_cooperation"))
DOWN = (("mx", "material_conflict"), ("vx", "verbal_conflict"))
WORDS = {
    "vc": "verbal cooperation",
    "mc": "material cooperation",
    "vx": "verbal conflict",
    "mx": "material conflict",
}
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 200, 32, 8, 16, 24
LABELS = 6
"""Dates along the axis: more would run into each other on a phone."""


def period_for(since: date, until: date) -> Period:
    """The period that gives some dozens of bars."""
    days = (until - since).days
    return "day" if days <= 70 else "week" if days <= 500 else "month" if days <= 2500 else "year"


def ends(first: date, by: Period) -> date:
    """The last day of a period."""
    if by == "day":
        return first
    if by == "week":
        return first + timedelta(6)
    following = first + timedelta(32 if by == "month" else 366)
    return following.replace(day=1, month=following.month if by == "month" else 1) - timedelta(1)


def periods(since: date, until: date, by: Period) -> list[date]:
    """The first days of all periods that have a day of the span."""
    first = since - timedelta(since.weekday()) if by == "week" else since
    if by in ("month", "year"):
        first = since.replace(day=1, month=since.month if by == "month" else 1)
    found = [first]
    while (following := ends(found[-1], by) + timedelta(1)) <= until:
        found.append(following)
    return found


def balance(
    rows: Sequence[Row],
    since: date,
    until: date,
    by: Period,
    title: str,
    link: Callable[[date, date], str] | None = None,
    top: int | None = None,
) -> str:
    """Cooperation above the line and conflict below it, by period. ``rows`` are those of ``series.balance``;
    ``top`` is the greatest number of either side where several charts share a scale."""
    firsts = periods(since, until, by)
    counts = {row["period"]: row for row in rows}
    top = top or greatest(rows)
    root = picture(WIDTH, HEIGHT, title)
    middle = (TOP + HEIGHT - BOTTOM) / 2
    unit = (middle - TOP) / top
    step = (WIDTH - LEFT - RIGHT) / len(firsts)
    for value in (top, 0, -top):
        y = middle - value * unit
        Tree.SubElement(
            root,
            "line",
            attributes(
                x1=LEFT,
                x2=WIDTH - RIGHT,
                y1=y,
                y2=y,
                stroke=INK if value == 0 else RULE,
                cls="rule" if value else "axis",
            ),
        )
        write(root, str(abs(value)), LEFT - 6, y + 4, "end")
    every = -(-len(firsts) // LABELS)
    for n, first in enumerate(firsts):
        x = LEFT + n * step
        row = counts.get(first.isoformat())
        if n % every == 0:
            write(root, _label(first, by), x, HEIGHT - 6, "start")
        if row is None:
            continue
        last = ends(first, by)
        parent = root
        told = ", ".join(f"{row[c]} {WORDS[q]}" for q, c in (*UP, *DOWN) if row[c])
        told = f"{_label(first, by)}{'' if by == 'day' else f' to {_label(last, by)}'}: {told}"
        if link:
            parent = Tree.SubElement(root, "a", {"href": link(first, last), "aria-label": told})
        Tree.SubElement(parent, "title").text = told
        Tree.SubElement(
            parent,
            "rect",
            attributes(x=x, y=TOP, width=step, height=HEIGHT - TOP - BOTTOM, fill="transparent", cls="hit"),
        )
        bar, gap = max(step * 0.8, 1), step * 0.1
        for side, sign in ((UP, 1), (DOWN, -1)):
            y = middle
            for quad, column in side:
                height = row[column] * unit
                if height:
                    y -= height if sign > 0 else 0
                    Tree.SubElement(
                        parent,
                        "rect",
                        attributes(
                            x=x + gap, y=y, width=bar, height=height, fill=COLOURS[quad], cls=f"q-{quad}"
                        ),
                    )
                    y += height if sign < 0 else 0
    return Tree.tostring(root, encoding="unicode")


def greatest(rows: Sequence[Row]) -> int:
    """The longest bar of either side."""
    return max((sum(r[c] for _, c in side) for r in rows for side in (UP, DOWN)), default=0) or 1


def picture(width: int, height: int, title: str) -> Tree.Element:
    root = Tree.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width} {height}",
            "width": str(width),
            "height": str(height),
            "font-family": FONT,
            "font-size": "12",
            "class": "chart",
        },
    )
    root.set("role", "group")
    root.set("aria-label", title)
    Tree.SubElement(root, "title").text = title
    return root


def write(root: Tree.Element, words: str, x: float, y: float, anchor: str) -> None:
    Tree.SubElement(
        root, "text", {"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": anchor, "fill": INK, "class": "label"}
    ).text = words


def attributes(cls: str = "", **values: float | str) -> dict[str, str]:
    told = {k: v if isinstance(v, str) else f"{v:.2f}".rstrip("0").rstrip(".") for k, v in values.items()}
    return {**told, "class": cls}


def _label(day: date, by: Period) -> str:
    return f"{day:%Y}" if by == "year" else f"{day:%b %Y}" if by == "month" else f"{day.day} {day:%b}"
