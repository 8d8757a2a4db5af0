"""`Report` → graphs, one per kind and origin."""

from collections.abc import Iterable
from itertools import chain

from rdflib import Graph
from rdflib.term import Node

from pcad_kg.model import Basis, Origin, Report
from pcad_kg.triples import new_graph, put
from pcad_kg.triplify.items import (
    figure_triples,
    finding_triples,
    passage_triples,
    recommendation_triples,
    report_triples,
    section_triples,
)
from pcad_kg.triplify.links import (
    agency_count_triples,
    concern_triples,
    cross_reference_triples,
    grade_triples,
    grounding_triples,
    illustration_triples,
    support_triples,
    system_wide_triples,
)
from pcad_kg.triplify.sources import (
    acronym_triples,
    citation_triples,
    glossary_triples,
    reference_triples,
)
from pcad_kg.triplify.statistics import prose_statistic_triples
from pcad_kg.triplify.tables import table_triples
from pcad_kg.triplify.voices import (
    answer_triples,
    question_triples,
    quote_triples,
    repetition_triples,
)

__all__ = ["to_graph", "to_graphs"]


def to_graphs(report: Report, schemes: Graph) -> dict[str, Graph]:
    """The asserted and judged graphs of a report, by the name of their file.

    A name is also that of the named graph: `findings` is `graph:findings`.
    """
    groundings = {o: [g for g in report.groundings if g.origin is o] for o in Origin}
    voices = {o: [i for i in report.illustrations if i.origin is o] for o in Origin}
    concerns = {b: [c for c in report.concerns if c.basis is b] for b in Basis}
    parts: dict[str, Iterable[Iterable[tuple[Node, Node, Node]]]] = {
        "report": [report_triples(report), *map(section_triples, report.sections)],
        "passages": map(passage_triples, report.passages),
        "recommendations": map(recommendation_triples, report.recommendations),
        "findings": map(finding_triples, report.findings),
        "figures": map(figure_triples, report.figures),
        "tables": map(table_triples, report.tables),
        "vocabulary": [schemes, *map(agency_count_triples, report.agency_counts)],
        "cross-references": map(cross_reference_triples, report.cross_references),
        "implied-concerns": map(concern_triples, concerns[Basis.IMPLIED]),
        "concerns": [
            *map(concern_triples, concerns[Basis.NAMED]),
            *map(system_wide_triples, report.system_wide),
        ],
        "groundings": map(grounding_triples, groundings[Origin.STATED]),
        "judged-groundings": map(grounding_triples, groundings[Origin.JUDGED]),
        "evidence": map(support_triples, report.supports),
        "illustrations": map(illustration_triples, voices[Origin.STATED]),
        "judged-illustrations": map(illustration_triples, voices[Origin.JUDGED]),
        "grades": map(grade_triples, report.grades),
        "quotes": map(quote_triples, report.quotes),
        "repetitions": map(repetition_triples, report.repetitions),
        "statistics": map(prose_statistic_triples, report.statistics),
        "questions": [
            *map(question_triples, report.questions),
            *map(answer_triples, report.answers),
        ],
        "references": [
            *map(reference_triples, report.references),
            *map(citation_triples, report.citations),
        ],
        "glossary": [glossary_triples(), *map(acronym_triples, report.acronyms)],
    }
    return {name: to_graph(triples) for name, triples in parts.items()}


def to_graph(triples: Iterable[Iterable[tuple[Node, Node, Node]]]) -> Graph:
    """Triples, however grouped, as one graph."""
    graph = new_graph()
    put(chain.from_iterable(triples), graph)
    return graph
