"""Drawing → Neo4j: CSV files for its importer, Cypher that loads them, a style."""

from collections.abc import Iterable, Mapping

from pcad_kg.export.attributes import (
    EDGE_COLUMNS,
    Column,
    Type,
    Value,
    caption_of,
    clean,
    edge_values,
    given,
    node_columns,
    node_values,
)
from pcad_kg.export.drawing import Drawing, Edge, Node
from pcad_kg.export.look import edge_look_of, look_of

NODES, RELATIONSHIPS = "nodes.csv", "relationships.csv"
SCRIPT, STYLE = "load.cypher", "style.grass"
EVERY_NODE = "Item"
KEY = "key"
TYPES = {Type.TEXT: "string", Type.WHOLE: "int", Type.REAL: "double"}
CONVERSIONS = {Type.TEXT: "{}", Type.WHOLE: "toInteger({})", Type.REAL: "toFloat({})"}
LIST = "agencies"
LIST_MARK = ";"
PLACE = (Column("x", Type.REAL), Column("y", Type.REAL))
WEIGHT = Column("weight", Type.REAL)
# A backslash counts as itself only if it is doubled and the quoting is the old one,
# which LOAD CSV has unless the server is told otherwise.
IMPORT = (
    "neo4j-admin database import full --overwrite-destination=true"
    " --multiline-fields=true --legacy-style-quoting=true"
    f" --nodes={NODES} --relationships={RELATIONSHIPS} neo4j"
)


def to_neo4j(drawing: Drawing) -> Mapping[str, bytes]:
    """The files by name; each of the two ways to load them makes the same graph.

    Every node is an `Item` and of its kind, and has a name; agencies are a list, in
    which ";" parts them (an agency's own ";" becomes ","). Texts are as `clean` leaves
    them.
    """
    return {
        NODES: _nodes(drawing),
        RELATIONSHIPS: _relationships(drawing),
        SCRIPT: _script(drawing).encode(),
        STYLE: _style(drawing).encode(),
    }


def relationship_type(kind: str) -> str:
    """How Neo4j writes a kind of edge.

    >>> relationship_type("supported by")
    'SUPPORTED_BY'
    """
    return "".join(c if c.isalnum() else "_" for c in kind.upper())


def _nodes(drawing: Drawing) -> bytes:
    columns = _node_columns(drawing)
    header = [f"{KEY}:ID", "name", *map(_header, columns), ":LABEL"]
    return _csv([header, *(_node_row(node, columns) for node in drawing.nodes)])


def _node_row(node: Node, columns: Iterable[Column]) -> list[str]:
    values = node_values(node) | {"x": node.x, "y": node.y}
    values[LIST] = LIST_MARK.join(
        clean(name).replace(LIST_MARK, ",") for name in node.agencies
    )
    name = str(values["label"]) or node.key
    cells = _cells(values, columns)
    return [node.key, name, *cells, f"{EVERY_NODE};{node.kind}"]


def _relationships(drawing: Drawing) -> bytes:
    columns = _edge_columns()
    header = [":START_ID", ":END_ID", KEY, *map(_header, columns), ":TYPE"]
    return _csv([header, *(_relationship_row(edge, columns) for edge in drawing.edges)])


def _relationship_row(edge: Edge, columns: Iterable[Column]) -> list[str]:
    values = edge_values(edge) | {"weight": float(edge.weight)}
    cells = _cells(values, columns)
    return [edge.source, edge.target, edge.key, *cells, relationship_type(edge.kind)]


def _node_columns(drawing: Drawing) -> list[Column]:
    return [*(c for c in node_columns(drawing) if c.name != "label"), *PLACE]


def _edge_columns() -> list[Column]:
    return [*(c for c in EDGE_COLUMNS if c.name != "kind"), WEIGHT]


def _header(column: Column) -> str:
    if column.name == LIST:
        return f"{column.name}:string[]"
    return f"{column.name}:{TYPES[column.type]}"


def _cells(values: Mapping[str, Value], columns: Iterable[Column]) -> list[str]:
    there = given(dict(values))
    return [str(there.get(column.name, "")) for column in columns]


