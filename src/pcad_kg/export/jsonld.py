"""Triples → JSON-LD that reads as a tree: an item, its links, what they lead to.

The context is ours and within the file, so that no reader fetches one. It says of each
property what its values are, so that they stand as plain strings and numbers; a value
that differs says so itself. A link hangs below the item from which it leads, and below
the link the item to which it leads, where that is met first; elsewhere by its name.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from pcad_kg.export.data import Json, json_bytes
from pcad_kg.terms import (
    DCTERMS,
    PCAD,
    PREFIXES,
    RDF,
    RDFS,
    SKOS,
    XSD,
    Iri,
    Term,
    Triple,
)

# Short names for what is said most, besides our own terms, which need no prefix.
ALIASES = {
    RDFS.label: "label",
    RDFS.comment: "comment",
    DCTERMS.title: "title",
    DCTERMS.isPartOf: "isPartOf",
    SKOS.prefLabel: "prefLabel",
}
FROM, TO, LINKS = PCAD["from"], PCAD.to, "links"
WHOLE = re.compile(r"-?[1-9]\d{0,14}|0")
INTEGERS = (f"{XSD}integer", f"{XSD}nonNegativeInteger")
NUMBERS = re.compile(r"(\d+)")
# An item that no link leads to stands at the top, these first.
FIRST = (PCAD.Recommendation, PCAD.Finding)
Node = dict[Iri, list[Term]]


def to_jsonld(triples: Iterable[Triple]) -> bytes:
    """Triples as JSON-LD, the same bytes each time, in their order within a node.

    What leads to everything else is the document's root; several make a list.
    """
    nodes: dict[Iri, Node] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in triples:
        nodes[subject][predicate].append(value)
    context = _Context(nodes.values())
    trees = _Trees(nodes, context).made()
    head: dict[str, Json] = {"@context": context.said()}
    if len(trees) == 1:
        return json_bytes(head | trees[0])
    return json_bytes(head | {"@graph": trees})


class _Context:
    """What the file says of its terms, and how values are written by it."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        values: dict[Iri, list[Term]] = defaultdict(list)
        for node in nodes:
            for predicate, found in node.items():
                values[predicate] += found
        self._kinds = {p: _kind_of(found) for p, found in sorted(values.items())}

    def said(self) -> dict[str, Json]:
        """The context: prefixes, short names, what each property's values are."""
        found: dict[str, Json] = {"@vocab": PCAD.namespace, **PREFIXES}
        found |= {"id": "@id", "type": "@type"}
        for predicate, kind in self._kinds.items():
            name, iri = name_of(predicate), _compact(predicate)
            if predicate != RDF.type and kind:
                found[name] = {"@id": iri} | kind
            elif predicate in ALIASES:
                found[name] = iri
        return found | {LINKS: {"@reverse": _compact(FROM)}}

    def written(self, predicate: Iri, values: list[Term]) -> Json:
        """A property's values: one by itself, several as a list."""
        kind = self._kinds[predicate]
        found = [_written(value, kind) for value in values]
        return found[0] if len(found) == 1 else found


