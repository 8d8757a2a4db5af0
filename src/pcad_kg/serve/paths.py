"""An IRI of ours ↔ the path of its page, the same on the server and on static files."""

from enum import StrEnum

from pcad_kg.terms import BASE, PCAD, PREFIXES, REP, Iri

# What stands before a path, by its first part; all other paths are the report's items.
SHARED = ("agency", "role", "region", "graph")
ONTOLOGY = PCAD.namespace.rstrip("#")
ONTOLOGY_PATH = "/ontology"
SLASHES = "/\\"  # a browser takes either for the other


class Suffix(StrEnum):
    """How a path ends that names one form of a description."""

    HTML = ".html"
    TURTLE = ".ttl"
    JSON_LD = ".jsonld"
    JSON = ".json"
    N_TRIPLES = ".nt"
    RDF_XML = ".rdf"


def path_of(iri: str) -> str | None:
    """The path of an IRI's page; nothing where the IRI is none of ours.

    A term of the ontology has its place on the page of all terms. What could be read
    as another host (`//evil.example`) is a path of this site.

    >>> from pcad_kg.terms import AGENCY
    >>> path_of(REP["recommendation/16"]), path_of(AGENCY["police"])
    ('/recommendation/16', '/agency/police')
    >>> path_of(PCAD["Finding"]), path_of("https://example.org/")
    ('/ontology#Finding', None)
    >>> path_of(f"{REP.namespace}//evil.example/")
    '/evil.example/'
    """
    if iri == ONTOLOGY or iri.startswith(PCAD.namespace):
        return ONTOLOGY_PATH + iri.removeprefix(ONTOLOGY)
    if iri.startswith(REP.namespace):
        return "/" + iri.removeprefix(REP.namespace).lstrip(SLASHES)
    for name in SHARED:
        if iri.startswith(PREFIXES[name]):
            return f"/{name}/{iri.removeprefix(PREFIXES[name])}"
    return None


def iri_of(path: str) -> Iri:
    """The IRI that a path without a suffix stands for, whether or not it is anything.

    >>> iri_of("/table/3.11/row/2") == REP["table/3.11/row/2"]
    True
    >>> str(iri_of("/agency/police"))
    'https://w3id.org/pcad-kg/agency/police'
    """
    if path == ONTOLOGY_PATH:
        return Iri(ONTOLOGY)
    first = path.split("/")[1] if "/" in path else ""
    start = BASE if first in SHARED else REP.namespace
    return Iri(start + path.removeprefix("/"))


def without_suffix(path: str) -> tuple[str, Suffix | None]:
    """A path without its suffix, and the suffix.

    >>> without_suffix("/finding/2.7.b.ttl")
    ('/finding/2.7.b', <Suffix.TURTLE: '.ttl'>)
    >>> without_suffix("/finding/2.7.b")
    ('/finding/2.7.b', None)
    """
    for suffix in Suffix:
        if path.endswith(suffix) and path != suffix:
            return path.removesuffix(suffix), suffix
    return path, None
