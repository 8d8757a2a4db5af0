"""Does every recommendation have cited evidence? Grades, counts, and what is wrong."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS
from rdflib.term import Node

from pcad_kg.model import Grade
from pcad_kg.names import PCAD, REP, local_name

GRADES = (Grade.NO_EVIDENCE, Grade.QUOTES_ONLY, Grade.INTERVIEW_ONLY, Grade.QUANTIFIED)
KINDS = ("Finding", "Table", "TableRow", "Figure", "Passage", "Quote")


class FaultKind(StrEnum):
    """What can be wrong with the evidence of a sound graph."""

    NO_DIRECT_EVIDENCE = "no direct evidence"
    BELOW_GRADE = "below the grade asked for"
    WORDS_NOT_PRINTED = "words not printed"
    NOT_GROUNDED = "evidence grounded in nothing"
    OTHER_SOURCE = "judged on another source"
    WORDINGS_DIFFER = "wordings differ"


@dataclass(frozen=True, slots=True)
class Standing:
    """A recommendation's grade, its evidence by strength and kind, its agencies."""

    label: str
    text: str
    line: int
    grade: Grade
    direct: Mapping[str, int]
    contextual: Mapping[str, int]
    against: int
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an item, in one sentence; a note fails a strict check only."""

    kind: FaultKind
    item: str
    line: int
    message: str

    @property
    def is_note(self) -> bool:
        """Whether it may well be the report's own doing."""
        return self.kind is FaultKind.WORDINGS_DIFFER


@dataclass(frozen=True, slots=True)
class Check:
    """Where each recommendation stands, and what is wrong."""

    standings: tuple[Standing, ...]
    faults: tuple[Fault, ...]


def check_evidence(graph: Graph, least: Grade = Grade.NO_EVIDENCE) -> Check:
    """Whether every recommendation of a graph has cited evidence.

    Args:
        graph: the graph to check.
        least: the grade that each recommendation is to have at least.
    """
    ordered = sorted(
        (_standing(graph, node) for node in _nodes(graph, PCAD.Recommendation)),
        key=lambda standing: int(standing.label.removeprefix("R") or 0),
    )
    faults = (
        *_without_direct(ordered, least),
        *_ungrounded(graph),
        *_unprinted(graph),
        *_other_source(graph),
        *_differing(graph),
    )
    return Check(tuple(ordered), tuple(sorted(faults, key=_order)))


def _order(fault: Fault) -> tuple[int, list[int], str]:
    """The gravest kind first, then by the number in the label: R2 before R24."""
    numbers = [int(digits) for digits in re.findall(r"\d+", fault.item)]
    return list(FaultKind).index(fault.kind), numbers, fault.item


def _nodes(graph: Graph, kind: URIRef) -> list[URIRef]:
    return [n for n in graph.subjects(RDF.type, kind) if isinstance(n, URIRef)]


def _standing(graph: Graph, node: URIRef) -> Standing:
    grade = graph.value(node, PCAD.evidenceGrade)
    agencies = (_label(graph, a) for a in graph.objects(node, PCAD.concernsAgency))
    return Standing(
        label=_label(graph, node),
        text=str(graph.value(node, PCAD.text) or ""),
        line=_line(graph, node),
        grade=Grade(local_name(grade)) if isinstance(grade, URIRef) else GRADES[0],
        direct=_kinds(graph, node, PCAD.directlySupportedBy),
        contextual=_kinds(graph, node, PCAD.contextuallySupportedBy),
        against=len(list(graph.objects(node, PCAD.counteredBy))),
        agencies=tuple(sorted(agencies)),
    )


def _kinds(graph: Graph, node: URIRef, edge: URIRef) -> Mapping[str, int]:
    """How many items of each kind an edge leads to."""
    found = Counter(
        kind
        for item in graph.objects(node, edge)
        for kind in KINDS
        if (item, RDF.type, PCAD[kind]) in graph
    )
    return {kind: found[kind] for kind in KINDS if found[kind]}


