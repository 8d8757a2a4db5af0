"""A trail's nodes → places in layers: recommendation, findings, data, words, quotes."""

from collections import defaultdict

from pcad_kg.export.drawing import Drawing

LAYERS = {
    "Recommendation": 0,
    "Finding": 1,
    "Table": 2,
    "TableRow": 2,
    "Figure": 2,
    "Passage": 3,
    "Quote": 4,
}
LAST = max(LAYERS.values())
SWEEPS = 12
# A layer with more nodes than fit side by side is drawn in several rows.
WIDEST = 26
GAP, STEP, DROP = 4.0, 14.0, 3.6


def layered(
    drawing: Drawing,
    bulks: dict[str, float],  # noqa: ARG001
) -> dict[str, tuple[float, float]]:
    """Places with one layer for each kind, in the order that crosses few edges.

    Each layer is ordered by where its nodes' neighbours in the others stand, back and
    forth, and the best order seen is kept.
    """
    layers: dict[int, list[str]] = defaultdict(list)
    for node in drawing.nodes:
        layers[LAYERS.get(node.kind, LAST)].append(node.key)
    rows = [layers[number] for number in sorted(layers)]
    near: dict[str, list[str]] = defaultdict(list)
    for edge in drawing.edges:
        near[edge.source].append(edge.target)
        near[edge.target].append(edge.source)
    best, fewest = rows, crossings(rows, near)
    for sweep in range(SWEEPS):
        rows = _swept(rows, near, is_down=sweep % 2 == 0)
        if (count := crossings(rows, near)) < fewest:
            best, fewest = rows, count
    return _placed(best)


def _swept(
    rows: list[list[str]], near: dict[str, list[str]], *, is_down: bool
) -> list[list[str]]:
    """Each row ordered by the mean place of its nodes' neighbours, one by one."""
    rows = [list(row) for row in rows]
    numbers = range(len(rows)) if is_down else reversed(range(len(rows)))
    for number in numbers:
        row = rows[number]
        place = _places(rows)
        means = {
            key: sum(place[n] for n in near[key]) / len(near[key])
            if near[key]
            else place[key]
            for key in row
        }
        rows[number] = sorted(row, key=lambda key: (means[key], place[key]))
    return rows


def _places(rows: list[list[str]]) -> dict[str, float]:
    """Each node's place in its row, from 0 to 1."""
    return {
        key: (number + 0.5) / len(row) for row in rows for number, key in enumerate(row)
    }


def crossings(rows: list[list[str]], near: dict[str, list[str]]) -> int:
    """How many pairs of edges cross that lead between the same two rows."""
    row_of = {key: number for number, row in enumerate(rows) for key in row}
    place = _places(rows)
    between: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    for key, others in near.items():
        for other in others:
            if row_of[key] < row_of[other]:
                pair = row_of[key], row_of[other]
                between[pair].append((place[key], place[other]))
    return sum(
        (one[0] - other[0]) * (one[1] - other[1]) < 0
        for edges in between.values()
        for number, one in enumerate(edges)
        for other in edges[:number]
    )


def _placed(rows: list[list[str]]) -> dict[str, tuple[float, float]]:
    """Rows side by side on one axis; the nodes of a long one in turns on several."""
    width = max(min(len(row), WIDEST) for row in rows) * GAP
    places: dict[str, tuple[float, float]] = {}
    y = 0.0
    for row in rows:
        lines = -(-len(row) // WIDEST)
        for number, key in enumerate(row):
            x = (number + 0.5) / len(row) * max(width, GAP)
            places[key] = (x, y + number % lines * DROP)
        y += STEP + (lines - 1) * DROP
    return places
