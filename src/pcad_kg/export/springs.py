"""Nodes → places as clusters: each community a disc of its own, what it joins near."""

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from pcad_kg.export.drawing import Drawing

Points = NDArray[np.float64]
Ends = NDArray[np.intp]
GOLDEN = np.pi * (3 - 5**0.5)
ROUNDS = 120
# How strongly nodes are drawn to the middle of their disc, and discs to that of all.
LOOSE, TIGHT = 0.35, 4.0
# How much of a disc its nodes fill, and the room between nodes and between discs.
FILL = 0.22
ROOM = 1.15
APART = 1.08
# Over this many pairs, a round costs too much to make many.
MANY = 100_000
# How often overlaps are looked for, and how often what was found is pushed apart.
LOOKS, STEPS = 60, 12


def clustered(
    drawing: Drawing, bulks: Mapping[str, float]
) -> dict[str, tuple[float, float]]:
    """Places by community, which each node's measures name; nodes do not overlap."""
    keys = [node.key for node in drawing.nodes]
    number = {key: place for place, key in enumerate(keys)}
    sizes = np.array([bulks[key] for key in keys])
    groups = _groups(drawing)
    ends = np.array(
        [(number[e.source], number[e.target]) for e in drawing.edges], dtype=np.intp
    ).reshape(-1, 2)
    weights = np.array([edge.weight for edge in drawing.edges])
    weights = np.sqrt(weights / max(weights.max(initial=0), 1e-9))
    centres, group_of = _centres(groups, ends, weights, sizes)
    places = np.zeros((len(keys), 2))
    for place, members in enumerate(groups):
        pull = _pulls(members, place, ends, weights, centres, group_of)
        places[members] = centres[place] + _within(members, ends, weights, sizes, pull)
    return {key: (float(x), float(y)) for key, (x, y) in zip(keys, places, strict=True)}


def _groups(drawing: Drawing) -> list[Ends]:
    """The members of each community by their number, the communities in order."""
    found: dict[float, list[int]] = defaultdict(list)
    for number, node in enumerate(drawing.nodes):
        found[node.measures.get("community", 0.0)].append(number)
    return [np.array(found[community], dtype=np.intp) for community in sorted(found)]


def _radius(sizes: Points) -> float:
    """The radius of a disc that holds nodes of these diameters with room between."""
    return float(np.sqrt((sizes**2).sum() / 4 / FILL))


def _centres(
    groups: list[Ends], ends: Ends, weights: Points, sizes: Points
) -> tuple[Points, Ends]:
    """Where the discs stand: those with more edges between them nearer."""
    group_of = np.zeros(len(sizes), dtype=np.intp)
    for place, members in enumerate(groups):
        group_of[members] = place
    joined: dict[tuple[int, int], float] = defaultdict(float)
    for (one, other), weight in zip(group_of[ends].tolist(), weights, strict=True):
        if one != other:
            joined[min(one, other), max(one, other)] += weight
    radii = np.array([_radius(sizes[members]) for members in groups])
    between = np.array(list(joined), dtype=np.intp).reshape(-1, 2)
    strength = np.array(list(joined.values()))
    strength = strength / max(strength.max(initial=0), 1e-9)
    start = _spiral(len(groups)) * float(radii.mean()) * 2
    still = np.zeros_like(start)
    free = _sprung(start, between, strength, radii * 2, still, middle=TIGHT)
    return _packed(free, radii * 2 * APART), group_of


def _pulls(
    members: Ends,
    place: int,
    ends: Ends,
    weights: Points,
    centres: Points,
    group_of: Ends,
) -> Points:
    """Which way each node of a disc is drawn by what it joins in others."""
    pull = np.zeros((len(group_of), 2))
    for own, other in ((0, 1), (1, 0)):
        leaves = (group_of[ends[:, own]] == place) & (group_of[ends[:, other]] != place)
        way = centres[group_of[ends[leaves, other]]] - centres[place]
        way /= np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-9)
        np.add.at(pull, ends[leaves, own], way * weights[leaves, None])
    return pull[members]


