"""The listed works, who cites them, and the printed acronyms."""

from collections.abc import Iterator

from rdflib import Literal
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS, XSD

from pcad_kg.model import Acronym, Citation, Reference
from pcad_kg.names import GLOSSARY, PCAD
from pcad_kg.triples import Triple, describe, describe_item, item


def reference_triples(reference: Reference) -> Iterator[Triple]:
    """A listed work: authors as printed, title, year and address."""
    year, url = reference.year, reference.url
    return describe_item(
        item("reference", reference.key),
        PCAD.Reference,
        reference.label,
        reference,
        reference.section,
        (DCTERMS.creator, reference.authors),
        (DCTERMS.title, reference.title),
        (PCAD.year, Literal(str(year), datatype=XSD.gYear) if year else None),
        (PCAD.url, Literal(url, datatype=XSD.anyURI) if url else None),
    )


def citation_triples(citation: Citation) -> Iterator[Triple]:
    """That a passage cites a work."""
    return describe(
        item("passage", citation.passage),
        (PCAD.cites, item("reference", citation.reference)),
    )


def glossary_triples() -> Iterator[Triple]:
    """The scheme that the acronyms are in."""
    return describe(
        GLOSSARY,
        (RDF.type, SKOS.ConceptScheme),
        (RDFS.label, Literal("acronyms of the report", lang="en")),
        (SKOS.prefLabel, Literal("acronyms of the report", lang="en")),
    )


def acronym_triples(acronym: Acronym) -> Iterator[Triple]:
    """An acronym as a concept of the glossary."""
    node = item("acronym", acronym.key)
    yield from describe_item(
        node,
        PCAD.Acronym,
        acronym.notation,
        acronym,
        acronym.section,
        (SKOS.notation, acronym.notation),
        (SKOS.prefLabel, Literal(acronym.meaning, lang="en")),
        (SKOS.inScheme, GLOSSARY),
    )
    yield from describe(node, (RDF.type, SKOS.Concept))
