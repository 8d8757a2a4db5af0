"""A view of the graph → its drawing: items as nodes, links folded into edges."""

from collections.abc import Iterable

from pcad_kg.cited import Item, item_at, kind_of, label_at, natural
from pcad_kg.engine.protocol import Engine, has, node_of, nodes_of
from pcad_kg.errors import QueryError, UnknownItemError
from pcad_kg.export.drawing import Drawing, Edge, Node
from pcad_kg.export.fold import PARTS, SHOWN, folded, joined, key_of
from pcad_kg.export.held import Held
from pcad_kg.export.look import NODES
from pcad_kg.library import find_query
from pcad_kg.lookup import item_of
from pcad_kg.terms import PCAD, RDF, Iri, local_name
from pcad_kg.wording import SYSTEM, caption, where

DEFAULT, TRAIL, CO_EVIDENCE = "evidence", "trail", "co-evidence"
VIEWS = (DEFAULT, "agencies", TRAIL, "voices", CO_EVIDENCE, "full")
ROOTS = ("Recommendation", "Finding")
# The kinds of node, in the order in which a drawing lists them.
KINDS = (*NODES, "Reference")
TOLD_BY_TITLE = ("Figure", "Table", "TableRow", "Section")
# What an item is cited by beside what a view says of it: names, sections, doubts.
SURROUNDINGS = """
CONSTRUCT { ?node ?said ?value } WHERE {
  VALUES ?kind {
    pcad:Agency pcad:Role pcad:Region pcad:Grade pcad:Section pcad:Discrepancy
  }
  ?node a ?kind .
  ?node ?said ?value .
}
"""


def drawing_of(engine: Engine, view: str = DEFAULT, root: str | None = None) -> Drawing:
    """A view as nodes and edges in the report's order, not yet measured or laid out.

    Args:
        engine: what asks the graph.
        view: one of `VIEWS`.
        root: the label of the item from which a trail starts; other views have none.

    Raises:
        QueryError: there is no such view, or a root is missing or not wanted.
        UnknownItemError: nothing has the root's label, or no trail leads down from it.
    """
    start = start_of(engine, view, root)
    query = find_query(view)
    found = engine.query(query.text, {"item": start} if start else {}).triples or ()
    held = Held((*found, *(engine.query(SURROUNDINGS).triples or ())))
    items = {s for s, said, value in found if said == RDF.type and _is_drawn(value)}
    if view == CO_EVIDENCE:
        items = {i for i in items if has(held, i, RDF.type, PCAD.Recommendation)}
    nodes = sorted((_node(iri, held) for iri in items), key=_order)
    edges = (
        joined(items, held)
        if view == CO_EVIDENCE
        else folded(items, held, SHOWN.get(view, PARTS))
    )
    title = (
        query.summary if start is None else f"What {label_at(start, held)} stands on"
    )
    return Drawing(view, title, tuple(nodes), _sorted(nodes, edges))


def start_of(engine: Engine, view: str, root: str | None) -> Iri | None:
    """The item where a trail starts; none for the other views.

    Raises:
        QueryError: there is no such view, or a root is missing or not wanted.
        UnknownItemError: nothing has the root's label, or no trail leads down from it.
    """
    if view not in VIEWS:
        raise QueryError(f"{view}: no such view; choose {', '.join(VIEWS)}")
    if view != TRAIL:
        if root:
            raise QueryError(
                f"--root {root}: only the view {TRAIL} starts from an item"
            )
        return None
    if not root:
        raise QueryError(f"{TRAIL}: name where it starts, such as --root R16")
    start = item_of(root, engine)
    if kind_of(start, engine) not in ROOTS:
        raise UnknownItemError(
            f"{root}: no trail leads down from it; name a recommendation or finding,"
            " such as R16"
        )
    return start


def _is_drawn(kind: str) -> bool:
    return kind.startswith(PCAD.namespace) and local_name(kind) in KINDS


def _node(iri: Iri, held: Held) -> Node:
    item = item_at(iri, held)
    grade = node_of(held, iri, PCAD.evidenceGrade)
    return Node(
        key=key_of(iri),
        iri=str(iri),
        kind=_kind(iri, held),
        label=item.label,
        title=caption(item) if item.kind in TOLD_BY_TITLE else "",
        text=item.text,
        place=where(item),
        first_line=item.first_line,
        speaker=item.speaker if item.kind == "Quote" else "",
        grade=label_at(grade, held) if grade else "",
        agencies=_agencies(iri, item, held),
        doubts=tuple(dict.fromkeys(doubt.sentence for doubt in item.doubts)),
    )


def _kind(iri: Iri, held: Held) -> str:
    """The kind that is drawn: a role is a concept as well, a number an observation."""
    kinds = set(map(local_name, nodes_of(held, iri, RDF.type)))
    return next(kind for kind in KINDS if kind in kinds)


def _agencies(iri: Iri, item: Item, held: Held) -> tuple[str, ...]:
    """Whom an item is about, or of whose agency a speaker is."""
    said = PCAD.voicedBy if item.kind == "Quote" else PCAD.concernsAgency
    names = sorted(label_at(agency, held) for agency in nodes_of(held, iri, said))
    whole = [SYSTEM] if held.objects(iri, PCAD.concernsAllAgencies) else []
    return (*names, *whole)


def _order(node: Node) -> tuple[int, int, list[object], str]:
    """By kind and place; recommendations, printed several times, by number."""
    line = 0 if node.kind == "Recommendation" else node.first_line
    return KINDS.index(node.kind), line, natural(node.label), node.key


def _sorted(nodes: list[Node], edges: Iterable[Edge]) -> tuple[Edge, ...]:
    """Edges in the order of their nodes, then by kind."""
    place = {node.key: number for number, node in enumerate(nodes)}
    return tuple(
        sorted(
            edges,
            key=lambda e: (place[e.source], e.kind, place[e.target], e.key),
        )
    )
