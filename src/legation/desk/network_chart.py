"""Who acts on whom as a picture: circles by their events, lines by their number and by what prevails on them."""

from collections.abc import Sequence
from math import hypot, sqrt
from urllib.parse import quote
from xml.etree import ElementTree as Tree

from legation.desk.charts import COLOURS, INK, WORDS, attributes, picture, write
from legation.record.libraries import needed
from legation.record.questions import Row

NODES = 60
"""Circles that are drawn, the most central first: more can't be told apart; the table has all."""
WIDTH, HEIGHT, MARGIN = 880, 560, 72
COLUMNS = {
    "vc": "verbal_cooperation",
    "mc": "material_cooperation",
    "vx": "verbal_conflict",
    "mx": "material_conflict",
}


def network_chart(nodes: Sequence[Row], edges: Sequence[Row], title: str) -> str:
    """``nodes`` and ``edges`` are those of ``series.network``; the same ones are always drawn alike."""
    shown = {node["id"]: node for node in nodes[:NODES]}
    drawn = [e for e in edges if e["source"] in shown and e["target"] in shown and e["source"] != e["target"]]
    root = picture(WIDTH, HEIGHT, title)
    places = _places(list(shown), drawn)
    most = max((e["events"] for e in drawn), default=1)
    for edge in sorted(drawn, key=lambda e: e["events"]):
        _edge(root, edge, places, most, shown)
    busiest = max((n["acts"] + n["receives"] for n in shown.values()), default=1) or 1
    for id, node in shown.items():
        x, y = places[id]
        radius = 4 + 10 * sqrt((node["acts"] + node["receives"]) / busiest)
        told = f"{node['name']}: {node['acts']} acts, {node['receives']} received"
        link = Tree.SubElement(root, "a", {"href": f"/actors/{quote(id, safe=':')}", "aria-label": told})
        Tree.SubElement(link, "title").text = told
        Tree.SubElement(link, "circle", attributes(cx=x, cy=y, r=radius, fill=INK, cls="node"))
        anchor = "end" if x > WIDTH - 2 * MARGIN else "start" if x < 2 * MARGIN else "middle"
        write(link, _short(node["name"]), x, y - radius - 5, anchor)
    return Tree.tostring(root, encoding="unicode")


def _edge(
    root: Tree.Element, edge: Row, places: dict[str, tuple[float, float]], most: int, shown: dict[str, Row]
) -> None:
    """A line that bends to its left, so that both ways of a dyad are seen."""
    (x1, y1), (x2, y2) = places[edge["source"]], places[edge["target"]]
    length = hypot(x2 - x1, y2 - y1) or 1
    bend = min(24, length / 6)
    mx, my = (x1 + x2) / 2 + (y2 - y1) / length * bend, (y1 + y2) / 2 - (x2 - x1) / length * bend
    quad = max(COLUMNS, key=lambda q: edge[COLUMNS[q]])
    who, whom = shown[edge["source"]]["name"], shown[edge["target"]]["name"]
    told = f"{who} to {whom}: {edge['events']}, mostly {WORDS[quad]}"
    line = Tree.SubElement(
        root,
        "path",
        {
            "stroke": COLOURS[quad],
            "class": f"edge s-{quad}",
            "stroke-width": f"{1 + 7 * edge['events'] / most:.1f}",
            "fill": "none",
            "d": f"M{x1:.1f} {y1:.1f}Q{mx:.1f} {my:.1f} {x2:.1f} {y2:.1f}",
        },
    )
    Tree.SubElement(line, "title").text = told


def _places(ids: list[str], edges: Sequence[Row]) -> dict[str, tuple[float, float]]:
    """Fruchterman and Reingold's layout (networkx's ``spring_layout``), from a fixed seed, fitted to the size."""
    networkx = needed("networkx")
    graph = networkx.Graph()
    graph.add_nodes_from(ids)
    for edge in edges:
        before = graph.get_edge_data(edge["source"], edge["target"], {"weight": 0})["weight"]
        graph.add_edge(edge["source"], edge["target"], weight=before + edge["events"])
    for _, _, told in graph.edges(data=True):
        told["weight"] = sqrt(told["weight"])  # else the one great dyad draws all to itself
    found = networkx.spring_layout(graph, seed=1, k=2.4 / sqrt(max(len(ids), 1)), iterations=80)
    xs, ys = [p[0] for p in found.values()] or [0], [p[1] for p in found.values()] or [0]

    def fitted(value: float, values: list[float], size: int) -> float:
        spread = max(values) - min(values)
        return MARGIN + (value - min(values)) / spread * (size - 2 * MARGIN) if spread else size / 2

    return {id: (fitted(x, xs, WIDTH), fitted(y, ys, HEIGHT)) for id, (x, y) in found.items()}


def _short(name: str) -> str:
    return name if len(name) <= 24 else f"{name[:23]}…"
