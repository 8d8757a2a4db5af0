"""The named queries as examples that other tools can read and run (SHACL)."""

from collections.abc import Iterator

from pcad_kg.ask import bound
from pcad_kg.engine.given import with_values
from pcad_kg.engine.protocol import Engine
from pcad_kg.library import NamedQuery, named_queries
from pcad_kg.serve.guard import Asks, checked
from pcad_kg.terms import PREFIXES, RDF, RDFS, REP, XSD, Iri, Literal, Terms, Triple

SH = Terms(PREFIXES["sh"])
SCHEMA = Terms("https://schema.org/")
DECLARATIONS = REP["dataset/prefixes"]
WORDS = {
    Asks.ROWS: ("select", "SPARQLSelectExecutable"),
    Asks.TRUTH: ("ask", "SPARQLAskExecutable"),
    Asks.TRIPLES: ("construct", "SPARQLConstructExecutable"),
    Asks.DESCRIPTION: ("construct", "SPARQLConstructExecutable"),
}


def example_of(query: NamedQuery, engine: Engine) -> str:
    """A named query as it is run with the parameters of its first example."""
    bindings = bound(query, engine, query.example)
    return with_values(query.sparql, bindings).strip() + "\n"


def examples_in_shacl(engine: Engine, endpoint: str) -> Iterator[Triple]:
    """Each named query as a `sh:SPARQLExecutable`, and the prefixes they share."""
    for query in named_queries():
        node = REP[f"dataset/example/{query.name}"]
        text = example_of(query, engine)
        predicate, kind = WORDS[checked(text)]
        yield node, RDF.type, SH.SPARQLExecutable
        yield node, RDF.type, SH[kind]
        yield node, RDFS.comment, Literal(query.question, language="en")
        yield node, RDFS.label, Literal(query.summary, language="en")
        yield node, SH.prefixes, DECLARATIONS
        yield node, SH[predicate], Literal(text)
        yield node, SCHEMA.target, Iri(endpoint)
        for word in (query.folder, *query.readers):
            yield node, SCHEMA.keywords, Literal(word)
    yield from prefixes_in_shacl()


def prefixes_in_shacl() -> Iterator[Triple]:
    """The prefixes that a query here need not declare."""
    yield DECLARATIONS, RDFS.label, Literal("prefixes", language="en")
    for prefix, namespace in PREFIXES.items():
        node = REP[f"dataset/prefix/{prefix}"]
        yield DECLARATIONS, SH.declare, node
        yield node, RDF.type, SH.PrefixDeclaration
        yield node, SH.prefix, Literal(prefix)
        yield node, SH["namespace"], Literal(namespace, f"{XSD}anyURI")
