"""Drawing → an Obsidian vault: a note for each item, linked, coloured by kind."""

import re
from collections.abc import Mapping, Sequence

from pcad_kg.export.attributes import clean, measure_columns, node_values
from pcad_kg.export.data import Json, json_bytes
from pcad_kg.export.drawing import Drawing, Edge, Node
from pcad_kg.export.look import legend_of, look_of
from pcad_kg.export.markdown import front_matter, plain
from pcad_kg.export.vault_names import note_names, safe_name

INDEX = "Index"
GRAPH = ".obsidian/graph.json"
CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def to_obsidian(drawing: Drawing) -> Mapping[str, bytes]:
    """The vault's files by path: notes in a folder for each kind, an index, colours.

    A note links to what its item is linked to, with strength and reason; Obsidian
    itself shows the links that come back. Texts are as `clean` leaves them in the
    properties, and in the note with their white space collapsed.
    """
    labels = {node.key: clean(node.label) for node in drawing.nodes}
    names = note_names(labels, kept=(INDEX,))
    outgoing: dict[str, list[Edge]] = {key: [] for key in names}
    for edge in drawing.edges:
        outgoing[edge.source].append(edge)
    notes = {
        _path(node, names[node.key]): _note(node, outgoing[node.key], names, labels)
        for node in drawing.nodes
    }
    return {
        f"{INDEX}.md": _index(drawing, names, labels).encode(),
        **{path: note.encode() for path, note in notes.items()},
        GRAPH: json_bytes(_graph_settings(drawing)),
    }


def tag_of(kind: str) -> str:
    """The tag by which a kind's notes are coloured and found.

    >>> tag_of("TableRow")
    'table-row'
    """
    return CAPITAL.sub("-", kind).lower()


def _path(node: Node, name: str) -> str:
    return f"{safe_name(look_of(node).name)}/{name}.md"


def _note(
    node: Node,
    edges: Sequence[Edge],
    names: Mapping[str, str],
    labels: Mapping[str, str],
) -> str:
    kinds = dict.fromkeys(edge.kind for edge in edges)
    parts = [_properties(node), f"# {plain(labels[node.key])}"]
    parts += [f"**{plain(clean(node.title))}**"] if node.title else []
    parts += [f"> {plain(clean(node.text))}"] if node.text.strip() else []
    parts += [plain(clean(line)) for line in (node.speaker, node.place) if line]
    parts += [f"> [!warning] {plain(clean(doubt))}" for doubt in node.doubts]
    for kind in kinds:
        links = (_link(edge, names, labels) for edge in edges if edge.kind == kind)
        parts += [f"## {plain(clean(kind)).capitalize()}", "\n".join(links)]
    return "\n\n".join(parts) + "\n"


def _properties(node: Node) -> str:
    values = node_values(node)
    measures = {column.name: values[column.name] for column in measure_columns([node])}
    return front_matter(
        {
            "aliases": [str(values["title"])] if node.title else [],
            "tags": [tag_of(node.kind)],
            **{name: values[name] for name in values if name not in measures},
            "key": node.key,
            "agencies": [clean(name) for name in node.agencies],
            "doubts": [clean(doubt) for doubt in node.doubts],
            **measures,
        }
    )


def _link(edge: Edge, names: Mapping[str, str], labels: Mapping[str, str]) -> str:
    how = ", ".join(
        clean(word)
        for word in (edge.strength, edge.ground, edge.basis, edge.origin)
        if word
    )
    said = [f"({plain(how)})"] if how else []
    said += [plain(clean(edge.rationale))] if edge.rationale else []
    said += [f"“{plain(clean(edge.words))}”"] if edge.words else []
    return " ".join((f"- {_wiki_link(edge.target, names, labels)}", *said))


def _wiki_link(key: str, names: Mapping[str, str], labels: Mapping[str, str]) -> str:
    name, label = names[key], " ".join(labels[key].split())
    shown = safe_name(label)
    return f"[[{name}]]" if name == shown else f"[[{name}|{shown}]]"


def _index(
    drawing: Drawing, names: Mapping[str, str], labels: Mapping[str, str]
) -> str:
    node_looks, _ = legend_of(drawing.nodes, drawing.edges)
    parts = [front_matter({"tags": ["index"]}), f"# {plain(clean(drawing.title))}"]
    parts.append(f"{len(drawing.nodes):,} items, {len(drawing.edges):,} links.")
    for look in node_looks:
        items = [node for node in drawing.nodes if look_of(node) == look]
        swatch = f'<span style="color:{look.colour}">■</span>'
        links = (f"- {_wiki_link(node.key, names, labels)}" for node in items)
        heading = f"## {swatch} {plain(look.name)} ({len(items):,})"
        parts += [heading, "\n".join(links)]
    return "\n\n".join(parts) + "\n"


def _graph_settings(drawing: Drawing) -> Json:
    kinds = {tag_of(node.kind): look_of(node) for node in drawing.nodes}
    groups: list[Json] = [
        {
            "query": f"tag:#{tag}",
            "color": {"a": 1, "rgb": int(look.colour.removeprefix("#"), 16)},
        }
        for tag, look in sorted(kinds.items())
    ]
    return {
        "collapse-color-groups": False,
        "colorGroups": groups,
        "hideUnresolved": True,
        # The index would tie everything to everything.
        "search": "-tag:#index",
        "showArrow": True,
        "showTags": False,
    }
