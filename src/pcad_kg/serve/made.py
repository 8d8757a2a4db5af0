"""What a page and a download are, and which paths lead elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass

Query = Mapping[str, list[str]]
FORMS = (
    (".ttl", "text/turtle"),
    (".jsonld", "application/ld+json"),
    (".nt", "application/n-triples"),
    (".rdf", "application/rdf+xml"),
)
# The forms of a description that lie beside a page of files.
FILED = FORMS[:2]
SVG = "svg"
DOWNLOADS = {
    "trail.svg": (SVG, "image/svg+xml"),
    "trail.md": ("markdown", "text/markdown; charset=utf-8"),
    "trail.ttl": ("turtle", "text/turtle; charset=utf-8"),
    "trail.jsonld": ("jsonld", "application/ld+json"),
}
PEOPLE = ("Agency", "Role", "Region")
# Classes whose items are shown on the page of something else, or within the text.
WITHIN = (
    "Wording",
    "TableColumn",
    "Statistic",
    "Acronym",
    "Discrepancy",
    "Repetition",
    "EvidenceLink",
    "AgencyLink",
    "GroundingLink",
    "IllustrationLink",
    "CounterLink",
)
SECTIONS = {
    "Recommendation": "/",
    "Finding": "/finding",
    "Table": "/table",
    "TableRow": "/table",
    "Figure": "/figure",
    "Agency": "/agency",
    "Role": "/agency",
    "Region": "/agency",
    "Section": "/source",
    "Passage": "/source",
    "Quote": "/search",
}
MOVED = {"/report": "/", "/glossary": "/acronym", "/recommendation": "/"}
MOVED |= {"/role": "/agency", "/region": "/agency", "/section": "/source"}
GRAPHS = "SELECT ?graph (COUNT(*) AS ?n) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its status, its HTML, its title, the IRI it is about.

    One with a `location` only says where that is shown, with status 303.
    """

    status: int
    body: str
    title: str
    iri: str | None
    location: str = ""


@dataclass(frozen=True, slots=True)
class Download:
    """A file that a page offers."""

    media_type: str
    body: bytes
