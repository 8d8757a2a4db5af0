"""`ontology/schemes.ttl` → the vocabulary that the extractors read by."""

from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SKOS

from pcad_kg.errors import GraphError
from pcad_kg.model import Concept, Vocabulary
from pcad_kg.names import PCAD, local_name


def read_turtle(path: Path) -> Graph:
    """The triples of one Turtle file.

    Raises:
        GraphError: the file cannot be read or is not Turtle.
    """
    graph = Graph()
    try:
        graph.parse(path, format="turtle")
    except OSError as error:
        raise GraphError(f"{path}: cannot be read ({error.strerror})") from error
    except Exception as error:  # the parser raises its own, undocumented kinds
        reason = " ".join(str(error).split())[:160]
        raise GraphError(f"{path}: not valid Turtle: {reason}") from error
    return graph


def vocabulary_of(schemes: Graph) -> Vocabulary:
    """The agencies, roles and regions with their labels, in the order of their IRIs.

    Raises:
        GraphError: a concept lacks its label, a class its concepts, or the concept of
            the whole system is missing.
    """
    return Vocabulary(
        _concepts(schemes, PCAD.Agency),
        _concept(schemes, PCAD.allAgencies),
        _concepts(schemes, PCAD.Role),
        _concepts(schemes, PCAD.Region),
    )


def _concepts(schemes: Graph, kind: URIRef) -> tuple[Concept, ...]:
    found = sorted(
        concept
        for concept in schemes.subjects(RDF.type, kind)
        if isinstance(concept, URIRef)
    )
    if not found:
        raise GraphError(
            f"schemes.ttl: no pcad:{local_name(kind)} in it; expected at least one"
        )
    return tuple(_concept(schemes, concept) for concept in found)


def _concept(schemes: Graph, concept: URIRef) -> Concept:
    label = schemes.value(concept, SKOS.prefLabel)
    if label is None:
        raise GraphError(f"schemes.ttl: {concept} has no skos:prefLabel; give it one")
    others = sorted(str(other) for other in schemes.objects(concept, SKOS.altLabel))
    excluded = schemes.objects(concept, PCAD.excludedLabel)
    works_for = schemes.value(concept, PCAD.worksFor)
    return Concept(
        slug=local_name(concept),
        label=str(label),
        labels=(str(label), *others),
        excluded=tuple(sorted(str(phrase) for phrase in excluded)),
        notations=tuple(sorted(map(str, schemes.objects(concept, SKOS.notation)))),
        hidden=tuple(sorted(map(str, schemes.objects(concept, SKOS.hiddenLabel)))),
        works_for=local_name(works_for) if isinstance(works_for, URIRef) else None,
    )
