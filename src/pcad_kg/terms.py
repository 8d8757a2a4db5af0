"""IRIs, literals and the closed list of our terms, free of any RDF library.

What reads the graph needs names before it needs an engine; `names` is the same list for
rdflib.
"""

import re
from typing import TypeAlias

BASE = "https://w3id.org/pcad-kg/"
XSD = "http://www.w3.org/2001/XMLSchema#"


class Iri(str):
    """The address of a thing or a term."""

    __slots__ = ()


class Literal(str):
    """A value as it is written, with its datatype or language."""

    __slots__ = ("datatype", "language")

    datatype: str
    language: str

    def __new__(cls, value: str, datatype: str = "", language: str = "") -> "Literal":
        """A value; without datatype and language a plain string."""
        made = super().__new__(cls, value)
        made.datatype = datatype
        made.language = language
        return made


Term: TypeAlias = Iri | Literal
Triple: TypeAlias = tuple[Iri, Iri, Term]


class Terms:
    """The terms of a namespace: those listed, or any where none are."""

    def __init__(self, namespace: str, *names: str) -> None:
        self.namespace = namespace
        self.names = frozenset(names)

    def __getitem__(self, name: str) -> Iri:
        """The term's IRI.

        Raises:
            AttributeError: the list lacks it.
        """
        if self.names and name not in self.names:
            raise AttributeError(f"{self.namespace} has no term {name}")
        return Iri(self.namespace + name)

    def __getattr__(self, name: str) -> Iri:
        return self[name]


PCAD = Terms(
    f"{BASE}ontology#",
    # what stands in the report
    *"""
    Item Report Section Passage Recommendation Wording Finding Figure Table
    TableRow TableColumn Statistic Quote Question Reference Acronym
    """.split(),
    # who speaks and who is spoken of
    *"""
    Agency Role Region
    """.split(),
    # why an edge holds
    *"""
    Link EvidenceLink AgencyLink GroundingLink IllustrationLink CounterLink
    Repetition Strength Ground Basis Origin Grade
    """.split(),
    # where the report disagrees with itself
    *"""
    Discrepancy
    """.split(),
    # place and words
    *"""
    text firstLine lastLine inSection number position part startPage passageKind
    sourceSha256
    """.split(),
    # recommendations, figures, tables, statistics
    *"""
    hasWording wordingOf place sampleSize sampleAsPrinted excludesAgency
    exclusion answers row column states statedBy value unit percentage numerator
    denominator count ofAgency asPrinted lowest highest measure qualifier
    sampleSizeFrom
    """.split(),
    # quotes and references
    *"""
    quoteKind attribution speakerRole speakerRegion voicedBy agencyFrom theme
    repeats repeatKind cites year url responsesAsPrinted responses
    """.split(),
    # vocabulary
    *"""
    worksFor respondents interviewees excludedLabel
    """.split(),
    # evidence
    *"""
    supportedBy directlySupportedBy contextuallySupportedBy supports restsOn
    concernsAgency concernOf concernsAllAgencies groundedIn groundFor
    illustratedBy counteredBy refersTo referredToBy evidenceGrade
    """.split(),
    # links
    *"""
    from to strength ground basis origin rationale relyingOn judgedOn score
    """.split(),
    # audit
    *"""
    discrepancyKind severity at concerns printed expected
    """.split(),
    # schemes and their concepts
    *"""
    agencies roles regions agencyScopes allAgencies strengths direct contextual
    grounds problem remedy demand bases named implied origins stated judged
    proposed grades quantified interviewOnly quotesOnly noEvidence
    """.split(),
)
REP = Terms(f"{BASE}pcad-2021/")
AGENCY = Terms(f"{BASE}agency/")
DCTERMS = Terms("http://purl.org/dc/terms/")
NIF = Terms("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
RDF = Terms("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Terms("http://www.w3.org/2000/01/rdf-schema#")
SKOS = Terms("http://www.w3.org/2004/02/skos/core#")

PREFIXES: dict[str, str] = {
    "agency": AGENCY.namespace,
    "graph": f"{BASE}graph/",
    "nif": NIF.namespace,
    "pcad": PCAD.namespace,
    "qb": "http://purl.org/linked-data/cube#",
    "region": f"{BASE}region/",
    "rep": REP.namespace,
    "role": f"{BASE}role/",
    "dcterms": DCTERMS.namespace,
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": RDF.namespace,
    "rdfs": RDFS.namespace,
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": SKOS.namespace,
    "xsd": XSD,
}


def local_name(iri: str) -> str:
    """What follows the last `/` or `#` of an IRI."""
    return re.split(r"[/#]", iri)[-1]


def shown(term: str | None) -> str:
    """A term as a reader sees it: an IRI of ours by its prefix, none as nothing.

    >>> shown(PCAD.text), shown(Literal("28.0")), shown(None)
    ('pcad:text', '28.0', '')
    """
    if isinstance(term, Iri):
        for prefix, namespace in PREFIXES.items():
            if term.startswith(namespace):
                return f"{prefix}:{term.removeprefix(namespace)}"
    return str(term or "")
