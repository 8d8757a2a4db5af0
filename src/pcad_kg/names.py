"""Namespaces as closed lists of terms, and the only place an IRI is minted."""

import re

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace

BASE = "https://w3id.org/pcad-kg/"
REP = Namespace(f"{BASE}pcad-2021/")
AGENCY = Namespace(f"{BASE}agency/")
ROLE = Namespace(f"{BASE}role/")
REGION = Namespace(f"{BASE}region/")
GRAPH = Namespace(f"{BASE}graph/")
QB = Namespace("http://purl.org/linked-data/cube#")


class PCAD(DefinedNamespace):
    """Every class, property and concept of the ontology; `ontology/pcad.ttl` agrees."""

    _NS = Namespace(f"{BASE}ontology#")
    _fail = True
    _extras = ["from"]

    # what stands in the report
    Item: URIRef
    Report: URIRef
    Section: URIRef
    Passage: URIRef
    Recommendation: URIRef
    Wording: URIRef
    Finding: URIRef
    Figure: URIRef
    Table: URIRef
    TableRow: URIRef
    TableColumn: URIRef
    Statistic: URIRef
    Quote: URIRef
    Question: URIRef
    Reference: URIRef
    Acronym: URIRef
    # who speaks and who is spoken of
    Agency: URIRef
    Role: URIRef
    Region: URIRef
    # why an edge holds
    Link: URIRef
    EvidenceLink: URIRef
    AgencyLink: URIRef
    GroundingLink: URIRef
    IllustrationLink: URIRef
    CounterLink: URIRef
    Repetition: URIRef
    Strength: URIRef
    Ground: URIRef
    Basis: URIRef
    Origin: URIRef
    Grade: URIRef
    # where the report disagrees with itself
    Discrepancy: URIRef

    # place and words
    text: URIRef
    firstLine: URIRef
    lastLine: URIRef
    inSection: URIRef
    number: URIRef
    position: URIRef
    part: URIRef
    startPage: URIRef
    passageKind: URIRef
    sourceSha256: URIRef
    # recommendations, figures, tables, statistics
    hasWording: URIRef
    wordingOf: URIRef
    place: URIRef
    sampleSize: URIRef
    sampleAsPrinted: URIRef
    excludesAgency: URIRef
    exclusion: URIRef
    answers: URIRef
    row: URIRef
    column: URIRef
    states: URIRef
    statedBy: URIRef
    value: URIRef
    unit: URIRef
    percentage: URIRef
    numerator: URIRef
    denominator: URIRef
    count: URIRef
    ofAgency: URIRef
    asPrinted: URIRef
    lowest: URIRef
    highest: URIRef
    measure: URIRef
    qualifier: URIRef
    sampleSizeFrom: URIRef
    # quotes and references
    quoteKind: URIRef
    attribution: URIRef
    speakerRole: URIRef
    speakerRegion: URIRef
    voicedBy: URIRef
    agencyFrom: URIRef
    theme: URIRef
    repeats: URIRef
    repeatKind: URIRef
    cites: URIRef
    year: URIRef
    url: URIRef
    responsesAsPrinted: URIRef
    responses: URIRef
    # vocabulary
    worksFor: URIRef
    respondents: URIRef
    interviewees: URIRef
    excludedLabel: URIRef
    # evidence
    supportedBy: URIRef
    directlySupportedBy: URIRef
    contextuallySupportedBy: URIRef
    supports: URIRef
    restsOn: URIRef
    concernsAgency: URIRef
    concernOf: URIRef
    concernsAllAgencies: URIRef
    groundedIn: URIRef
    groundFor: URIRef
    illustratedBy: URIRef
    counteredBy: URIRef
    refersTo: URIRef
    referredToBy: URIRef
    evidenceGrade: URIRef
    # links; `from` is among the extras, being a word of Python's own
    to: URIRef
    strength: URIRef
    ground: URIRef
    basis: URIRef
    origin: URIRef
    rationale: URIRef
    relyingOn: URIRef
    judgedOn: URIRef
    score: URIRef
    # audit
    discrepancyKind: URIRef
    severity: URIRef
    at: URIRef
    concerns: URIRef
    printed: URIRef
    expected: URIRef
    # schemes and their concepts
    agencies: URIRef
    roles: URIRef
    regions: URIRef
    agencyScopes: URIRef
    allAgencies: URIRef
    strengths: URIRef
    direct: URIRef
    contextual: URIRef
    grounds: URIRef
    problem: URIRef
    remedy: URIRef
    demand: URIRef
    bases: URIRef
    named: URIRef
    implied: URIRef
    origins: URIRef
    stated: URIRef
    judged: URIRef
    proposed: URIRef
    grades: URIRef
    quantified: URIRef
    interviewOnly: URIRef
    quotesOnly: URIRef
    noEvidence: URIRef


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


def local_name(iri: URIRef) -> str:
    """What follows the last `/` or `#` of an IRI."""
    return re.split(r"[/#]", str(iri))[-1]


PREFIXES: dict[str, str] = {
    "agency": str(AGENCY),
    "graph": str(GRAPH),
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "pcad": f"{BASE}ontology#",
    "qb": str(QB),
    "region": str(REGION),
    "rep": str(REP),
    "role": str(ROLE),
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
NIF = Namespace(PREFIXES["nif"])
GLOSSARY = REP.glossary
