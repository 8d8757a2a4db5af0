"""A drawing → one HTML page that opens from disk and asks nothing of a network.

The page carries its data, its style, its scripts and Cytoscape.js, which draws. A
content security policy names each script and the style by its hash, so that nothing
else runs, whatever a text of the report holds.
"""

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import asdict, fields
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template

from pcad_kg.errors import OutputError
from pcad_kg.export.drawing import Drawing, Edge, Node
from pcad_kg.export.look import (
    OTHER_EDGE,
    OTHER_NODE,
    EdgeLook,
    edge_look_of,
    legend_of,
    look_of,
)

WEB = Path(__file__).parent / "web"
VENDOR = WEB / "vendor"
LIBRARY, LICENCES = "cytoscape.min.js", "THIRD-PARTY.txt"
SCRIPTS = ("drawing.js", "shapes.js", "labels.js", "chart.js", "details.js", "page.js")
# A link seen from where it leads to.
BACK = {
    "supported by": "supports",
    "grounded in": "grounds",
    "illustrated by": "illustrates",
    "countered by": "counters",
    "concerns": "is concern of",
    "shares evidence with": "shares evidence with",
    "repeats": "is repeated by",
    "part of": "has as part",
    "in section": "holds",
    "on theme": "is theme of",
    "voiced by": "voices",
    "in role": "is role of",
    "from region": "is region of",
    "works for": "has working for it",
    "answers": "is answered by",
    "states": "is stated by",
    "is of": "is counted in",
    "leaves out": "is left out by",
    "refers to": "is referred to by",
    "cites": "is cited by",
    "disagrees on": "is doubted by",
}
NOWHERE: Mapping[str, str] = {}
# What would end a script element, or a line of script, from within a text.
ESCAPES = str.maketrans(
    {
        "<": "\\u003c",
        ">": "\\u003e",
        "&": "\\u0026",
        "\u2028": "\\u2028",
        "\u2029": "\\u2029",
    }
)


def to_html(drawing: Drawing) -> str:
    """The page of a drawing, whole in one file.

    Raises:
        OutputError: the installation lacks the library that draws.
    """
    style, script = own("page.css") + own("graph.css"), scripts()
    library = bundled(LIBRARY)
    return Template(own("page.html")).substitute(
        title=escape(drawing.title),
        policy=escape(policy_of(scripts=(library, script), styles=(style,))),
        style=style,
        graph=own("graph.html"),
        licences=escape(bundled(LICENCES)),
        drawing=json_of(drawing),
        library=library,
        script=script,
    )


def scripts() -> str:
    """Our own scripts as one, which the library must come before."""
    return "\n".join(map(own, SCRIPTS))


def own(name: str) -> str:
    """The text of a file of ours: a script, a style, a piece of markup."""
    return (WEB / name).read_text(encoding="utf-8")


def has_library() -> bool:
    """Whether the installation has what draws."""
    return (VENDOR / LIBRARY).is_file()


def bundled(name: str) -> str:
    """The text of a file that a build brings: the library, its licence.

    Raises:
        OutputError: the installation lacks it.
    """
    try:
        return (VENDOR / name).read_text(encoding="utf-8")
    except OSError as error:
        raise OutputError(
            f"{VENDOR / name}: the part of the HTML page that draws is missing; run"
            " `pip install -e .` again in a checkout, with a network, or install"
            " pcad-kg anew"
        ) from error


def policy_of(scripts: tuple[str, ...], styles: tuple[str, ...]) -> str:
    """The policy that lets exactly these scripts and styles run, and images of data."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(map(_hash_of, scripts)),
            "style-src " + " ".join(map(_hash_of, styles)),
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash_of(text: str) -> str:
    digest = b64encode(sha256(text.encode()).digest()).decode("ascii")
    return f"'sha256-{digest}'"


def json_of(drawing: Drawing, pages: Mapping[str, str] = NOWHERE) -> str:
    r"""The drawing as JSON that may stand within a script element.

    Every sign that could end the element is escaped, and all beyond ASCII, so that a
    control character or half a surrogate pair in a text comes through as it is.

    Args:
        drawing: what is drawn.
        pages: where more is told of a node, by its key, as a page links to it.

    >>> print(json_of(Drawing("evidence", "</i>&", (), ())))
    {"title":"\u003c/i\u003e\u0026","kinds":{},"looks":[],"nodes":[],"edges":[]}
    """
    kinds, named = _kinds(drawing), _named_looks(drawing)
    indices = {name: number for number, name in enumerate(named)}
    data = {
        "title": drawing.title,
        "kinds": kinds,
        "looks": [
            asdict(look) | {"name": name, "back": back}
            for name, (look, back) in named.items()
        ],
        "nodes": [_told(node, pages) for node in drawing.nodes],
        "edges": [
            _filled(edge) | {"look": indices[_name_of(edge)]} for edge in drawing.edges
        ],
    }
    return json.dumps(data, separators=(",", ":")).translate(ESCAPES)


def _kinds(drawing: Drawing) -> dict[str, dict[str, object]]:
    """How each kind of node looks, in the legend's order.

    Kinds without a look of their own go by their names.
    """
    order, _ = legend_of(drawing.nodes, ())
    looks = {node.kind: look_of(node) for node in drawing.nodes}
    return {
        kind: asdict(look) | ({"name": kind} if look == OTHER_NODE else {})
        for kind, look in sorted(
            looks.items(), key=lambda pair: (order.index(pair[1]), pair[0])
        )
    }


def _named_looks(drawing: Drawing) -> dict[str, tuple[EdgeLook, str]]:
    """How each kind of link looks, by name, and its name from the other end."""
    _, order = legend_of((), drawing.edges)
    found = {_name_of(edge): edge for edge in drawing.edges}
    ranked = sorted(found, key=lambda n: (order.index(edge_look_of(found[n])), n))
    return {name: (edge_look_of(found[name]), _back_of(found[name])) for name in ranked}


def _name_of(edge: Edge) -> str:
    look = edge_look_of(edge)
    return edge.kind if look == OTHER_EDGE else look.name


def _back_of(edge: Edge) -> str:
    name = _name_of(edge)
    strength = name.removeprefix(edge.kind) if name.startswith(edge.kind) else ""
    return BACK.get(edge.kind, f"{edge.kind}, from") + strength


def _told(node: Node, pages: Mapping[str, str]) -> dict[str, object]:
    page = {"page": pages[node.key]} if node.key in pages else {}
    return _filled(node) | page


def _filled(item: Node | Edge) -> dict[str, object]:
    """The values that say something, an empty text or list being left out."""
    values = {field.name: getattr(item, field.name) for field in fields(item)}
    return {
        name: dict(value) if isinstance(value, Mapping) else value
        for name, value in values.items()
        if isinstance(value, int | float) or value
    }
