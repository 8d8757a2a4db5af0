"""What the server says of itself: service description, VoID and DCAT, as triples."""

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import parse

from pcad_kg.engine.protocol import Engine
from pcad_kg.files import graph_files
from pcad_kg.serve.limits import Limits
from pcad_kg.serve.partitions import DATASET, VOID, number
from pcad_kg.serve.paths import ONTOLOGY
from pcad_kg.terms import (
    DCTERMS,
    PREFIXES,
    RDF,
    RDFS,
    REP,
    XSD,
    Iri,
    Literal,
    Terms,
    Triple,
)

SD = Terms("http://www.w3.org/ns/sparql-service-description#")
DCAT = Terms("http://www.w3.org/ns/dcat#")
FORMATS = Terms("http://www.w3.org/ns/formats/")
FOAF = Terms("http://xmlns.com/foaf/0.1/")
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
ENGLISH = "http://id.loc.gov/vocabulary/iso639-1/en"
RESULT_FORMATS = (
    "SPARQL_Results_JSON SPARQL_Results_XML SPARQL_Results_CSV SPARQL_Results_TSV"
).split()
RDF_FORMATS = "Turtle N-Triples RDF_XML JSON-LD".split()
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
TITLE = "“Protecting Children at a Distance” as a knowledge graph"
ABOUT = (
    "The report of King's College London (2021) as linked data: recommendations,"
    " findings, figures, tables, quotes, the evidence that joins them with a reason for"
    " each link, and where the report disagrees with itself."
)


def service_description(
    engine: Engine, folder: Path | None, address: str, limits: Limits
) -> Iterator[Triple]:
    """What the endpoint is, what it takes, and which graphs it has."""
    endpoint = endpoint_of(address)
    yield endpoint, RDF.type, SD.Service
    yield endpoint, RDF.type, DCAT.DataService
    yield endpoint, SD.endpoint, endpoint
    yield endpoint, SD.supportedLanguage, SD.SPARQL11Query
    for name in (*RESULT_FORMATS, *RDF_FORMATS):
        yield endpoint, SD.resultFormat, FORMATS[name]
    yield endpoint, SD.defaultDataset, DATASET
    yield endpoint, SD.availableGraphs, DATASET
    yield endpoint, RDFS.comment, Literal(limits_in_words(limits), language="en")
    yield endpoint, DCTERMS.title, Literal(f"SPARQL endpoint of {TITLE}", language="en")
    yield endpoint, DCAT.endpointURL, endpoint
    yield endpoint, DCAT.endpointDescription, endpoint
    yield endpoint, DCAT.servesDataset, DATASET
    yield from _graphs(engine, folder)
    yield from _record(engine, endpoint, address, folder)


def endpoint_of(address: str) -> Iri:
    """Where a server at an address takes queries.

    >>> str(endpoint_of("http://127.0.0.1:8000/"))
    'http://127.0.0.1:8000/sparql'
    """
    return Iri(address.rstrip("/") + "/sparql")


def limits_in_words(limits: Limits) -> str:
    """What a person who asks should know of the endpoint."""
    return (
        f"Read-only. A query may take {limits.seconds:g} seconds, {limits.rows} rows"
        f" and {limits.answer_bytes} bytes; what asks for more is refused (422), and"
        " what finds too many waiting is sent away for a while (503). The default graph"
        " is all that the report's graphs hold but what is only proposed; a query that"
        " names SHACL's or VoID's terms sees this description too."
    )


def _graphs(engine: Engine, folder: Path | None) -> Iterator[Triple]:
    default = REP["dataset/default-graph"]
    yield DATASET, RDF.type, SD.Dataset
    yield DATASET, SD.defaultGraph, default
    yield default, RDF.type, SD.Graph
    yield default, VOID.triples, number(_count(engine))
    for path in graph_files(folder):
        part, graph = REP[f"dataset/graph/{path.stem}"], _graph(path)
        yield DATASET, SD.namedGraph, part
        yield part, RDF.type, SD.NamedGraph
        yield part, SD.name, graph
        yield part, SD.graph, graph
        yield graph, RDF.type, SD.Graph
        yield graph, RDF.type, VOID.Dataset
        yield graph, VOID.triples, number(sum(1 for _ in parse(path=path)))
        yield graph, RDFS.label, Literal(path.stem)


def _count(engine: Engine) -> int:
    """How many triples are asked by default."""
    return int(engine.query(COUNT).cells[0][0] or 0)


def _graph(path: Path) -> Iri:
    return Iri(PREFIXES["graph"] + path.stem)


def _record(
    engine: Engine, endpoint: Iri, address: str, folder: Path | None
) -> Iterator[Triple]:
    """The data set as catalogues list it."""
    yield DATASET, RDF.type, VOID.Dataset
    yield DATASET, RDF.type, DCAT.Dataset
    yield DATASET, DCTERMS.title, Literal(TITLE, language="en")
    yield DATASET, RDFS.label, Literal(TITLE, language="en")
    yield DATASET, DCTERMS.description, Literal(ABOUT, language="en")
    yield DATASET, DCTERMS.source, REP.report
    yield DATASET, DCTERMS.language, Iri(ENGLISH)
    yield DATASET, FOAF.homepage, Iri(address.rstrip("/") + "/")
    for predicate, value in engine.statements(REP.report):
        if predicate in (DCTERMS.rights, DCTERMS.publisher, DCTERMS.creator):
            yield DATASET, predicate, value
    yield DATASET, VOID.sparqlEndpoint, endpoint
    for name in RDF_FORMATS:
        yield DATASET, VOID.feature, FORMATS[name]
    yield DATASET, VOID.uriSpace, Literal(REP.namespace)
    yield DATASET, VOID.exampleResource, REP["recommendation/16"]
    yield DATASET, VOID.vocabulary, Iri(ONTOLOGY)
    yield DATASET, DCTERMS.conformsTo, Iri(ONTOLOGY)
    for word in "child safeguarding,evidence,policy,COVID-19".split(","):
        yield DATASET, DCAT.keyword, Literal(word, language="en")
    yield from _distributions(endpoint, address, folder)


def _distributions(
    endpoint: Iri, address: str, folder: Path | None
) -> Iterator[Triple]:
    asked = REP["dataset/distribution/sparql"]
    yield DATASET, DCAT.distribution, asked
    yield asked, RDF.type, DCAT.Distribution
    yield asked, DCTERMS.title, Literal("SPARQL endpoint", language="en")
    yield asked, DCAT.accessService, endpoint
    yield asked, DCAT.accessURL, endpoint
    for path in graph_files(folder):
        graph = path.stem
        file = Iri(f"{address.rstrip('/')}/graph/{graph}.ttl")
        part = REP[f"dataset/distribution/{graph}"]
        yield DATASET, VOID.dataDump, file
        yield DATASET, DCAT.distribution, part
        yield part, RDF.type, DCAT.Distribution
        yield part, DCTERMS.title, Literal(f"{graph}, as Turtle", language="en")
        yield part, DCAT.downloadURL, file
        yield part, DCAT.accessURL, file
        yield part, DCAT.mediaType, Iri(MEDIA_TYPES + "text/turtle")
        yield part, DCAT.byteSize, _size(path)


def _size(path: Path) -> Literal:
    return Literal(str(path.stat().st_size), f"{XSD}nonNegativeInteger")