def _without_direct(standings: list[Standing], least: Grade) -> Iterator[Fault]:
    for standing in standings:
        if not standing.direct:
            yield Fault(
                FaultKind.NO_DIRECT_EVIDENCE,
                standing.label,
                standing.line,
                f"{standing.label} has no direct evidence; nothing in the report bears"
                " on its own subject and action",
            )
        elif GRADES.index(standing.grade) < GRADES.index(least):
            yield Fault(
                FaultKind.BELOW_GRADE,
                standing.label,
                standing.line,
                f"{standing.label} is graded {standing.grade.value}; asked for is"
                f" {least.value}",
            )


def _ungrounded(graph: Graph) -> Iterator[Fault]:
    """Findings that directly support and lead to no place of the body."""
    supporting = set(graph.objects(None, PCAD.directlySupportedBy))
    for finding in supporting & set(graph.subjects(RDF.type, PCAD.Finding)):
        if not _is_grounded(graph, finding):
            label = _label(graph, finding)
            yield Fault(
                FaultKind.NOT_GROUNDED,
                label,
                _line(graph, finding),
                f"{label} supports a recommendation and is grounded in nothing",
            )


def _is_grounded(graph: Graph, finding: Node) -> bool:
    family = {
        finding,
        *graph.subjects(DCTERMS.isPartOf, finding),
        *graph.objects(finding, DCTERMS.isPartOf),
    }
    return any((member, PCAD.groundedIn, None) in graph for member in family)


def _judged_links(graph: Graph) -> list[URIRef]:
    return [
        link
        for kind in (PCAD.EvidenceLink, PCAD.CounterLink)
        for link in _nodes(graph, kind)
    ]


def _unprinted(graph: Graph) -> Iterator[Fault]:
    """Links whose words stand in neither of the items they join."""
    for link in _judged_links(graph):
        ends = [graph.value(link, end) for end in (PCAD.to, PCAD["from"])]
        texts = [str(graph.value(end, PCAD.text) or "") for end in ends if end]
        for words in graph.objects(link, PCAD.relyingOn):
            if not any(str(words) in text for text in texts):
                label = _label(graph, link)
                yield Fault(
                    FaultKind.WORDS_NOT_PRINTED,
                    label,
                    _line(graph, ends[0]),
                    f"{label} relies on words that are not printed there: “{words}”",
                )


def _other_source(graph: Graph) -> Iterator[Fault]:
    source = graph.value(REP.report, PCAD.sourceSha256)
    for link in _judged_links(graph):
        judged_on = graph.value(link, PCAD.judgedOn)
        if judged_on is not None and judged_on != source:
            label = _label(graph, link)
            yield Fault(
                FaultKind.OTHER_SOURCE,
                label,
                _line(graph, graph.value(link, PCAD.to)),
                f"{label} was judged on the source {str(judged_on)[:12]}…, not on this"
                " one; read it again",
            )


def _differing(graph: Graph) -> Iterator[Fault]:
    """Recommendations that the report words differently in different places."""
    for node in _nodes(graph, PCAD.Recommendation):
        texts = {
            str(graph.value(wording, PCAD.text)): local_name(wording)
            for wording in graph.objects(node, PCAD.hasWording)
            if isinstance(wording, URIRef)
        }
        if len(texts) > 1:
            label = _label(graph, node)
            yield Fault(
                FaultKind.WORDINGS_DIFFER,
                label,
                _line(graph, node),
                f"{label} is worded in {len(texts)} ways; see `pcad-kg ask"
                " where-is-this-recommendation-printed`",
            )


def _label(graph: Graph, node: Node) -> str:
    return str(graph.value(node, RDFS.label) or "")


def _line(graph: Graph, node: Node | None) -> int:
    line = graph.value(node, PCAD.firstLine) if node is not None else None
    return int(line) if isinstance(line, Literal) else 0
