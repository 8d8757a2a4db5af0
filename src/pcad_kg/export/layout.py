"""A drawing → the same with places and sizes, alike on every run.

A trail is drawn in layers, everything else as clusters. networkx's force layouts need
scipy from 500 nodes on, or a minute for 5,000, and show one ball; so its communities
are laid out each for itself, by springs, as discs, and the discs by springs again.
Nothing is drawn at random: nodes start on a spiral in the drawing's order.
"""

from collections import Counter
from dataclasses import replace

from pcad_kg.export.drawing import Drawing
from pcad_kg.export.layers import layered
from pcad_kg.export.springs import clustered

SIDE = 1000.0
# The largest diameter that a node of each kind has beside the others.
BULK = {
    "Recommendation": 3.0,
    "Agency": 3.2,
    "Finding": 1.8,
    "Table": 2.0,
    "Figure": 1.8,
    "Section": 1.6,
    "Region": 2.0,
    "Role": 1.6,
    "Question": 1.4,
    "Discrepancy": 0.9,
    "Passage": 1.0,
    "TableRow": 1.0,
    "Quote": 0.9,
    "Statistic": 0.6,
}
LEAST = 0.55
LARGEST = 70.0


def laid_out(drawing: Drawing) -> Drawing:
    """A drawing whose nodes have a place from 0 to 1000 and a size; none overlap.

    A node's size is by its kind and, within its kind, by how many edges it has.
    """
    if not drawing.nodes:
        return drawing
    bulks = _bulks(drawing)
    place = layered if drawing.view == "trail" else clustered
    return _fitted(drawing, place(drawing, bulks), bulks)


def _bulks(drawing: Drawing) -> dict[str, float]:
    """Each node's diameter beside the others'."""
    degree = Counter(e for edge in drawing.edges for e in (edge.source, edge.target))
    most: dict[str, int] = {}
    for node in drawing.nodes:
        most[node.kind] = max(most.get(node.kind, 1), degree[node.key])
    return {
        node.key: BULK.get(node.kind, 1.0)
        * (LEAST + (1 - LEAST) * (degree[node.key] / most[node.kind]) ** 0.5)
        for node in drawing.nodes
    }


def _fitted(
    drawing: Drawing,
    places: dict[str, tuple[float, float]],
    bulks: dict[str, float],
) -> Drawing:
    """Places and sizes brought into the square, whole nodes within it."""
    left = min(places[key][0] - bulk / 2 for key, bulk in bulks.items())
    top = min(places[key][1] - bulk / 2 for key, bulk in bulks.items())
    right = max(places[key][0] + bulk / 2 for key, bulk in bulks.items())
    bottom = max(places[key][1] + bulk / 2 for key, bulk in bulks.items())
    scale = SIDE / max(right - left, bottom - top)
    shrunk = min(scale, LARGEST / max(bulks.values()))
    spare_x = (SIDE - (right - left) * scale) / 2
    spare_y = (SIDE - (bottom - top) * scale) / 2
    nodes = (
        replace(
            node,
            x=round((places[node.key][0] - left) * scale + spare_x, 2),
            y=round((places[node.key][1] - top) * scale + spare_y, 2),
            size=round(bulks[node.key] * shrunk, 2),
        )
        for node in drawing.nodes
    )
    return replace(drawing, nodes=tuple(nodes))
