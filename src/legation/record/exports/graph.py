"""Who acts on whom as GraphML, for Gephi, Cytoscape, igraph and networkx."""

from pathlib import Path

from legation.record.exports.citation import citation
from legation.record.filters import Filters
from legation.record.libraries import needed
from legation.record.series import network
from legation.record.store import Store

DICTIONARY = (
    ("node id", "a state's three letters, or an actor that belongs to none"),
    ("name", "its name"),
    ("acts", "events of the edges that go out"),
    ("receives", "events of the edges that come in"),
    ("betweenness", "share of shortest paths between others that pass here"),
    ("pagerank", "PageRank over edges weighed by their events"),
    ("events", "of an edge: number of events, each once however many reports tell it"),
    ("share", "of an edge: its events over those of all edges"),
    ("mean_score", "of an edge: mean of the events' PLOVER scores"),
    ("verbal_cooperation, …", "of an edge: events of that quad"),
)


def write(store: Store, filters: Filters, _: str, out: Path) -> None:
    networkx = needed("networkx")
    found = network(store, filters)
    graph = networkx.DiGraph(citation=citation(store))
    for node in found["nodes"]:
        graph.add_node(node.pop("id"), **node)
    for edge in found["edges"]:
        graph.add_edge(edge.pop("source"), edge.pop("target"), **edge)
    networkx.write_graphml(graph, out, encoding="utf-8")
