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
    """The agencies with their labels, in the order of their IRIs.

    Raises:
        GraphError: an agency lacks its label, or the whole-system concept is missing.
    """
    agencies = sorted(
        agency
        for agency in schemes.subjects(RDF.type, PCAD.Agency)
        if isinstance(agency, URIRef)
    )
    if not agencies:
        raise GraphError("schemes.ttl: no pcad:Agency in it; expected the seven groups")
    return Vocabulary(
        tuple(_concept(schemes, agency) for agency in agencies),
        _concept(schemes, PCAD.allAgencies),
    )


def _concept(schemes: Graph, concept: URIRef) -> Concept:
    label = schemes.value(concept, SKOS.prefLabel)
    if label is None:
        raise GraphError(f"schemes.ttl: {concept} has no skos:prefLabel; give it one")
    others = sorted(str(other) for other in schemes.objects(concept, SKOS.altLabel))
    excluded = schemes.objects(concept, PCAD.excludedLabel)
    return Concept(
        slug=local_name(concept),
        label=str(label),
        labels=(str(label), *others),
        excluded=tuple(sorted(str(phrase) for phrase in excluded)),
        notations=tuple(sorted(map(str, schemes.objects(concept, SKOS.notation)))),
    )