class _Trees:
    """The nodes put below each other, each in full where it is met first."""

    def __init__(self, nodes: Mapping[Iri, Node], context: _Context) -> None:
        self._nodes, self._context = nodes, context
        self._links: dict[Iri, list[Iri]] = defaultdict(list)
        for iri, node in nodes.items():
            for start in node.get(FROM, [])[:1]:
                if isinstance(start, Iri) and start in nodes and start != iri:
                    self._links[start].append(iri)
        self._met: set[Iri] = set()

    def made(self) -> list[dict[str, Json]]:
        """The trees, from the nodes to which nothing leads down."""
        reached = {v for n in self._nodes.values() for v in n.get(TO, [])}
        reached |= {link for links in self._links.values() for link in links}
        tops = [iri for iri in self._nodes if iri not in reached]
        order = [*sorted(tops, key=self._rank), *sorted(self._nodes, key=self._rank)]
        return [self._tree(iri) for iri in order if iri not in self._met]

    def _rank(self, iri: Iri) -> tuple[int, list[tuple[bool, int, str]]]:
        kinds = self._nodes[iri].get(RDF.type, [])
        place = next((n for n, kind in enumerate(FIRST) if kind in kinds), len(FIRST))
        return place, _natural(iri)

    def _tree(self, iri: Iri, above: Iri | None = None) -> dict[str, Json]:
        """A node with its links; a link without saying again from where it leads."""
        self._met.add(iri)
        found: dict[str, Json] = {"id": _compact(iri)}
        for predicate, values in self._nodes[iri].items():
            rest = [v for v in values if predicate != FROM or v != above]
            if predicate == RDF.type:
                found["type"] = self._types(rest)
            elif predicate == TO and len(rest) == 1 and self._is_new(rest[0]):
                found["to"] = self._tree(Iri(rest[0]))
            elif rest:
                found[name_of(predicate)] = self._context.written(predicate, rest)
        links = sorted(self._links.get(iri, []), key=self._rank)
        below = [self._tree(link, iri) for link in links if link not in self._met]
        return found | ({LINKS: below} if below else {})

    def _is_new(self, value: Term) -> bool:
        is_node = isinstance(value, Iri) and value in self._nodes
        return is_node and value not in self._met

    def _types(self, values: list[Term]) -> Json:
        found = [name_of(Iri(value)) for value in values]
        return found[0] if len(found) == 1 else list(found)


def name_of(term: Iri) -> str:
    """A property or class by its short name, ours without a prefix.

    >>> name_of(PCAD.text), name_of(RDFS.label), name_of(DCTERMS.issued)
    ('text', 'label', 'dcterms:issued')
    """
    if term in ALIASES:
        return ALIASES[term]
    return _local(term) or _compact(term)


def _local(term: str) -> str:
    local = term.removeprefix(PCAD.namespace)
    return local if local in PCAD.names else ""


def _compact(iri: Iri) -> str:
    """An IRI with a prefix of ours if it has one."""
    for prefix, namespace in PREFIXES.items():
        rest = iri.removeprefix(namespace)
        if rest != iri and not rest.startswith("//"):
            return f"{prefix}:{rest}"
    return str(iri)


def _kind_of(values: list[Term]) -> dict[str, Json]:
    """What all values of a property are: nodes, of one datatype, in one language."""
    if all(isinstance(value, Iri) for value in values):
        is_ours = all(_local(value) for value in values)
        return {"@type": "@vocab" if is_ours else "@id"}
    kinds = {(_type(value), _language(value)) for value in values}
    if len(kinds) == 1:
        datatype, language = kinds.pop()
        if language:
            return {"@language": language}
        if datatype and datatype != "@id":
            return {"@type": _compact(Iri(datatype))}
    return {}


def _type(value: Term) -> str:
    return "@id" if isinstance(value, Iri) else value.datatype


def _language(value: Term) -> str:
    return "" if isinstance(value, Iri) else value.language


def _written(value: Term, kind: Mapping[str, Json]) -> Json:
    """A value as short as its property's kind allows."""
    if isinstance(value, Iri):
        if kind.get("@type") == "@vocab":
            return _local(value)
        return _compact(value) if kind else {"id": _compact(value)}
    if value.language:
        said = {"@value": str(value), "@language": value.language}
        return str(value) if kind else said
    if not value.datatype:
        return str(value)
    is_whole = value.datatype in INTEGERS and WHOLE.fullmatch(value)
    plain: Json = int(value) if is_whole else str(value)
    return plain if kind else {"@value": plain, "@type": _compact(Iri(value.datatype))}


def _natural(iri: Iri) -> list[tuple[bool, int, str]]:
    parts = NUMBERS.split(iri)
    return [(p.isdecimal(), int(p) if p.isdecimal() else 0, p) for p in parts]
