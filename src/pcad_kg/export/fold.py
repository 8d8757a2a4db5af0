"""What joins the items of a view → edges: links with their reasons, and plain ones."""

from collections.abc import Collection, Iterator, Mapping
from itertools import combinations

import networkx

from pcad_kg.cited import concept_at, label_at, natural, value_at
from pcad_kg.engine.protocol import Engine, node_of, nodes_of
from pcad_kg.export.drawing import Edge
from pcad_kg.groups import words_of
from pcad_kg.terms import BASE, DCTERMS, PCAD, RDF, RDFS, REP, Iri
from pcad_kg.walk import DOWN, FROM

# What is said of a link, and of an edge that has no link to tell its reason.
LINKS = {**DOWN, PCAD.AgencyLink: "concerns", PCAD.Repetition: "repeats"}
PLAIN = {
    DCTERMS.isPartOf: "part of",
    PCAD.inSection: "in section",
    PCAD.theme: "on theme",
    PCAD.voicedBy: "voiced by",
    PCAD.speakerRole: "in role",
    PCAD.speakerRegion: "from region",
    PCAD.worksFor: "works for",
    PCAD.answers: "answers",
    PCAD.states: "states",
    PCAD.ofAgency: "is of",
    PCAD.excludesAgency: "leaves out",
    PCAD.refersTo: "refers to",
    PCAD.cites: "cites",
    PCAD.concerns: "disagrees on",
}
PARTS = (DCTERMS.isPartOf,)
# Which of the edges without a link a view shows, where it is not the parts alone.
SHOWN: Mapping[str, Collection[Iri]] = {
    "voices": (PCAD.theme, PCAD.voicedBy, PCAD.speakerRole, PCAD.speakerRegion),
    "full": tuple(PLAIN),
}
# What stands in a section itself; the rest stands in a passage or table that does.
SECTIONED = frozenset(
    (PCAD.Recommendation, PCAD.Finding, PCAD.Figure, PCAD.Table, PCAD.Passage)
)
SHARES = "shares evidence with"
WEIGHTS = {"direct": 1.0, "contextual": 0.5}
# Countering is as strong as what it counters; what joins without a reason is weak.
KIND_WEIGHTS = {
    **dict.fromkeys(DOWN.values(), 1.0),
    "concerns": 1.0,
    "illustrated by": 0.5,
    "repeats": 0.5,
}
WEAKEST = 0.25


def key_of(iri: Iri) -> str:
    """The end of an IRI, which names a node within a file.

    >>> key_of(REP["finding/2.7.b"]), key_of(Iri(BASE + "agency/health"))
    ('finding/2.7.b', 'agency/health')
    """
    return iri.removeprefix(REP.namespace).removeprefix(BASE)


def folded(
    items: Collection[Iri], engine: Engine, plain: Collection[Iri] = PARTS
) -> Iterator[Edge]:
    """The edges between items, in no order: a link's with all that it says.

    Of what no link tells the reason, only the relations in `plain`.
    """
    for item in items:
        for link in engine.subjects(FROM, item):
            target = node_of(engine, link, PCAD.to)
            kinds = [LINKS[k] for k in nodes_of(engine, link, RDF.type) if k in LINKS]
            if target in items and target and kinds:
                yield _of_link(engine, link, item, target, kinds[0])
        for said in plain:
            for target in nodes_of(engine, item, said):
                if target in items and _is_told(engine, item, said):
                    yield _plain(item, target, PLAIN[said])


def _is_told(engine: Engine, item: Iri, said: Iri) -> bool:
    kinds = nodes_of(engine, item, RDF.type)
    return said != PCAD.inSection or not SECTIONED.isdisjoint(kinds)


def _of_link(engine: Engine, link: Iri, item: Iri, target: Iri, kind: str) -> Edge:
    strength = concept_at(link, PCAD.strength, engine)
    return Edge(
        key=key_of(link),
        source=key_of(item),
        target=key_of(target),
        kind=kind,
        strength=strength,
        ground=concept_at(link, PCAD.ground, engine),
        basis=concept_at(link, PCAD.basis, engine),
        origin=concept_at(link, PCAD.origin, engine),
        rationale=value_at(link, PCAD.rationale, engine)
        or value_at(link, RDFS.comment, engine),
        words=" … ".join(words_of(engine, link)),
        weight=WEIGHTS.get(strength, KIND_WEIGHTS.get(kind, WEAKEST)),
    )


def _plain(item: Iri, target: Iri, kind: str) -> Edge:
    source, end = key_of(item), key_of(target)
    key = f"{source}/{kind.replace(' ', '-')}/{end}"
    return Edge(key, source, end, kind, weight=WEAKEST)


def joined(recommendations: Collection[Iri], engine: Engine) -> Iterator[Edge]:
    """An edge between each two recommendations that rest on the same, in no order.

    Its weight is the number of items shared, direct or as context, its words their
    labels.
    """
    rests = {
        item: set(nodes_of(engine, item, PCAD.supportedBy)) for item in recommendations
    }
    bipartite = networkx.Graph()
    bipartite.add_nodes_from(rests)
    bipartite.add_edges_from((r, item) for r, found in rests.items() for item in found)
    shared = networkx.bipartite.weighted_projected_graph(bipartite, list(rests))
    for one, other in combinations(sorted(rests, key=lambda r: natural(key_of(r))), 2):
        if shared.has_edge(one, other):
            labels = [label_at(item, engine) for item in rests[one] & rests[other]]
            yield Edge(
                key=f"{key_of(one)}/shares/{key_of(other)}",
                source=key_of(one),
                target=key_of(other),
                kind=SHARES,
                rationale=f"Both rest on {_counted(len(labels))}.",
                words=", ".join(sorted(labels, key=natural)),
                weight=float(shared[one][other]["weight"]),
            )


def _counted(number: int) -> str:
    return "one item" if number == 1 else f"{number} items"
