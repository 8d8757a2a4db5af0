"""An IRI of ours → what is said of it, for whoever follows it."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from pcad_kg.engine.protocol import Engine
from pcad_kg.files import graph_files
from pcad_kg.paths import data_folder
from pcad_kg.serve.paths import ONTOLOGY
from pcad_kg.serve.rdf import BLANK, triples_of
from pcad_kg.terms import PCAD, PREFIXES, RDFS, SKOS, Iri, Triple

# By these a link, a repetition or a discrepancy says what it is about.
ABOUT = (PCAD["from"], PCAD.to, PCAD.concerns)
LABELS = (RDFS.label, SKOS.prefLabel)
TERM_FILES = ("pcad.ttl", "schemes.ttl", "alignments.ttl")


class Descriptions:
    """What is said of each thing that has an IRI of ours.

    Args:
        engine: the graph.
        folder: where its files are; the package's own without it.
        service: what the server says of itself and of the graph as a whole.
    """

    def __init__(
        self,
        engine: Engine,
        folder: Path | None = None,
        service: Iterable[Triple] = (),
    ) -> None:
        self._engine = engine
        self._files = {
            Iri(PREFIXES["graph"] + path.stem): path for path in graph_files(folder)
        }
        self._service: dict[str, list[Triple]] = {}
        for triple in service:
            self._service.setdefault(triple[0], []).append(triple)

    def has(self, iri: Iri) -> bool:
        """Whether anything is said of it."""
        return bool(
            self._engine.statements(iri)
            or iri in self._files
            or iri in self._service
            or iri == ONTOLOGY
        )

    def file_of(self, iri: Iri) -> Path | None:
        """The file that is a named graph; nothing for what is none."""
        return self._files.get(iri)

    def of(self, iri: Iri) -> Iterator[Triple]:
        """All that is said of it; nothing where that is nothing.

        For an item: its statements, the links, repetitions and discrepancies about it
        with theirs, and the labels of all that these point to. For a named graph: the
        whole of it. For the ontology: all its terms. For the data set: its record.
        """
        if iri == ONTOLOGY:
            yield from self._terms
        elif iri in self._files:
            yield from triples_of(self._files[iri])
        else:
            yield from self._service.get(iri, ())
            yield from self._of_item(iri)

    @cached_property
    def _terms(self) -> tuple[Triple, ...]:
        folder = data_folder("ontology")
        return tuple(
            triple
            for name in TERM_FILES
            for triple in triples_of(folder / name)
            if triple[0].startswith((ONTOLOGY, BLANK))
        )

    def _of_item(self, iri: Iri) -> Iterator[Triple]:
        about = (node for by in ABOUT for node in self._engine.subjects(by, iri))
        told = (iri, *about)
        named: set[Iri] = set()
        for node in told:
            for predicate, value in self._engine.statements(node):
                yield node, predicate, value
                if isinstance(value, Iri):
                    named.add(value)
        for node in named.difference(told):
            for predicate, value in self._engine.statements(node):
                if predicate in LABELS:
                    yield node, predicate, value
