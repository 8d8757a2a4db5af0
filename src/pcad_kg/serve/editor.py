"""The page of the SPARQL editor: what it begins with, and what the editor knows."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from markupsafe import Markup

from pcad_kg.engine.protocol import Engine
from pcad_kg.library import NamedQuery, named_queries
from pcad_kg.paths import PACKAGE
from pcad_kg.serve.asking import Shelf, shelves
from pcad_kg.serve.desk import Desk
from pcad_kg.serve.examples import example_of
from pcad_kg.serve.made import json_in_page
from pcad_kg.serve.vocabularies import vocabulary_page
from pcad_kg.terms import PCAD, PREFIXES, Iri, local_name, shown

BUNDLE = PACKAGE / "serve" / "assets" / "vendor" / "yasqe.min.js"
START = """PREFIX pcad: <https://w3id.org/pcad-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?recommendation ?label ?text WHERE {
  ?recommendation a pcad:Recommendation ; rdfs:label ?label ; pcad:text ?text .
}
ORDER BY ?label LIMIT 10
"""
# How often each class and each property is used.
CLASSES = "SELECT ?term (COUNT(*) AS ?n) WHERE { ?s a ?term } GROUP BY ?term"
PROPERTIES = "SELECT ?term (COUNT(*) AS ?n) WHERE { ?s ?term ?o } GROUP BY ?term"
KINDS = {"classes": "class", "properties": "property", "concepts": "value"}
# The classes whose items are offered by name, because queries often ask about one.
NAMED = ("Agency", "Role", "Region", "Recommendation")
PREFIXED = re.compile(r"[a-z]+:[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Known:
    """What can be completed: as a query writes it, its kind and what it means.

    `uses` says how often the graph uses a class or a property.
    """

    written: str
    iri: str
    kind: str
    label: str
    definition: str = ""
    uses: int = 0


@dataclass(frozen=True, slots=True)
class Editor:
    """What the page of the editor begins with.

    Without a bundle it is a plain field. `known` is JSON: prefixes, terms, examples.
    """

    text: str
    shelves: tuple[Shelf, ...]
    known: Markup
    is_bundled: bool

    @property
    def count(self) -> int:
        """How many examples there are."""
        return sum(len(shelf.queries) for shelf in self.shelves)


def editor_page(known: Markup, typed: str) -> Editor:
    """The data of the editor's page, with what was typed or a first query."""
    return Editor(typed or START, shelves(), known, BUNDLE.is_file())


def known_to_editor(desk: Desk) -> Markup:
    """What the editor knows, as JSON that may stand within a page.

    It is the same for as long as the graph is, and takes most of a second to find.
    """
    data = {
        "prefixes": PREFIXES,
        "terms": [asdict(term) for term in (*_terms(desk.engine), *_items(desk))],
        "examples": {q.name: _example(q, desk.engine) for q in named_queries()},
    }
    return json_in_page(data)


def _example(query: NamedQuery, engine: Engine) -> str:
    """A named query under its question, with the values of its first example."""
    return f"# {query.question}\n{example_of(query, engine)}"


def _terms(engine: Engine) -> Iterator[Known]:
    """Our own terms, and those of other vocabularies that the graph uses."""
    uses = {
        "class": _uses(engine, CLASSES),
        "property": _uses(engine, PROPERTIES),
        "value": {},
    }
    for section in vocabulary_page():
        kind = KINDS.get(section.key, "")
        for term in section.terms if kind else ():
            count = uses[kind].pop(term.iri, 0)
            yield Known(term.name, term.iri, kind, term.label, term.definition, count)
    for kind, found in uses.items():
        for iri, count in sorted(found.items()):
            if not iri.startswith(PCAD.namespace):
                yield Known(written(iri), iri, kind, local_name(iri), uses=count)


def _uses(engine: Engine, query: str) -> dict[str, int]:
    return {str(iri): int(n or 0) for iri, n in engine.query(query).cells}


def _items(desk: Desk) -> Iterator[Known]:
    """Agencies, roles, regions and recommendations."""
    for kind in NAMED:
        for iri in desk.classes[kind]:
            ref = desk.ref(iri)
            words = "" if ref.words == ref.label else ref.words
            yield Known(written(iri), iri, kind.lower(), ref.label, words)


def written(iri: str) -> str:
    """An IRI as a query writes it: with a prefix where that needs no escapes.

    >>> written("https://w3id.org/pcad-kg/agency/police")
    'agency:police'
    >>> written("https://w3id.org/pcad-kg/pcad-2021/recommendation/16")
    '<https://w3id.org/pcad-kg/pcad-2021/recommendation/16>'
    """
    short = shown(Iri(iri))
    return short if PREFIXED.fullmatch(short) else f"<{iri}>"
