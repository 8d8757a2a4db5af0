"""What a run of the build made, and how many of each kind."""

from collections.abc import Mapping
from dataclasses import dataclass

from rdflib import Graph

from pcad_kg.audit.found import Discrepancy
from pcad_kg.files import UNASKED
from pcad_kg.model import Basis, Origin, Report, Stance, Strength
from pcad_kg.names import PCAD


@dataclass(frozen=True, slots=True)
class Build:
    """What a run made: the report, its graphs by file name, and counts of inference."""

    report: Report
    graphs: Mapping[str, Graph]
    discrepancies: tuple[Discrepancy, ...]
    kept: int
    dropped: int


def counts_of(built: Build) -> dict[str, int]:
    """How many of each kind a run made, in the order it made them."""
    report = built.report
    rows = [row for table in report.tables for row in table.rows]
    supports = [s for s in report.supports if s.stance is Stance.FOR]
    direct = sum(support.strength is Strength.DIRECT for support in supports)
    named = sum(concern.basis is Basis.NAMED for concern in report.concerns)
    told = sum(found.origin is Origin.STATED for found in report.illustrations)
    stated = sum(grounding.origin is Origin.STATED for grounding in report.groundings)
    return {
        "lines": len(report.source.lines),
        "sections": len(report.sections),
        "passages": len(report.passages),
        "recommendations": len(report.recommendations),
        "wordings": sum(len(r.wordings) for r in report.recommendations),
        "findings": len(report.findings),
        "figures": len(report.figures),
        "tables": len(report.tables),
        "table rows": len(rows),
        "statistics in tables": sum(len(row.statistics) for row in rows),
        "statistics in prose": len(report.statistics),
        "quotes": len(report.quotes),
        "repetitions": len(report.repetitions),
        "questions": len(report.questions),
        "references": len(report.references),
        "citations": len(report.citations),
        "acronyms": len(report.acronyms),
        "agencies": len(report.agency_counts),
        "cross-references": len(report.cross_references),
        "cross-references that lead nowhere": len(report.dangling),
        "agencies named": named,
        "agencies implied": len(report.concerns) - named,
        "supported by, direct": direct,
        "supported by, contextual": len(supports) - direct,
        "evidence against": len(report.supports) - len(supports),
        "grounded in, stated": stated,
        "grounded in, judged": len(report.groundings) - stated,
        "quotes that illustrate or counter, stated": told,
        "quotes that illustrate or counter, judged": len(report.illustrations) - told,
        "links proposed": len(set(built.graphs[UNASKED].subjects(PCAD.score))),
        "discrepancies": len(built.discrepancies),
        "triples asserted": sum(
            len(graph)
            for name, graph in built.graphs.items()
            if name not in ("inferred", UNASKED)
        ),
        "triples inferred": built.kept,
        "inferences dropped": built.dropped,
    }


def summary_of(counts: Mapping[str, int]) -> str:
    """The counts of a run as lines."""
    return "".join(f"{count:>7,}  {name}\n" for name, count in counts.items())
