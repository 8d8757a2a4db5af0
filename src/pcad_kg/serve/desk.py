"""What every page is made from: the engine, what it told, and where IRIs lead."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pcad_kg.cited import (
    Item,
    Reference,
    item_at,
    kind_of,
    label_at,
    natural,
    report_reference,
    value_at,
)
from pcad_kg.engine.protocol import Engine, node_of, nodes_of
from pcad_kg.serve import paths
from pcad_kg.serve.chapters import heading
from pcad_kg.serve.text import Text
from pcad_kg.terms import DCTERMS, PCAD, RDF, Iri, Term, local_name
from pcad_kg.wording import caption, shortened, where

GLANCE, TITLE = 160, 70
# What is shown on the page of something else: a cell on its table's, a wording on its
# recommendation's.
PARTS = (
    (
        re.compile(r"^(/table/[^/]+)/row/([^/]+)/column/([^/]+)$"),
        r"\1#row-\2-column-\3",
    ),
    (re.compile(r"^(/table/[^/]+)/column/([^/]+)$"), r"\1#column-\2"),
    (re.compile(r"^(/recommendation/[^/]+)/wording/([^/]+)$"), r"\1#wording-\2"),
    (re.compile(r"^/discrepancy/(.+)$"), r"/audit#\1"),
    (re.compile(r"^/acronym/(.+)$"), r"/acronym#\1"),
)
# The classes whose items have pages of their own, in the order of lists.
PAGED = (
    "Recommendation",
    "Finding",
    "Table",
    "TableRow",
    "Figure",
    "Quote",
    "Question",
    "Reference",
    "Section",
    "Agency",
    "Role",
    "Region",
)
TOLD_ELSEWHERE = ("Statistic", "TableColumn", "Wording", "Acronym", "Repetition")
LINKS = (
    "EvidenceLink",
    "AgencyLink",
    "GroundingLink",
    "IllustrationLink",
    "CounterLink",
)
LINKED = (PCAD.to, PCAD["from"])
SAID_OF_PASSAGES = (PCAD.refersTo, PCAD.cites, PCAD.states)


@dataclass(frozen=True, slots=True)
class Ref:
    """A link to what is spoken of: where it leads, its label, its kind, a few words."""

    path: str
    label: str
    kind: str = ""
    words: str = ""


class Desk:
    """A graph at hand: items and trails are looked up once.

    Args:
        engine: the graph, which does not change meanwhile.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._items: dict[Iri, Item] = {}

    @cached_property
    def text(self) -> Text:
        """The report's text, with what stands where."""
        return Text(self.engine)

    @cached_property
    def reference(self) -> Reference:
        """The report as works cite it."""
        return report_reference(self.engine)

    @cached_property
    def classes(self) -> dict[str, tuple[Iri, ...]]:
        """The items of each class that has pages, in the report's order."""
        return {
            name: tuple(
                sorted(self.engine.subjects(RDF.type, PCAD[name]), key=_in_order)
            )
            for name in (*PAGED, "Passage")
        }

    @cached_property
    def paged_passages(self) -> frozenset[Iri]:
        """The passages of which more is said than their words."""
        linked = {
            node
            for kind in LINKS
            for link in self.engine.subjects(RDF.type, PCAD[kind])
            for end in LINKED
            for node in nodes_of(self.engine, link, end)
        }
        for said in SAID_OF_PASSAGES:
            linked |= set(self.engine.subjects(said))
        return frozenset(linked & set(self.classes["Passage"]))

    def item(self, iri: str) -> Item:
        """All that is cited of an item."""
        node = Iri(iri)
        if node not in self._items:
            self._items[node] = item_at(node, self.engine)
        return self._items[node]

    def kind(self, iri: str) -> str:
        """The class of a node by its short name; agencies, roles and links too."""
        classes = {local_name(c) for c in nodes_of(self.engine, Iri(iri), RDF.type)}
        for name in (*PAGED, "Passage", *LINKS, *TOLD_ELSEWHERE, "Discrepancy"):
            if name in classes:
                return name
        return kind_of(Iri(iri), self.engine)

    def path(self, iri: str) -> str:
        """Where a node is shown: its own page, or its place on another's."""
        path = paths.path_of(iri) or iri
        for pattern, shown in PARTS:
            if pattern.match(path):
                return pattern.sub(shown, path)
        if path.startswith("/passage/") and Iri(iri) not in self.paged_passages:
            return self.line_path(self.item(iri).first_line)
        if path.startswith("/statistic/"):
            return self.line_path(self.item(iri).first_line)
        if path.startswith(("/link/", "/repetition/")):
            return self._link_path(iri)
        return path

    def _link_path(self, iri: str) -> str:
        start = node_of(self.engine, Iri(iri), PCAD["from"])
        if start is None:
            return "/"
        return f"{self.path(start).partition('#')[0]}#{anchor_of(iri)}"

    def line_path(self, line: int) -> str:
        """Where a line of the report is shown."""
        return self.text.path(line)

    def ref(self, iri: str, limit: int = GLANCE) -> Ref:
        """A link to a node, with a few words of what it is."""
        item = self.item(iri)
        words = caption(item, limit)
        if item.kind in ("Quote", "Passage", "Question"):
            words = shortened(item.text, limit)
        if item.kind == "Section":
            words = ""
        label = self.label(iri) if item.kind == "Section" else item.label
        return Ref(self.path(iri), label, self.kind(iri), words)

    def title(self, iri: str) -> str:
        """A node's label with a few words of what it is, as its window is called."""
        ref = self.ref(iri, TITLE)
        return f"{ref.label}: {ref.words}" if ref.words else ref.label

    def refs(self, iris: Iterable[str]) -> tuple[Ref, ...]:
        """Links to several nodes, by label."""
        return tuple(sorted(map(self.ref, iris), key=lambda ref: natural(ref.label)))

    def place(self, item: Item) -> Ref:
        """A link to where an item stands in the text: "L341 · 2.4 …, p. 46 ff."."""
        if not item.first_line:
            return Ref("", "")
        return Ref(self.line_path(item.first_line), where(item))

    def value(self, iri: str, predicate: Iri) -> str:
        """A node's value as text, nothing where there is none."""
        return value_at(Iri(iri), predicate, self.engine)

    def nodes(self, iri: str, predicate: Iri) -> list[Iri]:
        """The nodes among a node's values."""
        return nodes_of(self.engine, Iri(iri), predicate)

    def label(self, iri: str) -> str:
        """A node's label; a section's heading in full."""
        printed = self.value(iri, PCAD.text) if "/section/" in iri else ""
        return heading(printed) or label_at(Iri(iri), self.engine)

    def asked(
        self, query: str, bindings: Mapping[str, Term] | None = None
    ) -> list[tuple[str, ...]]:
        """The rows of a query, some of whose variables are given a value.

        Nothing is an empty text.
        """
        found = self.engine.query(query, bindings).cells
        return [tuple(cell or "" for cell in row) for row in found]

    def sections_above(self, node: Iri | None) -> tuple[Ref, ...]:
        """A section and those it is part of, from the outermost."""
        found: list[Ref] = []
        while node is not None and self.kind(node) == "Section":
            found.insert(0, Ref(self.path(node), self.label(node), "Section"))
            node = node_of(self.engine, node, DCTERMS.isPartOf)
        return tuple(found)


def anchor_of(iri: str) -> str:
    """The fragment that a link has on the page of what it comes from.

    >>> anchor_of("https://w3id.org/pcad-kg/pcad-2021/link/r16/table-3.11")
    'link-r16-table-3.11'
    """
    return (paths.path_of(iri) or iri).strip("/").replace("/", "-")


def _in_order(iri: Iri) -> list[object]:
    return natural(iri)
