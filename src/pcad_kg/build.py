"""The whole run: text → passages → items → links → graphs → inferred → validated."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import Graph
from rdflib.term import Node

from pcad_kg.counts import Build, counts_of, summary_of
from pcad_kg.disclosure import redacted
from pcad_kg.files import UNASKED, Place
from pcad_kg.gather import (
    COUNTS_TABLE,
    NAMES_TABLE,
    Notify,
    audit_of,
    labelled_items,
    read_agreement,
    read_report,
    report_of,
    unjudged,
)
from pcad_kg.load import nothing_collected
from pcad_kg.notes import read_names
from pcad_kg.paths import data_folder, source_file
from pcad_kg.read import PINNED_SHA256
from pcad_kg.reason import infer
from pcad_kg.triples import put
from pcad_kg.triplify import to_graph, to_graphs
from pcad_kg.triplify.discrepancies import discrepancy_triples
from pcad_kg.triplify.proposals import proposal_triples, rule_triples
from pcad_kg.vocabulary import read_turtle
from pcad_kg.write import differences, stale_files, write_graphs
from pcad_kg.writer import HEADER, turtle_of

if TYPE_CHECKING:
    from pcad_kg.validate import Violation

__all__ = [
    "COUNTS_TABLE",
    "HEADER",
    "NAMES_TABLE",
    "Build",
    "Outcome",
    "audit_of",
    "build_graph",
    "counts_of",
    "differences",
    "labelled_items",
    "read_agreement",
    "read_report",
    "report_of",
    "run",
    "stale_files",
    "summary_of",
    "turtle_of",
    "union_of",
    "unjudged",
    "write_graphs",
]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to: counts, a note on an unknown text, and what is wrong."""

    counts: Mapping[str, int]
    note: str
    violations: "tuple[Violation, ...]"
    stale: list[str]

    @property
    def summary(self) -> str:
        """The counts as lines."""
        return summary_of(self.counts)


def run(
    source: Path | None,
    folder: Path,
    notify: Notify = lambda step: None,
    *,
    writes: bool = True,
    redact: bool = False,
) -> Outcome:
    """The whole run into a folder, which is written only if nothing violates a shape.

    Args:
        writes: whether to write; without, what a write would change is told as stale.

    Raises:
        OutputError: the folder cannot be written.
        PcadError: as `build_graph`.
    """
    with nothing_collected():
        built = build_graph(source, notify, redact=redact)
        notify("validate")
        found = _violations(built)
        stale: list[str] = []
        if not found and writes:
            notify("write")
            write_graphs(built.graphs, folder)
        elif not found:
            notify("check")
            stale = differences(built.graphs, folder)
    note = _note_on(built.report.source.sha256, source or source_file())
    return Outcome(counts_of(built), note, found, stale)


def _violations(built: Build) -> "tuple[Violation, ...]":
    # It loads as much as all the rest, and other commands that read a report need none.
    from pcad_kg.snapshot import snapshot
    from pcad_kg.validate import violations

    return violations(snapshot(dict.fromkeys(_all_but_proposed(built.graphs))))


def _note_on(sha256: str, path: Path) -> str:
    if sha256 == PINNED_SHA256:
        return ""
    return (
        f"pcad-kg: {path}: SHA-256 {sha256[:12]}… is not the pinned"
        f" {PINNED_SHA256[:12]}…: this is another graph"
    )


def build_graph(
    source: Place | None = None,
    notify: Notify = lambda step: None,
    *,
    redact: bool = False,
) -> Build:
    """The graphs of a report's text, by file name; nothing is written.

    Args:
        source: another text of the report; the project's own copy without it.
        notify: told the name of each step as it begins.
        redact: whether the names of places in quotes are masked.

    Raises:
        SourceError: the text is not a report of this form.
        JudgementError: a judged link does not hold on this text.
        GraphError: the ontology or the vocabulary cannot be read.
    """
    report = read_report(source, notify)
    if redact:
        report = redacted(report, read_names(data_folder("graph") / NAMES_TABLE))
    notify("triplify")
    graphs = to_graphs(report, read_turtle(data_folder("ontology") / "schemes.ttl"))
    notify("audit")
    found = audit_of(report)
    graphs["audit"] = to_graph(map(discrepancy_triples, found))
    notify("reason")
    ontology = read_turtle(data_folder("ontology") / "pcad.ttl")
    inference = infer(chain.from_iterable(graphs.values()), ontology)
    graphs["inferred"] = inference.graph
    notify("propose")
    graphs[UNASKED] = to_graph(
        (rule_triples(), *map(proposal_triples, unjudged(report)))
    )
    return Build(report, graphs, found, inference.kept, inference.dropped)


def union_of(graphs: Mapping[str, Graph]) -> Graph:
    """All triples of some graphs in one, but those that are only proposed."""
    union = Graph(store="SimpleMemory")
    put(_all_but_proposed(graphs), union)
    return union


def _all_but_proposed(graphs: Mapping[str, Graph]) -> Iterator[tuple[Node, Node, Node]]:
    return chain.from_iterable(g for name, g in graphs.items() if name != UNASKED)
