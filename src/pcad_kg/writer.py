"""A graph → Turtle, by rdflib's own writer without its repeated work."""

import io
from collections.abc import Mapping

from rdflib import Graph, Literal, URIRef
from rdflib.plugins.serializers.turtle import VERB, TurtleSerializer
from rdflib.term import Node

HEADER = (
    "# Made by `pcad-kg build`: change the source, the vocabulary or the judgements.\n"
)


def turtle_of(graph: Graph) -> bytes:
    """A graph as Turtle, the same bytes on every run: no blank nodes, all in order."""
    writer = _Writer(graph)
    end = io.BytesIO()
    writer.serialize(end, encoding="utf-8")
    return "".join((HEADER, *writer.parts)).encode() + end.getvalue()


class _Writer(TurtleSerializer):
    """rdflib's writer of Turtle, the same bytes in a third of the time.

    It finds out how a term is written for each triple that the term stands in, twice;
    here that is done once a term, and the order of properties once a set of them.
    """

    def __init__(self, store: Graph) -> None:
        super().__init__(store)
        self.parts: list[str] = []
        self._short: dict[tuple[Node, bool], str | None] = {}
        self._labels: dict[tuple[Node, bool], str] = {}
        self._orders: dict[tuple[Node, ...], list[Node]] = {}

    def write(self, text: str) -> None:
        """Keep a part of the text; all are encoded together, not one by one."""
        self.parts.append(text)

    def preprocess(self) -> None:
        """Count what refers to each subject, and declare the prefixes in use."""
        verbs: dict[Node, None] = {}  # in order: those without a prefix are numbered
        others: set[Node] = set()
        for subject, verb, value in self.store:
            self._references[value] += 1
            self._subjects[subject] = True
            verbs[verb] = None
            others.add(subject)
            others.add(value)
        for verb in verbs:
            if verb not in self.keywords:
                self.get_pname(verb)
        for node in others:
            named = node.datatype if isinstance(node, Literal) else node
            self.get_pname(named, gen_prefix=False)

    def get_pname(self, uri: Node | None, gen_prefix: bool = True) -> str | None:
        """An IRI with its prefix; nothing where it has none."""
        if not isinstance(uri, URIRef):
            return None
        key = (uri, gen_prefix)
        if key not in self._short:
            self._short[key] = super().get_pname(uri, gen_prefix)
        return self._short[key]

    def label(self, node: Node, position: int) -> str:
        """How a term is written where it stands."""
        key = (node, position == VERB)
        if key not in self._labels:
            self._labels[key] = super().label(node, position)
        return self._labels[key]

    def sortProperties(self, properties: Mapping[Node, list[Node]]) -> list[Node]:  # noqa: N802
        """A subject's properties in order; the values of each are put in order too."""
        key = tuple(properties)
        if key not in self._orders:
            self._orders[key] = super().sortProperties(properties)
        else:
            for values in properties.values():
                values.sort()  # type: ignore[call-arg]  # terms have an order
        return self._orders[key]
