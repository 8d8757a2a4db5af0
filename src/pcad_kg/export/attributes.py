"""The flat, typed attributes of a node and of an edge: the same in every format."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from pcad_kg.export.drawing import Drawing, Edge, Node
from pcad_kg.export.look import edge_look_of, legend_of, look_of

Value = str | int | float
Values = dict[str, Value]
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LINE_END = re.compile("\r\n?")
NOT_IN_A_NAME = re.compile(r"\W+")


class Type(Enum):
    """What an attribute's values are."""

    TEXT = "text"
    WHOLE = "whole number"
    REAL = "real number"


@dataclass(frozen=True, slots=True)
class Column:
    """An attribute's name and type, as every node or edge of a file has it."""

    name: str
    type: Type = Type.TEXT


NODE_COLUMNS = (
    Column("label"),
    Column("kind"),
    Column("title"),
    Column("text"),
    Column("place"),
    Column("first_line", Type.WHOLE),
    Column("speaker"),
    Column("grade"),
    Column("agencies"),
    Column("doubts"),
    Column("iri"),
)
EDGE_COLUMNS = (
    Column("kind"),
    Column("strength"),
    Column("ground"),
    Column("basis"),
    Column("origin"),
    Column("rationale"),
    Column("words"),
    Column("look"),
)
# Names that one viewer or another keeps for itself.
TAKEN = frozenset(column.name for column in NODE_COLUMNS) | frozenset(
    "b g height id key name pid r size shared type viz weight width x y z".split()
)


def clean(text: str) -> str:
    r"""A text as every format can hold it.

    Line ends are one character, as XML reads them; what XML forbids, control characters
    above all, is U+FFFD, in JSON and CSV too, so that all files say the same.

    >>> clean("one\r\ntwo\x00")
    'one\ntwo�'
    """
    return LINE_END.sub("\n", FORBIDDEN.sub("\ufffd", text))


def measure_columns(nodes: Iterable[Node]) -> tuple[Column, ...]:
    """A column for each measure that any of the nodes has, by name.

    The name is one word, as identifiers are; one that a viewer has a use of its own for
    begins with "measure_".
    """
    names = {name for node in nodes for name in node.measures}
    return tuple(Column(_measure_name(name), Type.REAL) for name in sorted(names))


def node_columns(drawing: Drawing) -> tuple[Column, ...]:
    """The columns of a drawing's nodes: the fixed ones, then the measures."""
    return NODE_COLUMNS + measure_columns(drawing.nodes)


def node_values(node: Node) -> Values:
    """A node's attributes by column; agencies share a line, doubts have one each.

    A measure that is no finite number is left out.
    """
    values: Values = {
        "label": clean(node.label),
        "kind": clean(node.kind),
        "title": clean(node.title),
        "text": clean(node.text),
        "place": clean(node.place),
        "first_line": node.first_line,
        "speaker": clean(node.speaker),
        "grade": clean(node.grade),
        "agencies": clean("; ".join(node.agencies)),
        "doubts": clean("\n".join(node.doubts)),
        "iri": clean(node.iri),
    }
    for name, value in node.measures.items():
        if math.isfinite(value):
            values[_measure_name(name)] = float(value)
    return values


def edge_values(edge: Edge) -> Values:
    """An edge's attributes by column; `look` is its line in the legend."""
    texts = {
        "kind": edge.kind,
        "strength": edge.strength,
        "ground": edge.ground,
        "basis": edge.basis,
        "origin": edge.origin,
        "rationale": edge.rationale,
        "words": edge.words,
        "look": edge_look_of(edge).name,
    }
    return {name: clean(value) for name, value in texts.items()}


def given(values: Values) -> Values:
    """The attributes that have a value: no empty text, and no line 0."""
    return {
        name: value
        for name, value in values.items()
        if value or isinstance(value, float)
    }


def caption_of(drawing: Drawing) -> str:
    """What a drawing shows and its legend, in words, a line each."""
    node_looks, edge_looks = legend_of(drawing.nodes, drawing.edges)
    return "\n".join(
        (
            clean(drawing.title),
            *(f"{look.name}: {look.shape}, {look.colour}" for look in node_looks),
            *(f"{look.name}: {look.dash} line, {look.colour}" for look in edge_looks),
        )
    )


def rgb_of(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, each from 0 to 255.

    >>> rgb_of("#0072b2")
    (0, 114, 178)
    """
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def colour_of(node: Node) -> tuple[int, int, int]:
    """The red, green and blue of a node."""
    return rgb_of(look_of(node).colour)


def _measure_name(name: str) -> str:
    name = NOT_IN_A_NAME.sub("_", name)
    return f"measure_{name}" if name in TAKEN else name
