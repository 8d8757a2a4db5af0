"""What a page and a download are, and which paths lead elsewhere."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from pcad_kg.export.page import ESCAPES
from pcad_kg.serve.desk import LINKS, TOLD_ELSEWHERE
from pcad_kg.serve.negotiate import BY_SUFFIX, RDF_FORMS

Query = Mapping[str, list[str]]
# The suffixes of a description's forms, each with its media type.
FORMS = tuple(
    (suffix.value, form.media.type)
    for suffix, form in BY_SUFFIX.items()
    if form in RDF_FORMS
)
SVG = "svg"
DOWNLOADS = {
    "trail.svg": (SVG, "image/svg+xml"),
    "trail.md": ("markdown", "text/markdown; charset=utf-8"),
    "trail.ttl": ("turtle", "text/turtle; charset=utf-8"),
    "trail.jsonld": ("jsonld", "application/ld+json"),
}
PEOPLE = ("Agency", "Role", "Region")
# Classes whose items are shown on the page of something else, or within the text.
WITHIN = (*TOLD_ELSEWHERE, "Discrepancy", *LINKS)
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


def json_in_page(data: Mapping[str, object]) -> Markup:
    """Data as JSON in which no sign is left that could end the element it stands in.

    >>> json_in_page({"a": "</script>"})
    Markup('{"a":"\\\\u003c/script\\\\u003e"}')
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(ESCAPES))
