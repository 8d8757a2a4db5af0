"""Where nodes stand in pixels, where viewers write their labels within them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from pcad_kg.export.drawing import Drawing, Node
from pcad_kg.export.look import look_of

FONT_SIZE = 12
LETTER_WIDTH = 7.0
MARGIN = 16.0
LEAST_HEIGHT = 28.0
# A label fits into the middle of these shapes only.
SLANTED = {"hexagon": 1.25, "octagon": 1.15, "diamond": 1.6, "ellipse": 1.3}
DEFAULT_SIZE = 20.0
# Pixels to the layout's unit: at least so many, so many for each node in a row, and
# so many by the square root of all, which is how the side of a picture grows.
LEAST, FOR_A_ROW, FOR_ALL = 1.5, 0.135, 0.2
LARGEST_FOR_SIZES = 3.0


@dataclass(frozen=True, slots=True)
class Box:
    """A node's middle, width and height in pixels, y downwards."""

    x: float
    y: float
    width: float
    height: float


def boxes_of(drawing: Drawing) -> Mapping[str, Box]:
    """A box for each node by key: the more nodes, the further apart."""
    pixels = pixels_of(drawing)
    return {node.key: box_of(node, pixels) for node in drawing.nodes}


def pixels_of(drawing: Drawing) -> float:
    """How many pixels the layout's unit needs for labels to have room.

    >>> pixels_of(Drawing("trail", "", (), ()))
    1.5
    """
    rows = Counter(node.y for node in drawing.nodes)
    longest = max(rows.values(), default=0)
    return max(LEAST, FOR_A_ROW * longest, FOR_ALL * sqrt(len(drawing.nodes)))


def box_of(node: Node, pixels: float) -> Box:
    """The box that holds a node's label and is no smaller than its size asks.

    >>> box_of(Node("a", "", "Finding", "F2.7.b", "", "", "", 1, size=10), 2).width
    58.0
    """
    side = size_of(node) * min(pixels, LARGEST_FOR_SIZES)
    slant = SLANTED.get(look_of(node).shape, 1.0)
    words = (len(node.label) * LETTER_WIDTH + MARGIN) * slant
    return Box(
        x=round(node.x * pixels, 2),
        y=round(node.y * pixels, 2),
        width=round(max(side, words), 1),
        height=round(max(side * 0.6, LEAST_HEIGHT * slant), 1),
    )


def size_of(node: Node) -> float:
    """A node's diameter in the layout's unit; a plain one where it was given none."""
    return node.size or DEFAULT_SIZE
