"""The maps: views of the graph as networks in which a reader moves about."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from pcad_kg.export.drawing import Drawing
from pcad_kg.export.page import (
    LIBRARY,
    LICENCES,
    bundled,
    has_library,
    json_of,
    own,
    scripts,
)
from pcad_kg.serve.desk import Desk, Ref

Href = Callable[[str], str]
SCRIPT, STYLE = "graph.js", "graph.css"
# Of which kinds a map names the items where it cannot draw them.
PLAIN = ("Recommendation", "Agency")


@dataclass(frozen=True, slots=True)
class View:
    """A view that has a map: its path, its name in queries and exports, and for us."""

    path: str
    name: str
    title: str


# The view `full` has none: its page would weigh five megabytes.
VIEWS = (
    View("/map", "evidence", "Evidence"),
    View("/map/agencies", "agencies", "Agencies"),
    View("/map/co-evidence", "co-evidence", "Shared evidence"),
    View("/map/voices", "voices", "Voices"),
)


@dataclass(frozen=True, slots=True)
class Map:
    """What the page of a map shows.

    `drawing` is JSON and `markup` HTML that stand in the page as they are.
    `plain` leads on whoever runs no scripts: keys of nodes, and where they are told of.
    """

    view: View
    views: tuple[View, ...]
    title: str
    drawing: Markup
    markup: Markup
    is_drawable: bool
    plain: tuple[tuple[str, Ref], ...]


class Maps:
    """The maps of a graph, each drawn when first asked for, and kept.

    Args:
        desk: the graph at hand.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._made: dict[View, Map] = {}

    def map(self, view: View, href: Href) -> Map:
        """The map of a view, whose links are written as its page writes them."""
        if view not in self._made:
            self._made[view] = self._map(view, href)
        return self._made[view]

    def _map(self, view: View, href: Href) -> Map:
        # Brings networkx and numpy, which a server does without until a map is asked.
        from pcad_kg.export.formats import ready_drawing

        drawing = ready_drawing(self._desk.engine, view.name)
        pages = {node.key: href(self._desk.path(node.iri)) for node in drawing.nodes}
        return Map(
            view=view,
            views=VIEWS,
            title=drawing.title,
            drawing=Markup(json_of(drawing, pages)),
            markup=Markup(own("graph.html")),
            is_drawable=has_library(),
            plain=tuple(self._plain(drawing)),
        )

    def _plain(self, drawing: Drawing) -> Iterator[tuple[str, Ref]]:
        return (
            (node.key, Ref(self._desk.path(node.iri), node.label, node.kind, node.text))
            for node in drawing.nodes
            if node.kind in PLAIN
        )


def map_assets() -> dict[str, bytes]:
    """The scripts and the style of a map by name, and a licence.

    Our own scripts are within a function: no name of theirs meets one of the site's.
    Where the installation lacks the library, there is none here.
    """
    texts = {SCRIPT: f"(() => {{\n{scripts()}}})();\n", STYLE: own(STYLE)}
    if has_library():
        texts |= {name: bundled(name) for name in (LIBRARY, LICENCES)}
    return {name: text.encode() for name, text in texts.items()}