def _within(
    members: Ends, ends: Ends, weights: Points, sizes: Points, pull: Points
) -> Points:
    """A community's places around 0, within its disc as far as its nodes allow."""
    local = np.full(int(sizes.shape[0]), -1, dtype=np.intp)
    local[members] = np.arange(len(members))
    inside = (local[ends] >= 0).all(axis=1)
    own = sizes[members]
    start = _spiral(len(members)) * float(own.mean())
    found = _sprung(start, local[ends[inside]], weights[inside], own, pull)
    found -= found.mean(axis=0)
    reach = float((np.linalg.norm(found, axis=1) + own / 2).max())
    found *= min(_radius(own) / reach, 3.0)
    return _packed(found, own * ROOM)


def _spiral(count: int) -> Points:
    """Points evenly spread over a disc, one unit of area each."""
    steps = np.arange(count)
    radius, turn = np.sqrt(steps + 0.5), steps * GOLDEN
    return np.column_stack((radius * np.cos(turn), radius * np.sin(turn)))


def _sprung(
    places: Points,
    ends: Ends,
    weights: Points,
    sizes: Points,
    pull: Points,
    *,
    middle: float = LOOSE,
) -> Points:
    """Places after springs have drawn the joined together and all have pushed apart.

    Fruchterman and Reingold's forces, with one to the middle and one along `pull`.
    """
    count = len(places)
    ideal = 1.6 * float(sizes.mean())
    heat = ideal * max(count, 4) ** 0.5 / 6
    rounds = ROUNDS if count**2 < MANY else ROUNDS // 2
    at = places.copy()
    for round_ in range(rounds):
        force = _pushed(at, sizes, ideal)
        if len(ends):
            way = at[ends[:, 0]] - at[ends[:, 1]]
            length = np.linalg.norm(way, axis=1, keepdims=True)
            drawn = way * length / ideal * weights[:, None]
            np.add.at(force, ends[:, 0], -drawn)
            np.add.at(force, ends[:, 1], drawn)
        force += pull * ideal - at * middle
        length = np.maximum(np.linalg.norm(force, axis=1, keepdims=True), 1e-9)
        at += force / length * np.minimum(length, heat * (1 - round_ / rounds))
    return at


def _pushed(at: Points, sizes: Points, ideal: float) -> Points:
    """How each is pushed by all others, more by the big and the near."""
    dx = at[:, None, 0] - at[None, :, 0]
    dy = at[:, None, 1] - at[None, :, 1]
    square = dx * dx + dy * dy
    np.fill_diagonal(square, 1.0)
    push = ideal * ideal / np.maximum(square, 1e-6) * (sizes / sizes.mean())[None, :]
    return np.column_stack(((dx * push).sum(axis=1), (dy * push).sum(axis=1)))


def _packed(places: Points, sizes: Points) -> Points:
    """Places moved as little as it takes that no two circles overlap."""
    at = places.copy()
    for _ in range(LOOKS):
        one, other, overlaps = _near(at, sizes)
        if not overlaps:
            break
        reach = (sizes[one] + sizes[other])[:, None] / 2 * 1.001
        for _ in range(STEPS):
            way = at[one] - at[other]
            length = np.linalg.norm(way, axis=1, keepdims=True)
            lacking = np.maximum(reach - length, 0) / 2
            same = length[:, 0] < 1e-9
            way[same], length[same] = (1.0, 0.0), 1.0
            step = way / length * lacking
            np.add.at(at, one, step)
            np.add.at(at, other, -step)
    return at


def _near(at: Points, sizes: Points) -> tuple[Ends, Ends, bool]:
    """The pairs that overlap or soon may, and whether any does."""
    dx = at[:, None, 0] - at[None, :, 0]
    dy = at[:, None, 1] - at[None, :, 1]
    apart = np.sqrt(dx * dx + dy * dy) - (sizes[:, None] + sizes[None, :]) / 2
    one, other = np.nonzero(np.triu(apart < sizes.mean(), 1))
    return one, other, bool((apart[one, other] < -1e-3 * sizes.min()).any())
