"""Namespaces as rdflib wants them, and the only place an IRI is minted."""

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace

from pcad_kg import terms
from pcad_kg.terms import BASE, PREFIXES, local_name

__all__ = [
    "AGENCY",
    "BASE",
    "GLOSSARY",
    "GRAPH",
    "NIF",
    "PCAD",
    "PREFIXES",
    "QB",
    "REGION",
    "REP",
    "ROLE",
    "cell",
    "column",
    "item",
    "link",
    "local_name",
    "repetition",
    "slug",
    "wording",
]

REP = Namespace(PREFIXES["rep"])
AGENCY = Namespace(PREFIXES["agency"])
ROLE = Namespace(PREFIXES["role"])
REGION = Namespace(PREFIXES["region"])
GRAPH = Namespace(PREFIXES["graph"])
QB = Namespace(PREFIXES["qb"])
NIF = Namespace(PREFIXES["nif"])
GLOSSARY = REP.glossary


class PCAD(DefinedNamespace):
    """Every class, property and concept of the ontology; `ontology/pcad.ttl` agrees."""

    _NS = Namespace(PREFIXES["pcad"])
    _fail = True
    _extras = sorted(terms.PCAD.names)


def item(kind: str, key: str) -> URIRef:
    """The IRI of an item of the report.

    >>> str(item("row", "3.11/2")), str(item("finding", "2.7.b"))
    ... # doctest: +NORMALIZE_WHITESPACE
    ('https://w3id.org/pcad-kg/pcad-2021/table/3.11/row/2',
     'https://w3id.org/pcad-kg/pcad-2021/finding/2.7.b')
    """
    if kind == "row":
        table, _, number = key.partition("/")
        return REP[f"table/{table}/row/{number}"]
    return REP[f"{kind}/{key}"]


def column(table: str, index: int) -> URIRef:
    """The IRI of a table's column."""
    return REP[f"table/{table}/column/{index}"]


def cell(table: str, row: int, key: str) -> URIRef:
    """The IRI of a statistic; `key` is the column, `2-2` for a cell's second figure."""
    return REP[f"table/{table}/row/{row}/column/{key}"]


def wording(number: int, place: str) -> URIRef:
    """The IRI of a recommendation's wording in one place."""
    return REP[f"recommendation/{number}/wording/{place}"]


def link(from_kind: str, from_key: str, to: str) -> URIRef:
    """The IRI of a link node, made from what it joins.

    >>> iri = link("recommendation", "16", slug("row", "3.11/2"))
    >>> str(iri.removeprefix(REP))
    'link/r16/table-3.11-row-2'
    """
    letters = {"recommendation": "r", "finding": "f"}
    start = letters.get(from_kind, f"{from_kind}-")
    return REP[f"link/{start}{from_key}/{to}"]


def repetition(quote: str, repeated: str) -> URIRef:
    """The IRI of the node that tells how one quote repeats another."""
    return REP[f"repetition/{quote}/{repeated}"]


def slug(kind: str, key: str) -> str:
    """An item's name within a link's IRI."""
    if kind == "row":
        return f"table-{key.replace('/', '-row-')}"
    return f"{kind}-{key}"
