"""The ontology and its schemes as a page: every term with what it means."""

from collections import defaultdict
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from pcad_kg.paths import data_folder
from pcad_kg.serve import paths
from pcad_kg.serve.desk import Ref
from pcad_kg.terms import PCAD, PREFIXES, RDF, RDFS, SKOS, Iri, local_name, shown

FILES = ("pcad.ttl", "schemes.ttl", "alignments.ttl")
SCHEMA = "https://schema.org/"
OWL = PREFIXES["owl"]
PROPERTIES = ("ObjectProperty", "DatatypeProperty", "AnnotationProperty", "Property")
SECTIONS = (
    ("Classes", "classes", ("Class",)),
    ("Properties", "properties", PROPERTIES),
    ("Lists of concepts", "schemes", ("ConceptScheme",)),
    ("Concepts", "concepts", ("Concept",)),
)
# What is told of a term, each under its name.
TOLD = (
    ("Sub-class of", RDFS.subClassOf),
    ("Sub-property of", RDFS.subPropertyOf),
    ("Said of", f"{SCHEMA}domainIncludes"),
    ("Value", f"{SCHEMA}rangeIncludes"),
    ("Inverse of", f"{OWL}inverseOf"),
    ("In the list", SKOS.inScheme),
    ("Like", SKOS.exactMatch),
    ("Close to", SKOS.closeMatch),
    ("Narrower than", SKOS.broadMatch),
    ("Related to", SKOS.relatedMatch),
    ("Same class as", f"{OWL}equivalentClass"),
    ("See also", RDFS.seeAlso),
)


@dataclass(frozen=True, slots=True)
class Term:
    """A term: its short name, label, meaning, example, and how it stands to others."""

    key: str
    iri: str
    name: str
    label: str
    definition: str
    examples: tuple[str, ...]
    told: tuple[tuple[str, tuple[Ref, ...]], ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one sort."""

    title: str
    key: str
    terms: tuple[Term, ...]


def vocabulary_page() -> tuple[Terms, ...]:
    """Our own terms, as the files of `ontology/` define them."""
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name in FILES:
        path = data_folder("ontology") / name
        for quad in parse(path=path, format=RdfFormat.TURTLE):
            if isinstance(quad.subject, NamedNode) and isinstance(
                quad.object, NamedNode | Literal
            ):
                values = said[quad.subject.value][quad.predicate.value]
                values.append(quad.object.value)
    return tuple(
        Terms(
            title,
            key,
            tuple(
                _term(iri, facts)
                for iri, facts in sorted(said.items())
                if iri.startswith(PCAD.namespace)
                and any(local_name(kind) in kinds for kind in facts[RDF.type])
                and not (key == "properties" and "Class" in facts[RDF.type])
            ),
        )
        for title, key, kinds in SECTIONS
    )


def _term(iri: str, facts: dict[str, list[str]]) -> Term:
    labels = facts[RDFS.label] or facts[SKOS.prefLabel]
    return Term(
        key=local_name(iri),
        iri=iri,
        name=shown_iri(iri),
        label=labels[0] if labels else local_name(iri),
        definition=" ".join(facts[SKOS.definition] or facts[RDFS.comment]),
        examples=tuple(facts[SKOS.example]),
        told=tuple(
            (name, tuple(map(_ref, sorted(facts[predicate]))))
            for name, predicate in TOLD
            if facts[predicate]
        ),
    )


def _ref(iri: str) -> Ref:
    return Ref(paths.path_of(iri) or iri, shown_iri(iri), "term")


def shown_iri(iri: str) -> str:
    """An IRI by its prefix where that is known."""
    return shown(Iri(iri))