def _csv(rows: Iterable[Iterable[str]]) -> bytes:
    lines = (",".join(map(_quoted, row)) for row in rows)
    return "".join(f"{line}\n" for line in lines).encode()


def _quoted(cell: str) -> str:
    inner = cell.replace("\\", "\\\\").replace('"', '""')
    return f'"{inner}"' if cell else ""


def _script(drawing: Drawing) -> str:
    kinds = sorted({node.kind for node in drawing.nodes})
    types = sorted({relationship_type(edge.kind) for edge in drawing.edges})
    statements = [
        f"CREATE CONSTRAINT item_key IF NOT EXISTS\nFOR (n:{EVERY_NODE})"
        f" REQUIRE n.{KEY} IS UNIQUE;",
        f"CREATE INDEX item_name IF NOT EXISTS\nFOR (n:{EVERY_NODE}) ON (n.name);",
        _load_nodes(_node_columns(drawing)),
        *(_label_nodes(kind) for kind in kinds),
        *(_load_relationships(name) for name in types),
    ]
    return "\n\n".join([_heading(drawing), *statements]) + "\n"


def _heading(drawing: Drawing) -> str:
    lines = (
        *caption_of(drawing).split("\n"),
        "",
        f"Put {NODES} and {RELATIONSHIPS} into the server's import folder and run this",
        "file with cypher-shell; or fill an empty database with",
        IMPORT,
        f"Neo4j Browser takes the colours from {STYLE}, dropped onto it.",
    )
    return "\n".join(f"// {line}".rstrip() for line in lines)


def _load_nodes(columns: Iterable[Column]) -> str:
    settings = [("name", "row.name"), *((c.name, _read(c)) for c in columns)]
    return (
        f"LOAD CSV WITH HEADERS FROM 'file:///{NODES}' AS row\n"
        f"MERGE (n:{EVERY_NODE} {{{KEY}: row.`{KEY}:ID`}})\n"
        f"SET\n{_settings('n', settings)};"
    )


def _label_nodes(kind: str) -> str:
    found = f"MATCH (n:{EVERY_NODE} {{kind: {_literal(kind)}}})"
    return f"{found} SET n:{_name(kind)};"


def _load_relationships(name: str) -> str:
    settings = [(column.name, _read(column)) for column in _edge_columns()]
    return (
        f"LOAD CSV WITH HEADERS FROM 'file:///{RELATIONSHIPS}' AS row\n"
        f"WITH row WHERE row.`:TYPE` = {_literal(name)}\n"
        f"MATCH (a:{EVERY_NODE} {{{KEY}: row.`:START_ID`}})\n"
        f"MATCH (b:{EVERY_NODE} {{{KEY}: row.`:END_ID`}})\n"
        f"MERGE (a)-[r:{_name(name)} {{{KEY}: row.{KEY}}}]->(b)\n"
        f"SET\n{_settings('r', settings)};"
    )


def _style(drawing: Drawing) -> str:
    nodes = {node.kind: look_of(node) for node in drawing.nodes}
    # A type has one colour here: that of its widest line.
    by_width = sorted(drawing.edges, key=lambda edge: edge_look_of(edge).width)
    edges = {relationship_type(edge.kind): edge_look_of(edge) for edge in by_width}
    return "".join(
        (
            *(
                f"node.{kind} {{\n  color: {look.colour};\n  border-color: #404040;\n"
                f'  text-color-internal: {look.ink};\n  caption: "{{name}}";\n}}\n'
                for kind, look in sorted(nodes.items())
            ),
            *(
                f"relationship.{kind} {{\n  color: {look.colour};\n"
                f"  shaft-width: {look.width}px;\n}}\n"
                for kind, look in sorted(edges.items())
            ),
        )
    )


def _settings(owner: str, settings: Iterable[tuple[str, str]]) -> str:
    return ",\n".join(f"  {owner}.{_name(name)} = {value}" for name, value in settings)


def _read(column: Column) -> str:
    cell = f"row.{_name(_header(column))}"
    if column.name == LIST:
        return f"split({cell}, '{LIST_MARK}')"
    return CONVERSIONS[column.type].format(cell)


def _name(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _literal(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
