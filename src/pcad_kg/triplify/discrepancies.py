"""Where the report disagrees with itself: a node each, leading to what it concerns."""

from collections.abc import Iterator

from rdflib import Literal
from rdflib.namespace import RDF, RDFS

from pcad_kg.audit import Discrepancy
from pcad_kg.names import PCAD
from pcad_kg.triples import Triple, describe, item


def discrepancy_triples(found: Discrepancy) -> Iterator[Triple]:
    """A discrepancy with its lines, the items it concerns, and one sentence on it."""
    return describe(
        item("discrepancy", found.key),
        (RDF.type, PCAD.Discrepancy),
        (RDFS.label, label(found)),
        (PCAD.discrepancyKind, found.topic.value),
        (PCAD.severity, found.severity.value),
        *((PCAD["at"], line) for line in found.at),
        *((PCAD.concerns, item(kind, key)) for kind, key in found.items),
        (PCAD.printed, found.printed),
        (PCAD.expected, found.expected),
        (RDFS.comment, Literal(found.comment, lang="en")),
    )


def label(found: Discrepancy) -> str:
    """A discrepancy's short name: "Fraction L496", "Text-table L400-2"."""
    place = found.key.removeprefix(f"{found.topic}-")
    return f"{found.topic.capitalize()} {place.upper()}"
